import assert from 'node:assert/strict';
import {
  at,
  claim,
  claimOne,
  detail,
  eventTypes,
  failure,
  hour,
  ids,
  insertMany,
  insertOne,
  minute,
  sorted,
  start,
} from './fixtures.ts';
import type { StorageTest } from './harness.ts';

/** What waits and is too late. */
export function expiryTests(test: StorageTest): void {
  test('what waits past its expiry ends as failed, once', async ({ storage, site }) => {
    const { messages } = storage;
    const late = await insertOne(storage, site, { expiresAt: at(minute) });
    const scheduled = { status: 'scheduled', dueAt: at(hour), scheduledAt: at(hour) } as const;
    const early = await insertOne(storage, site, { ...scheduled, expiresAt: at(2 * hour) });
    await insertOne(storage, site);
    assert.deepEqual(await messages.expire({ limit: 10, now: at(minute - 1) }), []);
    const [ended, ...others] = await messages.expire({ limit: 10, now: at(minute) });
    assert.deepEqual(others, []);
    const { events, content: _, ...message } = await detail(storage, site, late);
    assert.deepEqual(ended, message);
    assert.equal(message.status, 'failed');
    assert.equal(message.failure?.class, 'expired');
    assert.equal(message.dueAt, undefined);
    assert.deepEqual(
      events.map(({ type, at, attempt }) => ({ type, at, attempt })),
      [
        { type: 'queued', at: start, attempt: 0 },
        { type: 'failed', at: at(minute), attempt: 0 },
      ],
    );
    assert.deepEqual(await messages.expire({ limit: 10, now: at(minute) }), []);
    assert.deepEqual(ids(await messages.expire({ limit: 10, now: at(2 * hour) })), [early]);
    assert.equal((await messages.counts(site, 'email')).counts.failed, 2);
  });

  test('what is being handed over does not expire, and what was tried before keeps that in its record', async ({
    storage,
    site,
  }) => {
    const { messages } = storage;
    const id = await insertOne(storage, site, { expiresAt: at(minute) });
    const claimed = await claimOne(messages, id);
    assert.deepEqual(await messages.expire({ limit: 10, now: at(hour) }), []);
    await messages.settle([{ ...claimed, to: 'queued', reason: 'retry', afterMs: 0, failure }], {
      now: start,
    });
    const [ended] = await messages.expire({ limit: 10, now: at(hour) });
    assert.equal(ended?.attempts, 1);
    assert.deepEqual(await eventTypes(storage, site, id), ['queued', 'sending', 'retry', 'failed']);
  });

  test('a message rescheduled or retried keeps its priority and its expiry', async ({ storage, site }) => {
    const { messages } = storage;
    const id = await insertOne(storage, site, { priority: 'high', expiresAt: at(hour) });
    await messages.move({
      site,
      channel: 'email',
      id,
      from: ['queued'],
      to: 'scheduled',
      type: 'rescheduled',
      dueAt: at(minute),
      now: start,
    });
    await insertOne(storage, site, { dueAt: at(-hour) });
    const [claimed] = await claim(messages, { limit: 1, now: at(minute) });
    assert.equal(claimed?.id, id);
    if (claimed) await messages.settle([{ ...claimed, to: 'failed', failure }], { now: at(minute) });
    const retry = { from: ['failed'], to: 'queued', type: 'requeued' } as const;
    await messages.move({ site, channel: 'email', id, ...retry, now: at(minute) });
    assert.deepEqual(ids(await messages.expire({ limit: 10, now: at(hour) })), [id]);
  });

  test('of an expiry at once many times each message ends once', async ({ storage, site }) => {
    const { messages } = storage;
    const all = await insertMany(storage, site, 20, { expiresAt: at(hour) });
    const ended: string[] = [];
    for (let round = 0; ended.length < all.length && round < all.length; round += 1) {
      const some = await Promise.all(
        Array.from({ length: 4 }, () => messages.expire({ limit: 7, now: at(2 * hour) })),
      );
      ended.push(...ids(some.flat()));
    }
    assert.deepEqual(sorted(ended), sorted(all));
  });
}
