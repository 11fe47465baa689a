import { memoryConsumers } from '@postern/memory';
import { type TestMessaging, testMessaging } from '@postern/memory/testing';
import { beforeEach, describe, expect, it } from 'vitest';

const jo = { id: 'c1', name: 'Jo Smith', email: 'jo@people.example', phone: '+447400123456' };
const publicUrl = 'https://acme.example/m';
const calendar = ['BEGIN:VCALENDAR', 'METHOD:REQUEST', 'END:VCALENDAR', ''].join('\n');
let t: TestMessaging;

beforeEach(async () => {
  const topics = [{ id: 'news', name: 'News' }];
  t = await testMessaging({ consumers: memoryConsumers([jo]), publicUrl, topics });
});

const whole = {
  ...{ to: 'c1', subject: 'Your order', reference: 'order/1', metadata: { plan: 'pro' }, topic: 'news' },
  text: 'See the file. {{ unsubscribeUrl }}',
  html: '<p>See <img src="cid:logo"> the file. <a href="{{ unsubscribeUrl }}">No more</a></p>',
  unsubscribe: true,
  replyTo: 'desk@acme.example',
  headers: { 'X-Ticket': '7' },
  attachments: [{ filename: 'logo.png', content: Buffer.from([137, 0, 255]), contentId: 'logo' }],
  calendar: { method: 'REQUEST', content: calendar },
  priority: 'high',
  inReplyTo: '<question@people.example>',
} as const;

async function delivered(input: object = whole): Promise<string> {
  const { id } = await t.messaging.email.send(input as typeof whole);
  await t.deliverAll();
  t.clear();
  return id;
}

describe('a message sent again', () => {
  it('is a new one that says the same, with its files, its invitation and all that it belongs to', async () => {
    const first = await delivered();
    const { id, repeated } = await t.messaging.email.sendAgain(first, { actor: 'ada', origin: 'web' });
    expect([id === first, repeated]).toEqual([false, false]);
    const [was, is] = [await t.messaging.email.get(first), await t.messaging.email.get(id)];
    const { text: _t, html: _h, headers: were, ...content } = was.content ?? { text: '' };
    expect(is.content).toMatchObject(content);
    expect({ ...is.content?.headers, 'List-Unsubscribe': '' }).toEqual({ ...were, 'List-Unsubscribe': '' });
    const same = ['to', 'sender', 'subject', 'reference', 'metadata', 'topic', 'priority'] as const;
    for (const name of same) expect(is[name]).toEqual(was[name]);
    expect(is).toMatchObject({ actor: 'ada', origin: 'web', status: 'queued' });
    await t.deliverAll();
    expect(t.expectSent({}).attachments?.[0]?.content).toEqual(Buffer.from([137, 0, 255]).toString('base64'));
  });

  it('to a corrected address is the person’s still, with links of that address', async () => {
    const first = await delivered();
    const to = { address: 'jo@home.example', name: 'Jo Smith', consumerId: 'c1' };
    const { id } = await t.messaging.email.sendAgain(first, { to });
    await t.deliverAll();
    const { text, headers } = t.expectSent({});
    const url = /https:\S+/.exec(text)?.[0] ?? '';
    expect(headers['List-Unsubscribe']).toBe(`<${url}>`);
    await t.messaging.handle(new Request(url, { method: 'POST' }));
    const { suppressions } = t.messaging.email;
    expect(await suppressions.of('jo@home.example')).toMatchObject([{ topic: 'news' }]);
    expect(await suppressions.of('jo@people.example')).toEqual([]);
    const { items } = await t.messaging.consumers.history('c1');
    expect(items.map((one) => one.id)).toContain(id);
  });

  it('by a key goes once, however often it is asked for', async () => {
    const first = await delivered();
    const again = () => t.messaging.email.sendAgain(first, { idempotencyKey: 'click', actor: 'ada' });
    const one = await again();
    expect(await again()).toEqual({ ...one, repeated: true });
    const noted = await t.messaging.audit.list({ subject: first });
    expect(noted.items.map(({ action, actor, detail }) => [action, actor, detail])).toEqual([
      ['message.sent_again', 'ada', one.id],
    ]);
    await expect(
      t.messaging.email.sendAgain(first, { idempotencyKey: 'click', to: { address: 'x@y.example' } }),
    ).rejects.toMatchObject({ code: 'idempotency_conflict' });
  });

  it('names its template and says what it said, though the template is gone', async () => {
    const { templates } = t.messaging.email;
    const { id: template } = await templates.save({
      name: 'Hi',
      subject: 'Hi {{ name }}',
      text: 'Dear {{ name }}',
    });
    const first = await delivered({ to: 'c1', template, data: { name: 'Jo' } });
    await templates.delete(template);
    const { id } = await t.messaging.email.sendAgain(first);
    expect(await t.messaging.email.get(id)).toMatchObject({
      ...{ template: { id: template, name: 'Hi' }, subject: '[Test] Hi Jo' },
      content: { text: 'Dear Jo' },
    });
  });

  it('goes to nobody who is on the suppression list by now', async () => {
    const first = await delivered();
    await t.messaging.email.suppressions.add({ address: jo.email });
    expect(await t.messaging.email.sendAgain(first)).toMatchObject({ status: 'suppressed' });
  });

  it('may be an SMS', async () => {
    const sent = await t.messaging.sms.send({ to: 'c1', text: 'See you' });
    await t.deliverAll();
    t.clear();
    await t.messaging.sms.sendAgain(sent.id, { to: { address: '+447400123457' } });
    await t.deliverAll();
    expect(t.expectSent({})).toMatchObject({ to: { address: '+447400123457' }, text: 'Test: See you' });
  });
});

describe('what cannot be sent again is refused, and nothing is recorded', () => {
  it.each([
    ['that waits', async () => (await t.messaging.email.send(whole)).id, 'illegal_status'],
    ['that is confidential', () => delivered({ ...whole, confidential: true }), 'message_confidential'],
    [
      'that was erased',
      async () => {
        const id = await delivered();
        await t.messaging.consumers.erase('c1');
        return id;
      },
      'message_erased',
    ],
    ['that is not there', async () => 'msg_none', 'message_not_found'],
    [
      'of the other channel',
      async () => (await t.messaging.sms.send({ to: 'c1', text: 'x' })).id,
      'message_not_found',
    ],
  ])('a message %s', async (_, made, code) => {
    const id = await made();
    const before = await t.messaging.email.history();
    await expect(t.messaging.email.sendAgain(id)).rejects.toMatchObject({ code });
    expect(await t.messaging.email.history()).toEqual(before);
  });

  it('to an address that is none', async () => {
    const id = await delivered();
    await expect(t.messaging.email.sendAgain(id, { to: { address: 'jo' } })).rejects.toMatchObject({
      code: 'invalid_address',
    });
  });
});
