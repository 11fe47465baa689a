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
    assert.equal((await storage.messages.counts(site, 'email')).queued, 1_000);
    assert.deepEqual(await storage.messages.insert([], { now: start }), []);
  });

  test('a key with half a surrogate pair in it is a key like any other', async ({ storage, site }) => {
    const { messages } = storage;
    const [first, again] = ['one', 'two'].map(() =>
      newMessage(site, { idempotencyKey: 'k \ud83d', fingerprint: 'f' }),
    );
    assert.ok(first && again);
    for (const message of [first, again]) {
      const [answer] = await messages.insert([message], { now: start });
      assert.equal(answer?.id, first.id);
    }
    const both = [first, again].map((message, index) => ({
      ...message,
      id: `${message.id}${index}`,
      idempotencyKey: '\ude00',
    }));
    const answers = await messages.insert(both, { now: start });
    assert.deepEqual(
      answers.map(({ kind }) => kind),
      ['inserted', 'existing'],
    );
  });

  test('an idempotency key used before gives the stored message, with its status by now', async ({
    storage,
    site,
  }) => {
    const id = await insertOne(storage, site, { idempotencyKey: 'k', fingerprint: 'first' });
    const { token } = await claimOne(storage.messages, id);
    await storage.messages.settle([{ id, token, to: 'sent', transport: 'fixture' }], { now: start });

    const again = newMessage(site, { idempotencyKey: 'k', fingerprint: 'second', channel: 'sms' });
    assert.deepEqual(await storage.messages.insert([again], { now: at(hour) }), [
      { kind: 'existing', id, fingerprint: 'first', status: 'sent' },
    ]);
    assert.equal(await storage.messages.find({ site, id: again.id }), undefined);
    assert.equal((await storage.messages.find({ site, id }))?.events.length, 3);
  });

  test('who holds a key can be asked, by its site alone', async ({ storage, site }) => {
    const id = await insertOne(storage, site, { idempotencyKey: 'k', fingerprint: 'first' });
    const other = await insertOne(storage, site, { idempotencyKey: "it's 100%", fingerprint: 'second' });
    await insertOne(storage, `${site}.2`, { idempotencyKey: 'l' });
    const holders = await storage.messages.findByKeys(site, ['l', 'k', "it's 100%", 'k', 'none']);
    assert.deepEqual(
      [...holders].sort((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1)),
      [
        { key: 'k', id, fingerprint: 'first', status: 'queued' },
        { key: "it's 100%", id: other, fingerprint: 'second', status: 'queued' },
      ],
    );
    assert.deepEqual(await storage.messages.findByKeys(site, []), []);
  });

  test('the same key twice in one call stores the first only', async ({ storage, site }) => {
    const [first, second, other] = [
      newMessage(site, { idempotencyKey: 'k', fingerprint: 'a' }),
      newMessage(site, { idempotencyKey: 'k', fingerprint: 'b' }),
      newMessage(site, { idempotencyKey: 'l' }),
    ];
    assert.deepEqual(await storage.messages.insert([first, second, other], { now: start }), [
      { kind: 'inserted', id: first.id },
      { kind: 'existing', id: first.id, fingerprint: 'a', status: 'queued' },
      { kind: 'inserted', id: other.id },
    ]);
    assert.equal(await storage.messages.find({ site, id: second.id }), undefined);
  });

  test('the same key on two sites makes two messages', async ({ storage, site }) => {
    const pair = [
      newMessage(site, { idempotencyKey: 'k' }),
      newMessage(`${site}.2`, { idempotencyKey: 'k' }),
    ];
    const answers = await storage.messages.insert(pair, { now: start });
    assert.deepEqual(
      answers.map(({ kind }) => kind),
      ['inserted', 'inserted'],
    );
  });

  test('of concurrent inserts with one key a single one stores its message', async ({ storage, site }) => {
    const attempts = Array.from({ length: 10 }, () => newMessage(site, { idempotencyKey: 'k' }));
    const answers = await Promise.all(
      attempts.map((message) => storage.messages.insert([message], { now: start })),
    );
    const inserted = answers.flat().filter(({ kind }) => kind === 'inserted');
    assert.equal(inserted.length, 1);
    assert.deepEqual(new Set(ids(answers.flat())), new Set(ids(inserted)));
    assert.deepEqual(ids((await storage.messages.list({ site, limit: 20 })).items), ids(inserted));
  });

  test('concurrent batches with the same keys in opposite orders neither block nor repeat', async ({
    storage,
    site,
  }) => {
    const keys = Array.from({ length: 20 }, (_, index) => `k${index}`);
    const batch = (order: readonly string[]) =>
      storage.messages.insert(
        order.map((idempotencyKey) => newMessage(site, { idempotencyKey })),
        { now: start },
      );
    const reversed = [...keys].reverse();
    const answers = await Promise.all([batch(keys), batch(reversed), batch(keys), batch(reversed)]);
    assert.equal(answers.flat().filter(({ kind }) => kind === 'inserted').length, keys.length);
    assert.equal((await storage.messages.counts(site, 'email')).queued, keys.length);
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
