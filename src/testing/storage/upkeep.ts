import assert from 'node:assert/strict';
import type { Storage } from '../../interfaces/storage/storage.ts';
import { at, bring, claim, ids, insertMany, newMessage, second } from './fixtures.ts';
import type { StorageTest } from './harness.ts';

/** All that upkeep may not change. */
async function read({ messages }: Storage, site: string) {
  return {
    list: await messages.list({ site, limit: 100 }),
    found: (await messages.search({ site, term: 'hello jo', limit: 100 })).items,
    counts: await messages.counts(site, 'email'),
    daily: await messages.daily(site, 'email', '2026-01-01'),
    nextDue: await messages.nextDue(['email'], { quarantined: false }),
  };
}

/** A storage without upkeep has none to do. */
export function upkeepTests(test: StorageTest): void {
  const unhurried = () => new AbortController().signal;

  test('upkeep changes nothing that is read, however often it runs', async ({ storage, site }) => {
    for (const status of ['sent', 'failed', 'delivered', 'unknown', 'canceled'] as const)
      for (let count = 0; count < 3; count += 1) await bring(storage, site, status);
    await insertMany(storage, site, 30);
    const before = await read(storage, site);
    assert.equal(before.found.length, 45);
    for (let run = 0; run < 3; run += 1) {
      await storage.upkeep?.(unhurried());
      assert.deepEqual(await read(storage, site), before);
    }
  });

  test('upkeep runs many times at once, beside what is sent meanwhile', async ({ storage, site }) => {
    await insertMany(storage, site, 20);
    const late = newMessage(site, { createdAt: at(-second) });
    await Promise.all([
      ...Array.from({ length: 5 }, () => storage.upkeep?.(unhurried())),
      storage.messages.insert([late], { now: late.createdAt }),
      claim(storage.messages, { limit: 5 }),
    ]);
    await storage.upkeep?.(unhurried());
    const { items, complete } = await storage.messages.search({ site, term: 'hello jo', limit: 100 });
    assert.deepEqual([items.length, complete, ids(items).includes(late.id)], [21, true, true]);
  });

  test('upkeep that is cut short ends without an error, and the next goes on', async ({ storage, site }) => {
    await insertMany(storage, site, 20);
    const before = await read(storage, site);
    await storage.upkeep?.(AbortSignal.abort());
    const ending = new AbortController();
    const running = storage.upkeep?.(ending.signal);
    ending.abort();
    await running;
    await storage.upkeep?.(unhurried());
    assert.deepEqual(await read(storage, site), before);
  });
}
