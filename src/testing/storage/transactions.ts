import assert from 'node:assert/strict';
import type { Tx } from '../../interfaces/storage/transaction.ts';
import { at, claim, hour, ids, insertOne, newMessage, start } from './fixtures.ts';
import type { StorageContext, StorageTest, Transaction } from './harness.ts';

class HostFailure extends Error {}

type InTransaction = (context: StorageContext & { readonly transaction: Transaction }) => Promise<void>;

/** A storage without transactions must refuse one, or a roll-back would send what it should not. */
function withTransactions(body: InTransaction): (context: StorageContext) => Promise<void> {
  return async (context) => {
    const { storage, site, transaction } = context;
    if (storage.capabilities.transactions) {
      assert.ok(transaction, 'a storage that declares transactions is tested with them');
      await body({ ...context, transaction });
      return;
    }
    const message = newMessage(site);
    await assert.rejects(storage.messages.insert([message], { tx: {} }), {
      code: 'transactions_unsupported',
    });
    assert.equal(await storage.messages.find({ site, id: message.id }), undefined);
  };
}

export function transactionTests(define: StorageTest): void {
  const test = (name: string, body: InTransaction) => define(name, withTransactions(body));

  test('what a transaction inserts is there once it commits', async ({ storage, site, transaction }) => {
    const { messages } = storage;
    const [one, two] = [newMessage(site), newMessage(site)];
    await transaction(async (tx) => {
      const answer = await messages.insert([one], { tx, now: start });
      assert.deepEqual(answer, [{ kind: 'inserted', id: one.id }]);
      await messages.insert([two], { tx, now: start });
    });
    assert.deepEqual(
      new Set(ids((await messages.list({ site, limit: 10 })).items)),
      new Set([one.id, two.id]),
    );
    assert.deepEqual(new Set(ids(await claim(messages))), new Set([one.id, two.id]));
  });

  test('what a transaction inserts is nowhere when it rolls back', async ({ storage, site, transaction }) => {
    const { messages } = storage;
    const { id, ...rest } = newMessage(site, { idempotencyKey: 'k' });
    await rollBack(transaction, (tx) => messages.insert([{ id, ...rest }], { tx, now: start }));
    assert.equal(await messages.find({ site, id }), undefined);
    assert.equal((await messages.counts(site, 'email')).counts.queued, 0);
    assert.equal(await messages.nextDue(['email'], { quarantined: false }), undefined);
    assert.deepEqual((await messages.search({ site, term: 'acme', limit: 10 })).items, []);
    // Its key and its id are free again.
    const answer = await messages.insert([{ id, ...rest }], { now: start });
    assert.deepEqual(answer, [{ kind: 'inserted', id }]);
  });

  test('nobody sees or claims what a transaction inserts before it commits', async ({
    storage,
    site,
    transaction,
  }) => {
    const { messages } = storage;
    const { id } = newMessage(site);
    // Begun while the transaction is open; a storage with one connection answers them after it.
    let meanwhile: Promise<readonly unknown[]> = Promise.resolve([]);
    await rollBack(transaction, async (tx) => {
      await messages.insert([newMessage(site, { id })], { tx, now: start });
      meanwhile = Promise.all([
        messages.find({ site, id }),
        messages.list({ site, limit: 10 }),
        claim(messages, { now: at(hour) }),
        messages.nextDue(['email'], { quarantined: false }),
      ]);
      for (let more = 0; more < 10; more += 1) {
        await messages.insert([newMessage(site)], { tx, now: start });
      }
    });
    assert.deepEqual(await meanwhile, [undefined, { items: [] }, [], undefined]);
  });

  test('a key is idempotent within a transaction and against what was there before', async ({
    storage,
    site,
    transaction,
  }) => {
    const { messages } = storage;
    const old = await insertOne(storage, site, { idempotencyKey: 'old', fingerprint: 'o' });
    const first = newMessage(site, { idempotencyKey: 'new', fingerprint: 'n' });
    await transaction(async (tx) => {
      const again = [
        first,
        newMessage(site, { idempotencyKey: 'new' }),
        newMessage(site, { idempotencyKey: 'old' }),
      ];
      const existing = [
        { kind: 'existing', id: first.id, fingerprint: 'n', status: 'queued' },
        { kind: 'existing', id: old, fingerprint: 'o', status: 'queued' },
      ];
      const inserted = { kind: 'inserted', id: first.id };
      assert.deepEqual(await messages.insert(again, { tx, now: start }), [inserted, ...existing]);
      assert.deepEqual(await messages.insert(again.slice(1), { tx, now: start }), existing);
    });
    assert.deepEqual(
      new Set(ids((await messages.list({ site, limit: 10 })).items)),
      new Set([old, first.id]),
    );
  });

  for (const [end, kind] of [
    ['commits', 'existing'],
    ['rolls back', 'inserted'],
  ] as const) {
    test(`an insert whose key an open transaction holds waits, and is ${kind} when that ${end}`, async ({
      storage,
      site,
      transaction,
    }) => {
      const { messages } = storage;
      const held = newMessage(site, { idempotencyKey: 'k' });
      const rival = newMessage(site, { idempotencyKey: 'k' });
      let rivals: ReturnType<typeof messages.insert> = Promise.resolve([]);
      const run = async (tx: Tx) => {
        await messages.insert([held], { tx, now: start });
        rivals = messages.insert([rival], { now: start });
        await messages.insert([newMessage(site)], { tx, now: start });
      };
      await (end === 'commits' ? transaction(run) : rollBack(transaction, run));
      const [answer] = await rivals;
      const winner = end === 'commits' ? held : rival;
      assert.equal(answer?.kind, kind);
      assert.equal(answer?.id, winner.id);
      assert.equal((await messages.find({ site, id: winner.id }))?.id, winner.id);
    });
  }

  for (const [end, changed] of [
    ['commits', true],
    ['rolls back', false],
  ] as const) {
    test(`what is moved or suppressed within a transaction is so once it ${end}, or was never`, async ({
      storage,
      site,
      transaction,
    }) => {
      const { messages, suppressions } = storage;
      if (!storage.within) return;
      const [one, two] = [await insertOne(storage, site), await insertOne(storage, site)];
      const entry = { site, channel: 'email', reason: 'manual', source: 'host', at: start } as const;
      await suppressions.add({ ...entry, address: 'old@example.com' });
      const run = (tx: Tx) =>
        storage.within?.(tx, async () => {
          const moving = { site, channel: 'email', from: ['queued', 'scheduled'], now: start } as const;
          await messages.move({ ...moving, id: one, to: 'canceled', type: 'canceled' });
          await messages.move({ ...moving, id: two, to: 'scheduled', type: 'rescheduled', dueAt: at(hour) });
          await messages.move({
            ...moving,
            id: two,
            to: 'scheduled',
            type: 'rescheduled',
            dueAt: at(2 * hour),
          });
          await suppressions.add({ ...entry, address: 'new@example.com' });
          await suppressions.delete({ site, channel: 'email', address: 'old@example.com' });
        }) ?? Promise.resolve();
      await (end === 'commits' ? transaction(run) : rollBack(transaction, run));
      const [first, second] = [
        await messages.find({ site, id: one }),
        await messages.find({ site, id: two }),
      ];
      assert.equal(first?.status, changed ? 'canceled' : 'queued');
      assert.equal(second?.status, changed ? 'scheduled' : 'queued');
      assert.equal(second?.events.length, changed ? 3 : 1);
      assert.equal(second?.dueAt?.getTime(), changed ? at(2 * hour).getTime() : start.getTime());
      assert.deepEqual(ids(await claim(messages)), changed ? [] : [one, two]);
      const listed = await suppressions.list({ site, channel: 'email', limit: 10 });
      assert.deepEqual(
        listed.map(({ address }) => address),
        [changed ? 'new@example.com' : 'old@example.com'],
      );
    });
  }

  test('two transactions side by side insert their own', async ({ storage, site, transaction }) => {
    const { messages } = storage;
    const insert = async () => {
      const message = newMessage(site);
      await transaction((tx) => messages.insert([message], { tx, now: start }));
      return message.id;
    };
    const lost = rollBack(transaction, (tx) => messages.insert([newMessage(site)], { tx, now: start }));
    const kept = await Promise.all([insert(), insert()]);
    await lost;
    assert.deepEqual(new Set(ids((await messages.list({ site, limit: 10 })).items)), new Set(kept));
  });
}

/** Runs a transaction of which the host thinks better at the end. */
async function rollBack(transaction: Transaction, run: (tx: Tx) => Promise<unknown>): Promise<void> {
  const failure = new HostFailure('the host rolls back');
  await assert.rejects(
    transaction(async (tx) => {
      await run(tx);
      throw failure;
    }),
    (error) => error === failure,
  );
}
