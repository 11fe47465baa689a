import assert from 'node:assert/strict';
import { at, claimOne, hour, ids, insertOne, newMessage, start } from './fixtures.ts';
import type { StorageTest } from './harness.ts';

export function keyTests(test: StorageTest): void {
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
    assert.equal((await storage.messages.counts(site, 'email')).counts.queued, keys.length);
  });
}
