import assert from 'node:assert/strict';
import { at, claim, hour, insertMany, insertOne, minute, policyOf, second, start } from './fixtures.ts';
import type { StorageTest } from './harness.ts';

const nothing = { lanes: [], quarantined: 0, expiredLeases: 0 };

/** Figures of what waits, of all sites. */
export function waitingTests(test: StorageTest): void {
  test('nothing waits where there is nothing, or all of it has ended or is to come', async ({
    storage,
    site,
  }) => {
    const { messages } = storage;
    assert.deepEqual(await messages.waiting({ limit: 10, now: start }), nothing);
    await insertOne(storage, site, { status: 'suppressed' });
    await insertOne(storage, site, { status: 'scheduled', scheduledAt: at(hour), dueAt: at(hour) });
    assert.deepEqual(await messages.waiting({ limit: 10, now: start }), nothing);
  });

  test('what is due is counted by channel and priority, over all sites, with the time since the first has been', async ({
    storage,
    site,
  }) => {
    const { messages } = storage;
    await insertOne(storage, site, { priority: 'high', dueAt: at(-second) });
    await insertOne(storage, `${site}-2`, { priority: 'high', dueAt: at(-minute) });
    await insertOne(storage, site, { dueAt: at(-hour) });
    await insertOne(storage, site, { priority: 'low', channel: 'sms' });
    const { lanes } = await messages.waiting({ limit: 10, now: start });
    assert.deepEqual(lanes, [
      { channel: 'email', priority: 'high', due: 2, more: false, oldestDueAt: at(-minute) },
      { channel: 'email', priority: 'normal', due: 1, more: false, oldestDueAt: at(-hour) },
      { channel: 'sms', priority: 'low', due: 1, more: false, oldestDueAt: start },
    ]);
  });

  test('what was to come is counted once its time has come, though nobody has claimed since', async ({
    storage,
    site,
  }) => {
    await insertOne(storage, site, { status: 'scheduled', scheduledAt: at(minute), dueAt: at(minute) });
    const { lanes } = await storage.messages.waiting({ limit: 10, now: at(hour) });
    assert.deepEqual(lanes, [
      { channel: 'email', priority: 'normal', due: 1, more: false, oldestDueAt: at(minute) },
    ]);
  });

  test('it is counted no further than it is asked for', async ({ storage, site }) => {
    await insertMany(storage, site, 5, { createdAt: start });
    const { lanes } = await storage.messages.waiting({ limit: 3, now: start });
    assert.deepEqual(lanes, [
      { channel: 'email', priority: 'normal', due: 3, more: true, oldestDueAt: start },
    ]);
  });

  test('what is being handed over does not wait; its lease is counted from when it ran out until it is swept', async ({
    storage,
    site,
  }) => {
    const { messages } = storage;
    const swept = { policy: policyOf('resend'), maxLost: 3, limit: 10 };
    await insertMany(storage, site, 2, { createdAt: start });
    assert.equal((await claim(messages, { limit: 2 })).length, 2);
    assert.deepEqual(await messages.waiting({ limit: 10, now: at(minute - 1) }), nothing);
    assert.deepEqual(await messages.waiting({ limit: 10, now: at(minute) }), {
      ...nothing,
      expiredLeases: 2,
    });
    await messages.sweep({ ...swept, now: at(minute) });
    assert.deepEqual(await messages.waiting({ limit: 10, now: at(minute) }), {
      ...nothing,
      quarantined: 2,
    });
    const [held] = await claim(messages, { limit: 1, quarantined: true, now: at(minute) });
    assert.ok(held);
    assert.equal((await messages.waiting({ limit: 10, now: at(minute) })).quarantined, 1);
  });
}
