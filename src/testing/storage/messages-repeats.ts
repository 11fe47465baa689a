import assert from 'node:assert/strict';
import type { Claim } from '../../interfaces/storage/message-claims.ts';
import { at, claimOne, detail, failure, insertOne, minute, policyOf, second, start } from './fixtures.ts';
import type { StorageTest } from './harness.ts';

function held({ id, token }: Claim): Claim {
  return { id, token };
}

/** Of hand-overs that are made again as they were. */
export function repeatTests(test: StorageTest): void {
  test('a hand-over that is repeated keeps its number until it ends otherwise, released or given back too', async ({
    storage,
    site,
  }) => {
    const { messages } = storage;
    const id = await insertOne(storage, site);
    const first = await claimOne(messages, id);
    const repeats = { transport: 'fixture', since: at(second) };
    const again = { to: 'queued', reason: 'unknown', afterMs: 0, failure, repeats } as const;
    await messages.settle([{ ...held(first), ...again }], { now: at(minute) });
    assert.equal((await detail(storage, site, id)).attempts, 1);

    const repeated = await claimOne(messages, id, { now: at(minute) });
    assert.deepEqual([repeated.attempt, repeated.repeats], [1, repeats]);
    await messages.release([held(repeated)]);
    const third = await claimOne(messages, id, { now: at(minute) });
    assert.deepEqual([third.attempt, third.repeats], [1, repeats]);
    const back = { to: 'queued', reason: 'given_back', afterMs: 0, repeats } as const;
    await messages.settle([{ ...held(third), ...back }], { now: at(minute) });
    const fourth = await claimOne(messages, id, { now: at(minute) });
    assert.deepEqual([fourth.attempt, fourth.repeats], [1, repeats]);
    assert.deepEqual(
      (await detail(storage, site, id)).events.map(({ attempt }) => attempt),
      [0, 1, 1, 1, 1, 1],
    );

    await messages.settle([{ ...held(fourth), to: 'queued', reason: 'retry', afterMs: 0 }], {
      now: at(minute),
    });
    const fifth = await claimOne(messages, id, { now: at(minute) });
    assert.deepEqual([fifth.attempt, 'repeats' in fifth], [2, false]);
  });

  test('a message that ended and is sent anew repeats nothing', async ({ storage, site }) => {
    const { messages } = storage;
    const id = await insertOne(storage, site);
    const repeats = { transport: 'fixture', since: start };
    const again = { to: 'queued', reason: 'unknown', afterMs: 0, repeats } as const;
    await messages.settle([{ ...held(await claimOne(messages, id)), ...again }], { now: start });
    await messages.settle([{ ...held(await claimOne(messages, id)), to: 'failed', failure }], { now: start });
    const move = { site, channel: 'email', id, from: ['failed'], to: 'queued', type: 'requeued' } as const;
    await messages.move({ ...move, now: start });
    const anew = await claimOne(messages, id);
    assert.deepEqual([anew.attempt, 'repeats' in anew], [2, false]);
  });

  test('what a lost worker held is repeated under its number, where a transport recognises that and it is not too late', async ({
    storage,
    site,
  }) => {
    const { messages } = storage;
    const repeats = { email: { transport: 'fixture', withinMs: 2 * minute } };
    const swept = async (now: Date) =>
      messages.sweep({ policy: policyOf('hold'), repeats, maxLost: 3, limit: 100, now });
    const id = await insertOne(storage, site);
    const first = await claimOne(messages, id, { now: at(second), leaseMs: minute });
    assert.deepEqual(
      (await swept(at(minute + second))).map(({ status, attempts }) => [status, attempts]),
      [['queued', 1]],
    );
    const again = await claimOne(messages, id, {
      now: at(minute + second),
      leaseMs: minute,
      quarantined: true,
    });
    assert.deepEqual([first.attempt, again.attempt], [1, 1]);
    assert.deepEqual(again.repeats, { transport: 'fixture', since: at(second) });
    // By now the other side has forgotten it.
    assert.deepEqual(
      (await swept(at(2 * minute + second))).map(({ status }) => status),
      ['unknown'],
    );
    const other = await insertOne(storage, site, { channel: 'sms' });
    await claimOne(messages, other, { channel: 'sms', leaseMs: minute });
    assert.deepEqual(
      (await swept(at(minute))).map(({ status }) => status),
      ['unknown'],
    );
  });
}
