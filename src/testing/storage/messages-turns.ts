import assert from 'node:assert/strict';
import type { Claimed } from '../../interfaces/storage/message-claims.ts';
import type { Storage } from '../../interfaces/storage/storage.ts';
import { priorities } from '../../model/priority.ts';
import {
  at,
  claim,
  claimOne,
  detail,
  failure,
  forged,
  hour,
  ids,
  insertMany,
  insertOne,
  minute,
  policyOf,
  second,
  sorted,
  start,
} from './fixtures.ts';
import type { StorageTest } from './harness.ts';

/** How many of each site a claim took. */
function countOf(claims: readonly Claimed[], site: string): number {
  return claims.filter(({ message }) => message.site === site).length;
}

/** Claims `count` times, one message each, and answers whose each was. */
async function oneByOne({ messages }: Storage, count: number): Promise<readonly string[]> {
  const sites: string[] = [];
  for (let n = 0; n < count; n += 1)
    sites.push(...(await claim(messages, { limit: 1, now: at(hour) })).map(({ message }) => message.site));
  return sites;
}

/** Priorities, turns among sites, each site's own share, and claims given back. */
export function turnsTests(test: StorageTest): void {
  test('a message keeps its priority', async ({ storage, site }) => {
    for (const priority of priorities) {
      const id = await insertOne(storage, site, { priority });
      assert.equal((await detail(storage, site, id)).priority, priority);
      assert.equal((await claimOne(storage.messages, id)).message.priority, priority);
    }
  });

  test('what is high is claimed before what is normal, and that before what is low, however long they wait', async ({
    storage,
    site,
  }) => {
    const low = await insertOne(storage, site, { priority: 'low', dueAt: at(-hour) });
    const normal = await insertOne(storage, site, { priority: 'normal', dueAt: at(-minute) });
    const high = await insertOne(storage, site, { priority: 'high' });
    for (const id of [high, normal, low])
      assert.deepEqual(ids(await claim(storage.messages, { limit: 1 })), [id]);
  });

  test('so many of a claim as low is owed are low, where it waits', async ({ storage, site }) => {
    const high = await insertMany(storage, site, 10, { priority: 'high', createdAt: start });
    const low = await insertMany(storage, site, 3, { priority: 'low', createdAt: start });
    const taken = async (limit: number, lowFirst: number) => {
      const claims = await claim(storage.messages, { limit, lowFirst });
      return [claims.length, claims.filter(({ message }) => message.priority === 'low').length];
    };
    assert.deepEqual(await taken(4, 1), [4, 1]);
    assert.deepEqual(await taken(1, 1), [1, 1]);
    assert.deepEqual(await taken(2, 0), [2, 0]);
    assert.deepEqual(await taken(3, 3), [3, 1]);
    // None waits any more: what it is owed goes to the others.
    assert.deepEqual(await taken(9, 5), [3, 0]);
    assert.equal(high.length + low.length, 13);
  });

  test('each site that waits gets one before any gets two', async ({ storage, site }) => {
    const [many, few, one] = [`${site}.many`, `${site}.few`, `${site}.one`];
    await insertMany(storage, many, 40, { createdAt: at(-hour) });
    await insertMany(storage, few, 3);
    await insertOne(storage, one);
    const claims = await claim(storage.messages, { limit: 3, now: at(hour) });
    assert.deepEqual(sorted(claims.map(({ message }) => message.site)), sorted([many, few, one]));
    const more = await claim(storage.messages, { limit: 6, now: at(hour) });
    assert.deepEqual([countOf(more, few), countOf(more, many)], [2, 4]);
  });

  test('turns go on from claim to claim, also where each takes one', async ({ storage, site }) => {
    const sites = ['a', 'b', 'c'].map((name) => `${site}.${name}`);
    for (const one of sites) await insertMany(storage, one, 4);
    const served = await oneByOne(storage, 6);
    for (const one of sites) assert.equal(served.filter((each) => each === one).length, 2, one);
    // One that comes newly has its turn within a round.
    await insertOne(storage, `${site}.b2`, { createdAt: at(minute) });
    assert.ok((await oneByOne(storage, 4)).includes(`${site}.b2`));
  });

  test('a site with nothing but what is being handed over holds no other up', async ({ storage, site }) => {
    const [first, second, third] = [`${site}.a`, `${site}.b`, `${site}.c`];
    for (const one of [first, third]) await insertMany(storage, one, 2);
    assert.equal((await claim(storage.messages, { limit: 4, now: at(hour) })).length, 4);
    await insertMany(storage, second, 2);
    assert.deepEqual(await oneByOne(storage, 3), [second, second]);
  });

  test('of one site the longest due goes first, also among turns', async ({ storage, site }) => {
    const mine = await insertMany(storage, site, 3);
    await insertMany(storage, `${site}.2`, 3);
    const order: string[] = [];
    for (let n = 0; n < 6; n += 1)
      order.push(...ids(await claim(storage.messages, { limit: 1, now: at(hour) })));
    assert.deepEqual(
      order.filter((id) => mine.includes(id)),
      mine,
    );
  });

  test('a site with much more than the others fills what they leave free', async ({ storage, site }) => {
    await insertMany(storage, site, 30);
    await insertOne(storage, `${site}.2`);
    const claims = await claim(storage.messages, { limit: 20, now: at(hour) });
    assert.deepEqual([claims.length, countOf(claims, site)], [20, 19]);
  });

  test('sites take turns within each priority, whatever waits in others', async ({ storage, site }) => {
    await insertMany(storage, site, 5, { priority: 'high' });
    await insertMany(storage, `${site}.2`, 5, { priority: 'high' });
    await insertMany(storage, `${site}.3`, 5, { priority: 'low' });
    const claims = await claim(storage.messages, { limit: 4, now: at(hour) });
    assert.deepEqual([countOf(claims, site), countOf(claims, `${site}.2`)], [2, 2]);
  });

  test('what becomes due takes its turn from then on', async ({ storage, site }) => {
    const other = `${site}.2`;
    await insertMany(storage, site, 20, { createdAt: at(-hour) });
    const later = { status: 'scheduled', dueAt: at(minute), scheduledAt: at(minute) } as const;
    const scheduled = await insertOne(storage, other, later);
    const before = await claim(storage.messages, { limit: 4, now: at(second) });
    assert.equal(countOf(before, other), 0);
    const after = await claim(storage.messages, { limit: 4, now: at(minute) });
    assert.ok(ids(after).includes(scheduled));
  });

  test('what is tried again keeps its priority', async ({ storage, site }) => {
    const { messages } = storage;
    const id = await insertOne(storage, site, { priority: 'high' });
    const claimed = await claimOne(messages, id);
    const later = { to: 'queued', reason: 'retry', afterMs: minute, failure } as const;
    await messages.settle([{ ...claimed, ...later }], { now: start });
    await insertOne(storage, site, { dueAt: at(-hour) });
    assert.deepEqual(ids(await claim(messages, { limit: 1, now: at(minute) })), [id]);
  });

  test('a claim with shares takes of these sites only, and no more than each may', async ({
    storage,
    site,
  }) => {
    const [a, b, c] = [`${site}.a`, `${site}.b`, `${site}.c`];
    for (const one of [a, b, c]) await insertMany(storage, one, 5);
    await insertOne(storage, a, { priority: 'high' });
    const shares = [
      { site: a, limit: 2 },
      { site: b, limit: 4 },
    ];
    const claims = await claim(storage.messages, { limit: 50, shares, now: at(hour) });
    assert.deepEqual([countOf(claims, a), countOf(claims, b), countOf(claims, c)], [2, 4, 0]);
    assert.equal(claims.filter(({ message }) => message.priority === 'high').length, 1);
  });

  test('the sites that have something due are told, those first whose turn it is', async ({
    storage,
    site,
  }) => {
    const { messages } = storage;
    const [a, b, c] = [`${site}.a`, `${site}.b`, `${site}.c`];
    const ask = (limit: number, except: readonly string[] = []) =>
      messages.dueSites({ channel: 'email', quarantined: false, limit, except, now: at(hour) });
    assert.deepEqual(await ask(10), []);
    for (const one of [a, b]) await insertMany(storage, one, 3);
    await insertOne(storage, c, { priority: 'low' });
    await insertOne(storage, `${site}.d`, { dueAt: at(hour + 1), status: 'scheduled' });
    await insertOne(storage, `${site}.e`, { channel: 'sms' });
    assert.deepEqual(sorted(await ask(10)), [a, b, c]);
    assert.deepEqual(sorted(await ask(10, [b])), [a, c]);
    assert.equal((await ask(1)).length, 1);
    const [{ message } = { message: { site: '' } }] = await claim(messages, { limit: 1, now: at(hour) });
    assert.notEqual((await ask(1))[0], message.site);
  });

  test('a scheduled message is told of when its time has come', async ({ storage, site }) => {
    const later = { status: 'scheduled', dueAt: at(minute), scheduledAt: at(minute) } as const;
    await insertOne(storage, site, later);
    const ask = (now: Date) =>
      storage.messages.dueSites({ channel: 'email', quarantined: false, limit: 9, except: [], now });
    assert.deepEqual(await ask(at(second)), []);
    assert.deepEqual(await ask(at(minute)), [site]);
  });

  test('the next due time after a time leaves out what is due', async ({ storage, site }) => {
    const next = (after: Date) => storage.messages.nextDue(['email'], { quarantined: false, after });
    await insertOne(storage, site);
    assert.equal(await next(at(second)), undefined);
    await insertOne(storage, site, { status: 'scheduled', dueAt: at(hour), scheduledAt: at(hour) });
    await insertOne(storage, site, { status: 'scheduled', dueAt: at(minute), scheduledAt: at(minute) });
    assert.deepEqual(await next(at(second)), at(minute));
    assert.deepEqual(await next(at(minute)), at(hour));
  });

  test('a claim given back is as though it had never been made', async ({ storage, site }) => {
    const { messages } = storage;
    const time = { status: 'scheduled', scheduledAt: at(-minute), dueAt: at(-minute) } as const;
    for (const given of [{ dueAt: at(-hour) }, time]) {
      const id = await insertOne(storage, site, given);
      const before = await detail(storage, site, id);
      const claimed = await claimOne(messages, id);
      await messages.release([claimed]);
      assert.deepEqual(await detail(storage, site, id), before);
      const again = await claimOne(messages, id);
      assert.equal(again.attempt, 1);
      assert.deepEqual(await messages.renew([claimed], minute), []);
      await messages.settle([{ ...again, to: 'sent', transport: 'fixture' }], { now: start });
    }
  });

  test('a claim that is not held any more is not given back', async ({ storage, site }) => {
    const { messages } = storage;
    const id = await insertOne(storage, site);
    const claimed = await claimOne(messages, id);
    await messages.release([forged(id)]);
    assert.equal((await detail(storage, site, id)).status, 'sending');
    await messages.settle([{ ...claimed, to: 'sent', transport: 'fixture' }], { now: start });
    await messages.release([claimed]);
    assert.equal((await detail(storage, site, id)).status, 'sent');
  });

  test('what a worker was lost with is claimed alone, whatever its priority', async ({ storage, site }) => {
    const { messages } = storage;
    const id = await insertOne(storage, site, { priority: 'high' });
    await claimOne(messages, id, { leaseMs: second });
    await messages.sweep({
      policy: policyOf('resend'),
      maxLost: 3,
      limit: 9,
      now: at(minute),
    });
    assert.deepEqual(await claim(messages, { now: at(minute) }), []);
    assert.equal(await messages.nextDue(['email'], { quarantined: false }), undefined);
    assert.deepEqual(ids(await claim(messages, { now: at(minute), quarantined: true })), [id]);
  });
}
