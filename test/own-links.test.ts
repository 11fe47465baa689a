import { testMessaging } from '@postern/memory/testing';
import { describe, expect, it } from 'vitest';

const publicUrl = "https://acme.example/o'neil&sons";
const [jo, ann] = ['jo@acme.example', 'ann@acme.example'] as const;
const open = () => testMessaging({ publicUrl, topics: [{ id: 'news', name: 'News' }] });
type Opened = Awaited<ReturnType<typeof open>>;

async function sent(t: Opened, input: object) {
  await t.messaging.email.send({ subject: 'News', text: 'We moved.', ...input } as never);
  await t.deliverAll();
  return t.expectSent({});
}

/** What went to Jo, as somebody copies it to send it again. */
async function copied(t: Opened) {
  const { text, html } = await sent(t, {
    to: { address: jo },
    text: 'We moved. {{ unsubscribeUrl }}',
    html: '<p>We moved. <a href="{{ unsubscribeUrl }}">No more</a></p>',
    unsubscribe: true,
  });
  t.clear();
  return { text, html };
}

const linkIn = (text: string) => /https:\S+/.exec(text)?.[0] ?? 'none';

describe('words that hold another recipient’s links', () => {
  it('are given the new recipient’s own link to unsubscribe', async () => {
    const t = await open();
    const words = await copied(t);
    const { text, html, headers } = await sent(t, { to: { address: ann }, ...words, unsubscribe: true });
    const url = linkIn(text);
    expect(headers['List-Unsubscribe']).toBe(`<${url}>`);
    expect(html?.replaceAll('&#38;', '&').replaceAll('&#39;', "'")).toContain(`"${url}"`);
    await t.messaging.handle(new Request(url, { method: 'POST' }));
    expect(await t.messaging.email.suppressions.find(ann)).toMatchObject({ reason: 'opted_out' });
    expect(await t.messaging.email.suppressions.find(jo)).toBeUndefined();
  });

  it('are refused where the message has no link, and nothing is recorded', async () => {
    const t = await open();
    const { text, html } = await copied(t);
    const before = await t.messaging.email.history();
    for (const words of [{ text }, { html, text: 'We moved.' }]) {
      await expect(sent(t, { to: { address: ann }, ...words })).rejects.toMatchObject({
        code: 'invalid_message',
        details: { field: words.html === undefined ? 'text' : 'html' },
      });
    }
    const sms = t.messaging.sms.send({ to: { address: '+447400123456' }, text });
    await expect(sms).rejects.toMatchObject({ code: 'invalid_message' });
    expect(await t.messaging.email.history()).toEqual(before);
  });

  it('may hold the recipient’s own, and what only looks like a link', async () => {
    const t = await open();
    const { text } = await copied(t);
    expect((await sent(t, { to: { address: 'JO@acme.example' }, text })).text).toBe(text);
    t.clear();
    const strange = `${publicUrl}/unsubscribe/${'x'.repeat(60)} ${publicUrl}/preferences/${'y'.repeat(60)}`;
    expect((await sent(t, { to: { address: ann }, text: strange })).text).toBe(strange);
  });

  it('lead to the new recipient’s own choices, as long as before', async () => {
    const t = await open();
    const link = await t.messaging.email.preferences.url(jo, { validForMs: 3_600_000 });
    const { text } = await sent(t, { to: { address: ann }, text: `Choose: ${link}` });
    const body = new URLSearchParams({ choice: 'nothing' });
    const url = linkIn(text);
    await t.messaging.handle(new Request(`${url}?choose`, { method: 'POST', body }));
    expect(await t.messaging.email.suppressions.find(jo)).toBeUndefined();
    expect(await t.messaging.email.suppressions.find(ann)).toMatchObject({ reason: 'opted_out' });
    t.clear();
    expect((await sent(t, { to: { address: jo }, text: link })).text).toBe(link);
    expect((await t.messaging.handle(new Request(url)))?.status).toBe(200);
    t.advance(3_600_001);
    expect((await t.messaging.handle(new Request(url)))?.status).not.toBe(200);
  });

  it('are shown in a preview as they are', async () => {
    const t = await open();
    const { text } = await copied(t);
    expect((await t.messaging.email.preview({ subject: 'News', text })).text).toBe(text);
  });
});
