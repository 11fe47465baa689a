import assert from 'node:assert/strict';
import type { SweepQuery } from '../../interfaces/storage/message-claims.ts';
import { lostFailure } from '../../model/own-failures.ts';
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
  second,
  sorted,
  start,
  usualPolicy,
} from './fixtures.ts';
import type { StorageTest } from './harness.ts';

/** E-mail is sent again, SMS held, unless told otherwise; a minute after the start, when a first lease has just ended. */
function query(overrides: Partial<SweepQuery> = {}): SweepQuery {
  return { policy: usualPolicy, maxLost: 3, limit: 100, now: at(minute), ...overrides };
}

export function sweepTests(test: StorageTest): void {
  test('a sweep leaves alone what is held, waits or has ended', async ({ storage, site }) => {
    const { messages } = storage;
    await insertOne(storage, site);
    const [claimed] = await claim(messages, { leaseMs: minute });
    assert.ok(claimed);
    await insertOne(storage, site);
    assert.deepEqual(await messages.sweep(query({ now: at(minute - 1) })), []);
    await messages.settle([{ ...claimed, to: 'sent', transport: 'fixture' }], { now: start });
    assert.deepEqual(await messages.sweep(query({ now: at(hour) })), []);
  });

  test('what a lost worker held is sent again alone, where the channel re-sends', async ({
    storage,
    site,
  }) => {
    const { messages } = storage;
    const id = await insertOne(storage, site);
    const lost = await claimOne(messages, id);
    const other = await insertOne(storage, site);
    const swept = await messages.sweep(query());
    const { content: _content, events, ...message } = await detail(storage, site, id);
    assert.deepEqual(swept, [message]);
    assert.equal(message.status, 'queued');
    assert.equal(message.attempts, 1);
    assert.deepEqual(message.dueAt, at(minute));
    assert.deepEqual(message.failure, lostFailure);
    assert.deepEqual(events.at(-1), { at: at(minute), type: 'lost', status: 'queued', attempt: 1 });

    const next = (quarantined: boolean) => messages.nextDue(['email'], { quarantined });
    assert.deepEqual([await next(false), await next(true)], [start, at(minute)]);
    assert.deepEqual(ids(await claim(messages, { now: at(minute) })), [other]);
    const again = await claimOne(messages, id, { now: at(minute), quarantined: true });
    assert.equal(again.attempt, 2);
    assert.deepEqual(
      await messages.settle([{ ...lost, to: 'sent', transport: 'fixture' }], { now: at(minute) }),
      [],
    );
  });

  test('what a lost worker held stays unknown, where the channel holds', async ({ storage, site }) => {
    const { messages } = storage;
    const id = await insertOne(storage, site, { channel: 'sms' });
    await claimOne(messages, id, { channel: 'sms' });
    assert.deepEqual(ids(await messages.sweep(query())), [id]);
    const { events, ...message } = await detail(storage, site, id);
    assert.equal(message.status, 'unknown');
    assert.deepEqual(message.failure, lostFailure);
    assert.ok(!('dueAt' in message));
    assert.deepEqual(events.at(-1), { at: at(minute), type: 'lost', status: 'unknown', attempt: 1 });
    for (const quarantined of [false, true]) {
      assert.deepEqual(await claim(messages, { channel: 'sms', quarantined, now: at(hour) }), []);
    }
  });

  test('a message that keeps losing its worker is held in the end', async ({ storage, site }) => {
    const { messages } = storage;
    const id = await insertOne(storage, site);
    const statuses: string[] = [];
    for (let round = 0; round < 3; round += 1) {
      const query_ = { now: at(round * hour), quarantined: round > 0 };
      await claimOne(messages, id, query_);
      const [swept] = await messages.sweep(query({ now: at(round * hour + minute) }));
      assert.ok(swept);
      statuses.push(swept.status);
    }
    assert.deepEqual(statuses, ['queued', 'queued', 'unknown']);
    assert.deepEqual(await eventTypes(storage, site, id), [
      'queued',
      ...['sending', 'lost', 'sending', 'lost', 'sending', 'lost'],
    ]);
  });

  test('a message held for its lost workers begins anew when a person retries it', async ({
    storage,
    site,
  }) => {
    const { messages } = storage;
    const id = await insertOne(storage, site);
    await claimOne(messages, id);
    const [held] = await messages.sweep(query({ maxLost: 1 }));
    assert.equal(held?.status, 'unknown');
    const retry = { from: ['unknown'], to: 'queued', type: 'requeued' } as const;
    await messages.move({ site, channel: 'email', id, ...retry, now: at(minute) });
    await claimOne(messages, id, { now: at(minute), quarantined: false });
    const [again] = await messages.sweep(query({ maxLost: 2, now: at(hour) }));
    assert.equal(again?.status, 'queued');
  });

  test('a message stays alone while it is tried again after a loss', async ({ storage, site }) => {
    const { messages } = storage;
    const id = await insertOne(storage, site);
    await claimOne(messages, id);
    await messages.sweep(query());
    const alone = { now: at(minute), quarantined: true };
    const claimed = await claimOne(messages, id, alone);
    const retry = { to: 'queued', reason: 'retry', afterMs: second, failure } as const;
    await messages.settle([{ ...claimed, ...retry }], { now: at(minute) });
    assert.deepEqual(await claim(messages, { now: at(hour) }), []);
    assert.deepEqual(ids(await claim(messages, { now: at(hour), quarantined: true })), [id]);
  });

  test('a sweep takes the oldest leases first, no more than its limit', async ({ storage, site }) => {
    const { messages } = storage;
    const all = await insertMany(storage, site, 4);
    const [one, two, three, four] = all;
    for (const leaseMs of [40, 10, 30, 20]) await claim(messages, { now: at(minute), limit: 1, leaseMs });
    const sweep = () => messages.sweep(query({ limit: 2, now: at(2 * minute) }));
    assert.deepEqual(sorted(ids(await sweep())), sorted([two, four]));
    assert.deepEqual(sorted(ids(await sweep())), sorted([one, three]));
    assert.deepEqual(await sweep(), []);
  });

  test('concurrent sweeps judge every lost message once', async ({ storage, site }) => {
    const { messages } = storage;
    const all = await insertMany(storage, site, 20);
    await claim(messages, { now: at(minute) });
    const sweeps = await Promise.all(
      Array.from({ length: 5 }, () => messages.sweep(query({ now: at(hour), limit: 20 }))),
    );
    assert.deepEqual(sorted(ids(sweeps.flat())), sorted(all));
    for (const id of all)
      assert.deepEqual(await eventTypes(storage, site, id), ['queued', 'sending', 'lost']);
  });
}
