import { memory } from '@postern/memory';
import { testMessaging } from '@postern/memory/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { draftTemplate } from '../src/index.ts';
import { defineTemplate } from '../src/templates/define-template.ts';
import { textFromHtml } from '../src/templates/html-text.ts';
import { LiquidRenderer } from '../src/templates/liquid.ts';

const renderer = new LiquidRenderer();

describe('a template that somebody wrote', () => {
  it.each([
    ['loops in loops', '{% for i in (1..99999) %}{% for j in (1..99999) %}{{ i }}{% endfor %}{% endfor %}'],
    [
      'a filter in a filter',
      '{% assign a = (1..100000) %}{{ a | has_exp: "i", "a | has_exp: \'j\', \'j == 0\'" }}',
    ],
    ['a range of tens of millions', '{{ (1..49000000) | join }}'],
    ['a sum of millions', '{{ (1..10000000) | sum }}'],
    ['sorting millions', '{% assign a = (1..4900000) %}{{ a | reverse | sort | join }}'],
    ['grouping', '{% assign a = (1..100000) %}{{ a | group_by_exp: "i", "a | size" }}'],
    [
      'a text that doubles',
      '{% assign a = "xxxxxxxx" %}{% for i in (1..60) %}{% assign a = a | append: a %}{% endfor %}{{ a }}',
    ],
    [
      'captures that double',
      '{% capture a %}xxxxxxxx{% endcapture %}{% for i in (1..60) %}{% capture a %}{{ a }}{{ a }}{% endcapture %}{% endfor %}{{ a }}',
    ],
    ['a date with room for millions', '{{ "now" | date: "%99999999Y" }}'],
    ['half a megabyte of outputs', '{{1}}'.repeat(100_000)],
    ['blocks nested 3,000 deep', `${'{% if 1 %}'.repeat(3_000)}x${'{% endif %}'.repeat(3_000)}`],
    ['a table of rows', '{% tablerow i in (1..99999) %}{{ i }}{% endtablerow %}'],
    [
      'the liquid tag, in which nothing is counted',
      `{% liquid\n${'if 1\n'.repeat(3_000)}${'endif\n'.repeat(3_000)} %}`,
    ],
  ])('cannot stall the process: %s', async (_what, text) => {
    const t = await testMessaging();
    const { email } = t.messaging;
    const rendering = email.templates.render(draftTemplate('email', { subject: 's', text }), {});
    await expect(rendering).rejects.toMatchObject({
      code: expect.stringMatching(/^template_(invalid|too_expensive)$/),
    });
    // What is stored is checked the same way, or rendered in the same place.
    const saved = await email.templates.save({ name: 'x', subject: 's', text }).catch((error) => error);
    if (saved instanceof Error) expect(saved).toMatchObject({ code: 'template_invalid' });
    // The next one is rendered as if nothing had been.
    const next = await email.templates.render(draftTemplate('email', { subject: 's', text: 'Hi {{ a }}' }), {
      a: 1,
    });
    expect(next.text).toBe('Hi 1');
  });

  it('leaves the event loop to others while it is rendered', async () => {
    const t = await testMessaging();
    const text = '{% for i in (1..99999) %}{% for j in (1..99999) %}{{ i }}{% endfor %}{% endfor %}';
    let ended = false;
    const rendering = t.messaging.email.templates
      .render(draftTemplate('email', { subject: 's', text }), {})
      .catch(() => undefined)
      .finally(() => {
        ended = true;
      });
    // Others are sent meanwhile.
    for (let n = 0; n < 5; n += 1)
      await t.messaging.email.send({ to: { address: 'jo@customer.example' }, subject: 'Hi', text: 'Hello' });
    expect(ended).toBe(false);
    await rendering;
  });

  it.each([
    ['{% render "x" %}', 'there is no partial "x"'],
    ['{% layout "x" %}', 'there is no layout "x"'],
    ['{% include "x" %}', 'no files are read'],
  ])('is told that there is nothing but what the site has: %s', async (text, sentence) => {
    const { templates } = (await testMessaging()).messaging.email;
    await expect(templates.save({ name: 'x', subject: 's', text })).rejects.toMatchObject({
      code: 'template_invalid',
      message: expect.stringContaining(sentence),
    });
    expect(await templates.list()).toEqual([]);
  });

  it('that was stored in spite of all is listed as broken, and breaks no list', async () => {
    const wiring = memory();
    const { templates } = (await testMessaging(wiring)).messaging.email;
    await templates.save({ name: 'good', subject: 's', text: '{{ a }}' });
    const row = { id: 'bad', site: 'test', channel: 'email', name: 'bad', version: 1 } as const;
    await wiring.storage.templates.save({
      ...row,
      updatedAt: new Date(),
      subject: 's',
      text: '{% render "x" %}',
    });
    const [bad, good] = await templates.list();
    expect(bad).toMatchObject({
      id: 'bad',
      variables: [],
      broken: expect.stringContaining('no partial "x"'),
    });
    expect(good).toMatchObject({ variables: ['a'] });
    expect(good).not.toHaveProperty('broken');
    await templates.delete('bad');
  });

  it('is named where it is not there', async () => {
    const { templates } = (await testMessaging()).messaging.sms;
    for (const asked of [templates.get('welcom'), templates.render('welcom', {}), templates.delete('welcom')])
      await expect(asked).rejects.toThrow('There is no template "welcom" for SMS.');
  });

  it('takes plain data only, since they go to another thread', async () => {
    const { templates } = (await testMessaging()).messaging.email;
    const draft = draftTemplate('email', { subject: 's', text: '{{ a }}' });
    await expect(templates.render(draft, { a: () => 1 })).rejects.toMatchObject({
      code: 'template_data_invalid',
    });
    expect((await templates.render(draft, { a: new Date(0) })).text).toContain('1970');
  });

  it('may stand in code that says so, and is rendered on that thread then', async () => {
    const { templates } = (await testMessaging()).messaging.email;
    const schema = z.object({ a: z.unknown() });
    const texts = { id: 'notice', channel: 'email', subject: 's', text: '{{ a }}', schema } as const;
    // What no other thread takes tells where it is rendered.
    const data = { a: { toString: () => 'here' } };
    expect((await templates.render(defineTemplate(texts), data)).text).toBe('here');
    const people = defineTemplate({ ...texts, writtenBy: 'people' });
    await expect(templates.render(people, data)).rejects.toMatchObject({ code: 'template_data_invalid' });
    expect((await templates.render(people, { a: 'there' })).text).toBe('there');
  });
});

describe('what an HTML template puts out', () => {
  const html = (template: string, data: Record<string, unknown>) =>
    renderer.render({ html: template }, data).then((output) => output.html);

  it.each([
    ['{{ n | escape }}', 'a &amp; &lt;b&gt;'],
    ['{{ n | escape_once }}', 'a &amp; &lt;b&gt;'],
    ['{{ n | xml_escape }}', 'a &amp; &lt;b&gt;'],
    ['{% capture x %}<i>{{ n }}</i>{% endcapture %}{{ x }}', '<i>a &amp; &lt;b&gt;</i>'],
    ['{% assign x = n | escape %}{{ x }}', 'a &amp; &lt;b&gt;'],
    [
      '{% capture x %}{{ n }}{% endcapture %}{% capture y %}{{ x }}!{% endcapture %}{{ y }}',
      'a &amp; &lt;b&gt;!',
    ],
  ])('%s is escaped once', async (template, expected) => {
    expect(await html(template, { n: 'a & <b>' })).toBe(expected);
  });

  it.each([
    ['{{ n | escape | upcase }}', 'A &amp; &lt;B&gt;'],
    ['{% capture c %}{{ n }}{% endcapture %}{{ c | truncate: 4, "" }}', 'a &amp; '],
    ['{% capture c %}<i>{{ n }}</i>{% endcapture %}{{ c | append: "<" }}', '<i>a &amp; &lt;b&gt;</i>&lt;'],
    ['{% capture c %}{% endcapture %}{{ c | default: n }}', 'a &amp; &lt;b&gt;'],
    ['{% capture c %}a{% endcapture %}{% if c == "a" and c contains "a" and c.size == 1 %}y{% endif %}', 'y'],
    ['{% capture c %}{{ n }}{% endcapture %}{% if c == n %}y{% endif %}', 'y'],
    ['{% capture c %}b{% endcapture %}{% case c %}{% when "b" %}y{% endcase %}', 'y'],
    ['{% capture c %}{% endcapture %}{% if c == empty %}y{% endif %}', 'y'],
  ])('%s takes what is escaped for the text it stands for', async (template, expected) => {
    expect(await html(template, { n: 'a & <b>' })).toBe(expected);
  });

  it('keeps the tag that newline_to_br makes, and escapes around it', async () => {
    expect(await html('{{ n | newline_to_br }}', { n: '<b>\n2' })).toBe('&lt;b&gt;<br />\n2');
  });

  it('holds no tag out of the data, whatever filters they go through', async () => {
    const filters = [
      ...[
        'escape',
        'escape_once',
        'xml_escape',
        'newline_to_br',
        'raw',
        'upcase',
        'downcase',
        'strip',
        'reverse',
      ],
      ...[
        'strip_html',
        'strip_newlines',
        'url_encode',
        'url_decode',
        'first',
        'last',
        'json',
        'join: "<"',
        'sort',
      ],
      ...[
        'append: y',
        'prepend: y',
        'replace: "a", y',
        'remove: "amp;"',
        'split: "a"',
        'truncate: 5',
        'slice: 1, 9',
      ],
      ...['default: y', 'concat: list', 'uniq', 'compact', 'replace: "&lt;", "a"'],
    ];
    const part = fc.constantFrom('<', '>', '"', "'", '&', 'a', 'lt;', '&lt;', '&amp;', '%3C', '\n', ';');
    const text = fc.string({ unit: part, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(
        text,
        text,
        fc.array(fc.constantFrom(...filters), { maxLength: 4 }),
        async (x, y, chain) => {
          const piped = ['x', ...chain].join(' | ');
          const template = `{{ ${piped} }}[{% capture c %}{{ ${piped} }}{% endcapture %}{{ c }}]{% assign d = ${piped} %}{{ d }}`;
          const output = await html(template, { x, y, list: [y, x] }).catch(() => '');
          expect((output ?? '').replaceAll('<br />', '')).not.toMatch(/[<>"']/);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('the text made from HTML', () => {
  it.each([
    [
      'a table by rows',
      '<table><tr><td>Tea</td><td>40</td></tr><tr><th>Milk</th><td>2</td></tr></table>',
      'Tea 40\nMilk 2',
    ],
    ['a picture by its alternative', '<p>By <img alt="Acme" src="x"> only</p>', 'By Acme only'],
    ['nothing of a picture without', '<p>By <img src="x">us</p>', 'By us'],
  ])('shows %s', (_what, given, expected) => {
    expect(textFromHtml(given)).toBe(expected);
  });

  it('is the subject where a mail has pictures without words', async () => {
    const t = await testMessaging();
    const { text } = await t.messaging.email.preview({ subject: 'Spring sale', html: '<img src="cid:a">' });
    expect(text).toBe('Spring sale');
  });

  it.each([
    '<div>',
    '<b><i>',
    '<table>',
    '<p>',
    '<li>',
    '<',
    '<a ',
    '<td>',
    '</div>',
    '<!--',
    '&lt;',
    '<svg/>',
    '<p><li>',
    '<td><p>',
    '<table><tr><td>',
    '<ul><li><p>',
  ])(
    'is made of a mail of nothing but %s, whatever its length',
    (part) => {
      expect(typeof textFromHtml(part.repeat(Math.ceil(900_000 / part.length)))).toBe('string');
    },
    10_000,
  );

  it.each([
    ['one name of dashes that ends nowhere', `<${'a-'.repeat(450_000)}`],
    ['hard spaces before a word', `<p>${'&nbsp;'.repeat(150_000)}x</p>`],
    ['blanks that are kept, before a word', `<pre>${' '.repeat(900_000)}x</pre>`],
    ['an attribute that ends nowhere', `<a b="${'c="'.repeat(300_000)}`],
  ])(
    'is made in the time that one look takes: %s',
    (_what, given) => {
      expect(typeof textFromHtml(given)).toBe('string');
    },
    10_000,
  );
});
