import assert from 'node:assert/strict';
import type { NewMessage } from '../../interfaces/storage/messages.ts';
import { messageIdOf } from '../../model/channel.ts';
import type { MessageContent } from '../../model/message.ts';
import {
  at,
  claim,
  claimOne,
  detail,
  hour,
  ids,
  insertOne,
  minute,
  newMessage,
  second,
  start,
  tamper,
  usualPolicy,
} from './fixtures.ts';
import type { StorageTest } from './harness.ts';

const fullContent: MessageContent = {
  subject: '[Acme] Zażółć 你好 🚪',
  text: 'Line one\r\nLine two\n\ttab, "quotes", \\ and %_ and 🚪',
  html: '<p>Line one<br>Línea dos</p>',
  replyTo: { name: 'Help', address: 'help@acme.example' },
  headers: { 'List-Unsubscribe': '<https://acme.example/u>', 'X-Empty': '' },
  attachments: [
    { filename: 'invoice 10.pdf', contentType: 'application/pdf', content: 'JVBERi0=' },
    { filename: 'logo.png', contentType: 'image/png', content: 'iVBORw==', contentId: 'logo' },
  ],
};

/** Every field there is. */
const full: Partial<NewMessage> = {
  status: 'scheduled',
  origin: 'web',
  to: { consumerId: 'c-17', name: 'Żaneta O’Neil', address: 'zaneta@example.com' },
  sender: { name: 'Acme', address: 'hello@acme.example' },
  template: { id: 'welcome', name: 'Welcome' },
  subject: '[Acme] Zażółć 你好 🚪',
  preview: 'Line one Line two',
  createdAt: at(123),
  scheduledAt: at(hour),
  dueAt: at(hour),
  expiresAt: at(2 * hour),
  actor: 'user-7',
  reference: 'order/4711 – Łódź',
  batch: 'Łódź/1',
  metadata: { plan: 'pro', ключ: 'Zażółć 🚪', empty: '' },
  topic: 'news',
  essential: true,
  traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
  content: fullContent,
  idempotencyKey: 'order-1',
};

export function insertTests(test: StorageTest): void {
  test('a message is stored exactly as it was given', async ({ storage, site }) => {
    const message = newMessage(site, full);
    assert.deepEqual(await storage.messages.insert([message], { now: at(second) }), [
      { kind: 'inserted', id: message.id },
    ]);
    const { idempotencyKey: _key, fingerprint: _fingerprint, ...shown } = message;
    const event = { at: at(second), type: 'scheduled', status: 'scheduled', attempt: 0 } as const;
    assert.deepEqual(await storage.messages.find({ site, id: message.id }), {
      ...shown,
      messageId: messageIdOf(message),
      attempts: 0,
      events: [event],
    });
  });

  test('a message with no more than it needs has no other fields', async ({ storage, site }) => {
    const { subject: _subject, ...message } = newMessage(site, {
      channel: 'sms',
      to: { address: '+33612345678' },
      sender: { address: 'Acme' },
      content: { text: 'Acme: hello' },
    });
    await storage.messages.insert([message], { now: start });
    const { fingerprint: _fingerprint, ...shown } = message;
    const event = { at: start, type: 'queued', status: 'queued', attempt: 0 } as const;
    assert.deepEqual(await storage.messages.find({ site, id: message.id }), {
      ...shown,
      attempts: 0,
      events: [event],
    });
  });

  test('a suppressed message is recorded with the reason and never due', async ({ storage, site }) => {
    const id = await insertOne(storage, site, { status: 'suppressed', detail: 'bounced' });
    const stored = await detail(storage, site, id);
    assert.deepEqual(stored.events, [
      { at: start, type: 'suppressed', status: 'suppressed', attempt: 0, detail: 'bounced' },
    ]);
    assert.equal(stored.dueAt, undefined);
    assert.deepEqual(await claim(storage.messages, { now: at(hour) }), []);
  });

  test('a message without a due time is due at once', async ({ storage, site }) => {
    const { dueAt: _dueAt, ...message } = newMessage(site);
    await storage.messages.insert([message], { now: at(second) });
    assert.deepEqual(await claim(storage.messages, { now: start }), []);
    assert.deepEqual(ids(await claim(storage.messages, { now: at(second) })), [message.id]);
  });

  test('answers come in the order of the messages, for a thousand as for one', async ({ storage, site }) => {
    const messages = Array.from({ length: 1_000 }, () => newMessage(site)).reverse();
    assert.deepEqual(
      await storage.messages.insert(messages, { now: start }),
      messages.map(({ id }) => ({ kind: 'inserted', id })),
    );
    assert.equal((await storage.messages.counts(site, 'email')).counts.queued, 1_000);
    assert.deepEqual(await storage.messages.insert([], { now: start }), []);
  });

  test('an id used before rejects the call, and none of its messages is stored', async ({
    storage,
    site,
  }) => {
    const taken = await insertOne(storage, site);
    const fresh = newMessage(site);
    const last = newMessage(site);
    await assert.rejects(
      storage.messages.insert([fresh, newMessage(`${site}.2`, { id: taken }), last], { now: start }),
    );
    assert.equal(await storage.messages.find({ site, id: fresh.id }), undefined);
    assert.equal(await storage.messages.find({ site, id: last.id }), undefined);
    assert.deepEqual(ids(await claim(storage.messages)), [taken]);
  });

  test('changing what was inserted changes nothing stored', async ({ storage, site }) => {
    const message = structuredClone(newMessage(site, full));
    await storage.messages.insert([message], { now: at(second) });
    const { id } = message;
    const before = structuredClone(await detail(storage, site, id));
    tamper(message);
    assert.deepEqual(await storage.messages.find({ site, id }), before);
  });

  test('changing what was read changes nothing stored', async ({ storage, site }) => {
    const id = await insertOne(storage, site, { ...full, dueAt: start });
    const before = structuredClone(await detail(storage, site, id));
    tamper(await storage.messages.find({ site, id }));
    tamper(await storage.messages.list({ site, limit: 10 }));
    tamper((await storage.messages.search({ site, term: 'acme', limit: 10 })).items);
    assert.deepEqual(await storage.messages.find({ site, id }), before);

    const claimed = await claimOne(storage.messages, id, { now: at(minute) });
    assert.deepEqual(claimed.content, fullContent);
    const { token } = claimed;
    tamper(claimed);
    const [retried] = await storage.messages.settle(
      [{ id, token, to: 'queued', reason: 'retry', afterMs: 0 }],
      { now: at(minute) },
    );
    tamper(retried);
    const again = await claimOne(storage.messages, id, { now: at(minute) });
    assert.deepEqual(again.content, fullContent);
    assert.deepEqual(again.message.to, before.to);
  });

  test('confidential and sealed content is handed to a worker and to nobody else', async ({
    storage,
    site,
  }) => {
    const sealed = await insertOne(storage, site, { confidential: true, content: { sealed: 'v1.AAAA' } });
    const unmarked = await insertOne(storage, site, { content: { sealed: 'v1.BBBB' } });
    const open = await insertOne(storage, site, { confidential: true, content: { text: 'Code 493021' } });
    for (const id of [sealed, unmarked, open]) {
      assert.ok(!('content' in (await detail(storage, site, id))));
    }
    const claims = await claim(storage.messages);
    assert.deepEqual(claims.find(({ id }) => id === sealed)?.content, { sealed: 'v1.AAAA' });
    assert.deepEqual(claims.find(({ id }) => id === open)?.content, { text: 'Code 493021' });
  });

  test('without `now` the storage goes by its own clock', async ({ storage, site }) => {
    const { messages } = storage;
    const past = await insertOne(storage, site, { createdAt: new Date(Date.now() - minute) });
    const future = await insertOne(storage, site, { createdAt: new Date(Date.now() + hour) });
    const query = { channel: 'email', limit: 10, leaseMs: minute, quarantined: false } as const;
    const [claimed, ...others] = await messages.claim(query);
    assert.ok(claimed);
    assert.equal(claimed.id, past);
    assert.deepEqual(others, []);
    const policy = usualPolicy;
    assert.deepEqual(await messages.sweep({ policy, maxLost: 3, limit: 10 }), []);
    assert.deepEqual(await messages.renew([claimed], minute), [past]);
    assert.equal((await messages.settle([{ ...claimed, to: 'sent', transport: 'fixture' }])).length, 1);
    assert.deepEqual(
      await messages.nextDue(['email'], { quarantined: false }),
      (await detail(storage, site, future)).dueAt,
    );
  });
}
