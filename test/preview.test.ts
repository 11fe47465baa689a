import { testMessaging } from '@postern/memory/testing';
import { defineTemplate } from 'postern/templates';
import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';

const open = (name = 'Acme') => testMessaging({ site: { id: 'acme', name } });

describe('the preview', () => {
  it.each([
    ['Hello', 'Acme: Hello', 'GSM-7', 1, 11],
    ['x'.repeat(154), undefined, 'GSM-7', 1, 160],
    ['x'.repeat(155), undefined, 'GSM-7', 2, 161],
    ['€'.repeat(77), undefined, 'GSM-7', 1, 160],
    ['€'.repeat(78), undefined, 'GSM-7', 2, 162],
    ['ё'.repeat(64), undefined, 'UCS-2', 1, 70],
    ['ё'.repeat(65), undefined, 'UCS-2', 2, 71],
    ['😀', 'Acme: 😀', 'UCS-2', 1, 8],
  ])('of the SMS %s counts as carriers do', async (text, full, encoding, segments, characters) => {
    const t = await open();
    expect(await t.messaging.sms.preview(text)).toMatchObject({
      ...(full ? { text: full } : {}),
      encoding,
      segments,
      characters,
    });
  });

  it('says when it is the site’s name that makes an SMS Unicode, and when the text', async () => {
    const accented = await open('Жена');
    expect((await accented.messaging.sms.preview('Hello')).warnings).toEqual([
      expect.stringContaining("site's name"),
    ]);
    const plain = await open();
    expect((await plain.messaging.sms.preview('Hello „you“')).warnings).toEqual([
      expect.stringContaining('„ “'),
    ]);
    expect((await plain.messaging.sms.preview('Hello')).warnings).toEqual([]);
    expect((await accented.messaging.sms.preview('Hello')).findings).toMatchObject([
      { code: 'unicode_name' },
    ]);
    expect((await plain.messaging.sms.preview('Hello')).findings).toEqual([]);
  });

  it('enforces the cap before it counts', async () => {
    const t = await open();
    await expect(t.messaging.sms.preview('x'.repeat(200_000))).rejects.toMatchObject({
      code: 'invalid_message',
    });
  });

  it('shows an e-mail as it would go, and records nothing', async () => {
    const t = await open();
    await t.messaging.email.templates.save({
      id: 'note',
      name: 'Note',
      subject: 'Note for {{ name }}',
      html: '<p>Dear {{ name }}</p>',
    });
    expect(await t.messaging.email.preview({ template: 'note', data: { name: '<Jo>' } })).toEqual({
      subject: '[Acme] Note for <Jo>',
      html: '<p>Dear &lt;Jo&gt;</p>',
      text: 'Dear <Jo>',
    });
    await expect(t.messaging.email.preview({ template: 'note', data: {} })).rejects.toMatchObject({
      code: 'template_data_invalid',
    });
    expect((await t.messaging.email.history()).items).toEqual([]);
  });
});

describe('data that do not fit a template', () => {
  it('are told apart: a value that is missing, and one that is wrong, with what was asked for', async () => {
    const visit = defineTemplate({
      id: 'visit',
      channel: 'email',
      schema: z.object({ name: z.string(), visit: z.object({ link: z.url() }), guests: z.number() }),
      subject: 'Visit',
      text: '{{ name }} {{ visit.link }} {{ guests }}',
    });
    const t = await testMessaging({ site: { id: 'acme', name: 'Acme' }, templates: [visit] });
    const data = { visit: { link: 'nowhere' }, guests: 'two' };
    const asked = t.messaging.email.preview({ template: 'visit', data });
    await expect(asked).rejects.toMatchObject({
      code: 'template_data_invalid',
      details: {
        variables: ['name', 'visit.link', 'guests'],
        wrong: { 'visit.link': { kind: 'url' }, guests: { kind: 'number' } },
      },
    });
  });
});

describe('the counts by day', () => {
  it('cover each of the last days, oldest first', async () => {
    const t = await open();
    const mail = { to: { address: 'jo@acme.example' }, subject: 'Hi', text: 'x' };
    await t.messaging.email.send(mail);
    t.advance(2 * 86_400_000);
    await t.messaging.email.send(mail);
    await t.deliverAll();
    const days = await t.messaging.email.daily(4);
    expect(days.map(({ day, counts }) => [day, counts.sent])).toEqual([
      ['2029-12-31', 0],
      ['2030-01-01', 1],
      ['2030-01-02', 0],
      ['2030-01-03', 1],
    ]);
    expect(days.some((one) => 'moreWaiting' in one)).toBe(false);
    await expect(t.messaging.email.daily(0)).rejects.toMatchObject({ code: 'invalid_argument' });
  });
});

describe('what the storage does not count to its end', () => {
  it('is said of the overview, of the days, and of counts of what waits', async () => {
    const t = await open();
    const { email } = t.messaging;
    await email.send({ to: { address: 'jo@acme.example' }, subject: 'Hi', text: 'x' });
    expect(await email.overview()).not.toHaveProperty('moreWaiting');
    const { messages } = t.storage;
    const [all, byDay] = [messages.counts.bind(messages), messages.daily.bind(messages)];
    vi.spyOn(messages, 'counts').mockImplementation(async (...of) => ({ ...(await all(...of)), more: true }));
    vi.spyOn(messages, 'daily').mockImplementation(async (...of) => ({
      ...(await byDay(...of)),
      more: true,
    }));
    expect(await email.overview()).toMatchObject({ counts: { queued: 1 }, moreWaiting: true });
    expect((await email.daily(2)).map(({ moreWaiting }) => moreWaiting)).toEqual([true, true]);
    expect(await email.count({ status: ['queued', 'sent'] })).toEqual({ count: 1, more: true });
    expect(await email.count({})).toEqual({ count: 1, more: true });
    expect(await email.count({ status: 'sent' })).toEqual({ count: 0, more: false });
  });
});

describe('the suppression list', () => {
  it('takes addresses in any form, pages, and stops what is sent to them', async () => {
    const t = await open();
    const { suppressions } = t.messaging.sms;
    expect(await suppressions.add({ address: '+44 7400 123456', source: 'mary' })).toBe(true);
    expect(await suppressions.add({ address: '+447400123456' })).toBe(false);
    expect(await suppressions.find('+44 7400 123456')).toMatchObject({
      address: '+447400123456',
      reason: 'manual',
      source: 'mary',
    });
    expect(await t.messaging.sms.send({ to: { address: '+447400123456' }, text: 'x' })).toMatchObject({
      status: 'suppressed',
    });
    expect(await suppressions.delete('+447400123456')).toBe(true);
    expect(await suppressions.delete('+447400123456')).toBe(false);
    for (let n = 0; n < 5; n += 1) {
      t.advance(1);
      await t.messaging.email.suppressions.add({ address: `Jo${n}@acme.example`, reason: 'bounced' });
    }
    const first = await t.messaging.email.suppressions.list({ limit: 3 });
    const rest = await t.messaging.email.suppressions.list({
      limit: 3,
      ...(first.next ? { cursor: first.next } : {}),
    });
    expect([...first.items, ...rest.items].map(({ address }) => address)).toEqual(
      [4, 3, 2, 1, 0].map((n) => `jo${n}@acme.example`),
    );
    expect(rest.next).toBeUndefined();
    await expect(t.messaging.email.suppressions.add({ address: 'jo' })).rejects.toMatchObject({
      code: 'invalid_address',
    });
    await expect(
      t.messaging.email.suppressions.add({ address: 'jo@acme.example', reason: 'no' as never }),
    ).rejects.toMatchObject({ code: 'invalid_argument' });
    await expect(
      t.messaging.email.suppressions.list({ cursor: (await t.messaging.email.history()).next ?? 'x' }),
    ).rejects.toMatchObject({ code: 'invalid_cursor' });
  });

  it('says what may stand for characters that double the cost, and what it costs then', async () => {
    const { messaging } = await testMessaging();
    const text = `It’s here – “soon”…\u00a0😀 ${'a'.repeat(60)}`;
    const { findings, segments } = await messaging.sms.preview(text);
    expect(segments).toBe(2);
    expect(findings).toEqual([
      {
        code: 'unicode_characters',
        characters: ['’', '–', '“', '”', '…', '\u00a0', '😀'],
        replacements: [
          ...[
            { from: '’', to: "'" },
            { from: '–', to: '-' },
            { from: '“', to: '"' },
            { from: '”', to: '"' },
          ],
          ...[
            { from: '…', to: '...' },
            { from: '\u00a0', to: ' ' },
          ],
        ],
        segments: 2,
      },
    ]);
    const plain = await messaging.sms.preview(text.replace('😀', ''));
    expect(plain.findings).toMatchObject([{ segments: 1 }]);
  });
});
