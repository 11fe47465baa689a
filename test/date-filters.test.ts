import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseTime } from '../src/adapter.ts';
import { LiquidRenderer } from '../src/templates/liquid.ts';

const renderer = new LiquidRenderer();
const at = new Date('2026-03-08T04:05:06.078Z');

async function text(template: string, data: object = { at }): Promise<string | undefined> {
  return (await renderer.render({ text: template }, { ...data })).text;
}

/** What a process of another zone and language makes of it. */
function elsewhere(TZ: string, code: string, language = 'de_DE.UTF-8'): unknown {
  const url = (path: string) => JSON.stringify(`file://${resolve(path)}`);
  const source = `
    const { LiquidRenderer } = await import(${url('src/templates/liquid.ts')});
    const { parseTime } = await import(${url('src/model/times.ts')});
    const at = new Date('2026-03-08T04:05:06.078Z');
    const text = async (template) => (await new LiquidRenderer().render({ text: template }, { at, list: [at] })).text;
    process.stdout.write(JSON.stringify(await (${code})));`;
  const args = ['--import', 'tsx', '--conditions=@postern/source', '--input-type=module', '-e', source];
  return JSON.parse(
    execFileSync(process.execPath, args, {
      env: { ...process.env, TZ, LANG: language, LC_ALL: language },
    }).toString(),
  );
}

const everyFormat = [...'aAbBcCdeHhIjklLmMNpPqsSuUwWxXyYzZ'].map((one) => `%${one}`).join('|');
const template = [
  `{{ at | date: "${everyFormat}" }}`,
  `{{ at | date: "%c %Z", "Europe/Berlin" }}`,
  '{{ at }} {{ list }} {{ "at " | append: at }} {{ list | join }} {{ at | json }}',
  '{{ at | date_to_string }} {{ at | date_to_long_string: "ordinal" }} {{ at | date_to_rfc822 }} {{ at | date_to_xmlschema }}',
  '{{ "2026-12-01" | date: "%d.%m.%Y %H:%M" }} {{ "2026-12-01 10:00" | date: "%H:%M" }} {{ "1 Dec 2026" | date }}',
].join('\n');

describe('dates in templates', () => {
  it.each(['America/New_York', 'Asia/Kolkata', 'Pacific/Kiritimati'])(
    'are in UTC and English where the process is in %s and speaks German',
    async (zone) => {
      // New York leaves winter time three hours after this moment, and has no 02:30 that day.
      expect(elsewhere(zone, `text(${JSON.stringify(template)})`)).toBe(
        await text(template, { at, list: [at] }),
      );
      expect(elsewhere(zone, `text('{{ "2026-03-08T02:30:00Z" | date: "%H:%M %B" }}')`)).toBe('02:30 March');
    },
    30_000,
  );

  it.each([
    ['%Y-%m-%d %H:%M:%S.%L', '2026-03-08 04:05:06.078'],
    ['%a %A %b %B %h', 'Sun Sunday Mar March Mar'],
    ['%e|%-d|%d%q', ' 8|8|08th'],
    ['%I %l %k %p %P', '04  4  4 AM am'],
    ['%j %U %W %u %w %C %y', '067 10 09 7 0 20 26'],
    ['%s %N %3N', '1772942706 078000000 078'],
    ['%x, %X', '3/8/2026, 4:05:06 AM'],
    ['%z %:z %Z', '+0000 +00:00 UTC'],
    ['%^B %#p %_m %010Y %%', 'MARCH am  3 0000002026 %'],
    ['%Q', '%Q'],
  ])('are written by %s', async (format, expected) => {
    expect((await text(`{{ at | date: "${format}" }}`))?.replace(/\u202f/g, ' ')).toBe(expected);
  });

  it.each([
    ['"Europe/Berlin"', '05:05 +0100 Europe/Berlin'],
    ['"America/St_Johns"', '00:35 -0330 America/St_Johns'],
    ['-330', '09:35 +0530 +0530'],
  ])('are in the zone that is asked for: %s', async (zone, expected) => {
    expect(await text(`{{ at | date: "%H:%M %z %Z", ${zone} }}`)).toBe(expected);
  });

  it('are what Liquid takes for one: seconds, texts, now; all else stays as it is', async () => {
    expect(await text('{{ 86400 | date: "%F %Y-%j" }}')).toBe('%F 1970-002');
    expect(await text('{{ "86400" | date: "%Y-%j" }}')).toBe('1970-002');
    expect(await text('{{ "now" | date: "%Y" }}')).toBe(String(new Date().getUTCFullYear()));
    expect(await text('{{ "soon" | date: "%Y" }}{{ none | date: "%Y" }}', { none: null })).toBe('soon');
    expect(await text('{{ at }}', { at: new Date(Number.NaN) })).toBe('');
    await expect(text('{{ at | date: "%H", "Europe/Nowhere" }}')).rejects.toMatchObject({
      code: expect.stringMatching(/^template_/),
    });
    await expect(text('{{ at | date: "%999Y" }}')).rejects.toMatchObject({
      code: expect.stringMatching(/^template_/),
    });
  });
});

describe('the list of templates', () => {
  it('has one order, also where the process speaks Swedish, which puts Ä behind Z', async () => {
    const names = `(async () => {
      const { testMessaging } = await import('@postern/memory/testing');
      const { messaging } = await testMessaging();
      for (const name of ['Zebra', 'Ärende']) await messaging.email.templates.save({ name, subject: 's', text: 't' });
      return (await messaging.email.templates.list()).map(({ name }) => name);
    })()`;
    expect(elsewhere('Europe/Stockholm', names, 'sv_SE.UTF-8')).toEqual(['Ärende', 'Zebra']);
  }, 30_000);
});

describe('a written time', () => {
  const times: readonly (readonly [string, string])[] = [
    ['Tue, 1 Dec 2026 10:00:00 +0200 (CEST)', '2026-12-01T08:00:00.000Z'],
    ['Tue Dec 01 2026 05:00:00 GMT-0500 (Eastern Standard Time)', '2026-12-01T10:00:00.000Z'],
    ['2026-12-01 10:00+02', '2026-12-01T08:00:00.000Z'],
    ['Sun, 06 Nov 1994 08:49:37 GMT', '1994-11-06T08:49:37.000Z'],
    ['Sun Nov  6 08:49:37 1994', '1994-11-06T08:49:37.000Z'],
    ['1 Dec 2026 10:00 PM', '2026-12-01T22:00:00.000Z'],
    ['2026-12-01T10:00', '2026-12-01T10:00:00.000Z'],
    ['01-12-2026', '2026-01-12T00:00:00.000Z'],
  ];

  it('is read in its own zone, or in UTC where it has none', () => {
    const written = JSON.stringify(times.map(([text]) => text));
    const read = `${written}.map((one) => new Date(parseTime(one)).toISOString())`;
    expect(elsewhere('America/New_York', read)).toEqual(times.map(([, time]) => time));
  }, 30_000);

  it('is none where nothing reads it, or where it is longer than any', () => {
    for (const none of ['', 'soon', `${' 1:11'.repeat(100_000)}+`]) expect(parseTime(none)).toBeNaN();
  });
});
