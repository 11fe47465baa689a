import assert from 'node:assert/strict';
import type { NewMessage } from '../../interfaces/storage/messages.ts';
import { isSuppressed } from '../../interfaces/storage/suppressions.ts';
import type { Channel } from '../../model/message.ts';
import {
  at,
  bring,
  claim,
  claimOne,
  detail,
  hour,
  ids,
  insertMany,
  insertOne,
  minute,
  newMessage,
  second,
  sorted,
  start,
} from './fixtures.ts';
import type { StorageTest } from './harness.ts';

export function claimTests(test: StorageTest): void {
  test('a claim takes what is due, the longest due first, and nothing else', async ({ storage, site }) => {
    const due = (ms: number) => insertOne(storage, site, { dueAt: at(ms) });
    const [latest, earliest, middle] = [await due(0), await due(-hour), await due(-minute)];
    await due(1);
    await insertOne(storage, site, { channel: 'sms' });
    for (const id of [earliest, middle, latest])
      assert.deepEqual(ids(await claim(storage.messages, { limit: 1 })), [id]);
    assert.deepEqual(await claim(storage.messages), []);
  });

  test('a claim takes no more than its limit', async ({ storage, site }) => {
    const all = await insertMany(storage, site, 5);
    const query = { now: at(minute) };
    assert.deepEqual(await claim(storage.messages, { ...query, limit: 0 }), []);
    assert.deepEqual(
      sorted(ids(await claim(storage.messages, { ...query, limit: 2 }))),
      sorted(all.slice(0, 2)),
    );
    assert.deepEqual(
      sorted(ids(await claim(storage.messages, { ...query, limit: 2 }))),
      sorted(all.slice(2, 4)),
    );
    assert.deepEqual(ids(await claim(storage.messages, { ...query, limit: 2 })), all.slice(4));
  });

  test('the messages of all sites are claimed, each with its own site', async ({ storage, site }) => {
    const mine = await insertOne(storage, site);
    const theirs = await insertOne(storage, `${site}.2`);
    const claims = await claim(storage.messages);
    assert.deepEqual(
      sorted(claims.map(({ id, message }) => `${id} ${message.site}`)),
      sorted([`${mine} ${site}`, `${theirs} ${site}.2`]),
    );
  });

  test('what a claim says of the suppression list is so', async ({ storage, site }) => {
    const entry = { channel: 'email', reason: 'complained', source: 'test', at: start } as const;
    const listed = ['jo@example.com', 'mi@example.com', 'jö@example.com', 'ärger@example.com'];
    for (const address of listed) await storage.suppressions.add({ ...entry, site, address });
    await storage.suppressions.add({ ...entry, site: `${site}.2`, address: 'of-another-site@example.com' });
    await storage.suppressions.add({
      ...entry,
      site,
      channel: 'sms',
      address: 'by-another-channel@example.com',
    });
    await storage.suppressions.add({ ...entry, site, channel: 'sms', address: '+4915112345678' });
    const cases = {
      'jo@example.com': true,
      'MI@Example.COM': true,
      'jö@example.com': true,
      'Ärger@example.com': true,
      'jo@example.com.example': false,
      'of-another-site@example.com': false,
      'by-another-channel@example.com': false,
    };
    for (const address of Object.keys(cases)) await insertOne(storage, site, { to: { address } });
    const byEmail = await claim(storage.messages);
    await insertOne(storage, site, { channel: 'sms', to: { address: '+4915112345678' } });
    await insertOne(storage, site, { channel: 'sms', to: { address: '+4915112345679' } });
    const bySms = await claim(storage.messages, { channel: 'sms' });
    const expected = new Map(Object.entries({ ...cases, '+4915112345678': true, '+4915112345679': false }));
    assert.equal(byEmail.length + bySms.length, expected.size);
    for (const { message, suppressed } of [...byEmail, ...bySms])
      assert.ok(
        suppressed === undefined || suppressed === expected.get(message.to.address),
        message.to.address,
      );
  });

  test('what a claim says of topics and opt-outs is so', async ({ storage, site }) => {
    const entry = { site, channel: 'email', source: 'test', at: start } as const;
    await storage.suppressions.add({
      ...entry,
      address: 'news@example.com',
      topic: 'news',
      reason: 'opted_out',
    });
    await storage.suppressions.add({
      ...entry,
      address: 'person@example.com',
      topic: 'news',
      reason: 'manual',
    });
    await storage.suppressions.add({ ...entry, address: 'all@example.com', reason: 'opted_out' });
    for (const reason of ['opted_out', 'bounced'] as const)
      await storage.suppressions.add({ ...entry, address: 'both@example.com', reason });
    const essential = { essential: true } as const;
    const cases: readonly (readonly [string, Partial<NewMessage>, boolean])[] = [
      ['news@example.com', { topic: 'news' }, true],
      ['news@example.com', { topic: 'tips' }, false],
      ['news@example.com', {}, false],
      ['news@example.com', { topic: 'news', ...essential }, false],
      ['person@example.com', { topic: 'news', ...essential }, true],
      ['all@example.com', { topic: 'tips' }, true],
      ['all@example.com', essential, false],
      ['both@example.com', essential, true],
      ['both@example.com', {}, true],
    ];
    const expected = new Map<string, boolean>();
    for (const [address, overrides, suppressed] of cases)
      expected.set(await insertOne(storage, site, { to: { address }, ...overrides }), suppressed);
    const claims = await claim(storage.messages);
    assert.equal(claims.length, cases.length);
    for (const { id, message, suppressed } of claims) {
      const found = await storage.suppressions.find(site, 'email', [message.to.address]);
      assert.equal(
        found.some((one) => isSuppressed(one, message)),
        expected.get(id),
        message.to.address,
      );
      assert.ok(suppressed === undefined || suppressed === expected.get(id), message.to.address);
    }
  });

  test('a scheduled message is claimed at its time', async ({ storage, site }) => {
    const time = { scheduledAt: at(hour), dueAt: at(hour) };
    const id = await insertOne(storage, site, { status: 'scheduled', ...time });
    assert.deepEqual(await claim(storage.messages, { now: at(hour - 1) }), []);
    const { message } = await claimOne(storage.messages, id, { now: at(hour) });
    assert.equal(message.status, 'sending');
    assert.deepEqual(message.scheduledAt, at(hour));
  });

  test('a claimed message is being sent, with the attempt counted and recorded', async ({
    storage,
    site,
  }) => {
    const content = { subject: 'Hello', text: 'Hello', html: '<p>Hello</p>' };
    const id = await insertOne(storage, site, { content });
    const claimed = await claimOne(storage.messages, id, { now: at(second) });
    assert.equal(claimed.attempt, 1);
    assert.deepEqual(claimed.content, content);
    const { content: _content, events, ...message } = await detail(storage, site, id);
    assert.deepEqual(claimed.message, message);
    assert.equal(message.status, 'sending');
    assert.equal(message.attempts, 1);
    assert.deepEqual(events.at(-1), { at: at(second), type: 'sending', status: 'sending', attempt: 1 });
  });

  test('concurrent claims give every message to one of them', async ({ storage, site }) => {
    const all = await insertMany(storage, site, 60);
    const taken: string[] = [];
    // A claim may come back short while others hold rows, never for ever: each round takes at least one message.
    for (let round = 0; taken.length < all.length && round < all.length; round += 1) {
      const claims = await Promise.all(
        Array.from({ length: 8 }, () => claim(storage.messages, { limit: 5, now: at(hour) })),
      );
      taken.push(...ids(claims.flat()));
    }
    assert.deepEqual(sorted(taken), sorted(all));
  });

  test('a message claimed and canceled at once is either sent or canceled', async ({ storage, site }) => {
    const { messages } = storage;
    const all = await insertMany(storage, site, 20);
    const cancel = (id: string) =>
      messages.move({
        site,
        channel: 'email',
        id,
        from: ['queued'],
        to: 'canceled',
        type: 'canceled',
        now: start,
      });
    const [canceled, ...claims] = await Promise.all([
      Promise.all(all.map(cancel)),
      ...Array.from({ length: 4 }, () => claim(messages, { limit: 5, now: at(hour) })),
    ]);
    const moved = canceled.flatMap((message) => message?.id ?? []);
    const rest = await claim(messages, { now: at(hour) });
    assert.deepEqual(sorted([...moved, ...ids(claims.flat()), ...ids(rest)]), sorted(all));
    for (const id of moved) assert.equal((await detail(storage, site, id)).status, 'canceled');
  });

  test('each claim has a token of its own', async ({ storage, site }) => {
    const { messages } = storage;
    const [one, two] = [await insertOne(storage, site), await insertOne(storage, site)];
    const first = await claimOne(messages, one);
    await messages.settle([{ ...first, to: 'queued', reason: 'given_back', afterMs: 0 }], { now: start });
    const again = await claimOne(messages, one);
    assert.equal(again.attempt, first.attempt);
    assert.notEqual(again.token, first.token);
    assert.equal((await detail(storage, site, two)).status, 'sending');
  });

  test('an expired lease is not claimed before the sweep has judged it', async ({ storage, site }) => {
    const id = await insertOne(storage, site);
    await claimOne(storage.messages, id, { leaseMs: minute });
    for (const quarantined of [false, true]) {
      assert.deepEqual(await claim(storage.messages, { now: at(hour), quarantined }), []);
    }
  });

  test('a message past its expiry is claimed all the same: the worker says what that means', async ({
    storage,
    site,
  }) => {
    const id = await insertOne(storage, site, { expiresAt: at(minute) });
    const { message } = await claimOne(storage.messages, id, { now: at(hour) });
    assert.deepEqual(message.expiresAt, at(minute));
  });

  test('the next due time is the earliest of what waits in the channels asked for', async ({
    storage,
    site,
  }) => {
    const { messages } = storage;
    const next = (...channels: Channel[]) => messages.nextDue(channels, { quarantined: false });
    assert.equal(await next('email', 'sms'), undefined);
    await insertOne(storage, site, { dueAt: at(hour), status: 'scheduled' });
    const early = await insertOne(storage, site, { dueAt: at(minute) });
    await insertOne(storage, `${site}.2`, { dueAt: at(second), channel: 'sms' });
    assert.deepEqual(await next('email'), at(minute));
    assert.deepEqual(await next('sms'), at(second));
    assert.deepEqual(await next('email', 'sms'), at(second));
    assert.equal(await next(), undefined);

    await claimOne(messages, early, { now: at(minute) });
    assert.deepEqual(await next('email'), at(hour));
    assert.deepEqual(await messages.nextDue(['email'], { quarantined: true }), undefined);
  });

  test('where something is due, its time is enough; else the earliest is told', async ({ storage, site }) => {
    const { messages } = storage;
    const next = (enough: Date, after?: Date) =>
      messages.nextDue(['email'], { quarantined: false, enough, ...(after ? { after } : {}) });
    assert.equal(await next(at(hour)), undefined);
    const scheduled = { status: 'scheduled', dueAt: at(hour), scheduledAt: at(hour) } as const;
    await insertOne(storage, `${site}.1`, scheduled);
    await insertOne(storage, `${site}.2`, { ...scheduled, dueAt: at(minute), scheduledAt: at(minute) });
    assert.deepEqual(await next(at(second)), at(minute));
    const due = [at(-second), at(-hour), at(-minute)];
    for (const [n, dueAt] of due.entries()) await insertOne(storage, `${site}.${n}`, { dueAt });
    const any = await next(at(0));
    assert.ok(
      due.some((time) => time.getTime() === any?.getTime()),
      `${any}`,
    );
    // None was due by then.
    assert.deepEqual(await next(at(-2 * hour)), at(-hour));
    assert.deepEqual(await next(at(second), at(second)), at(minute));
  });

  for (const status of [
    'sending',
    'sent',
    'failed',
    'suppressed',
    'canceled',
    'unknown',
    'delivered',
  ] as const) {
    test(`a message that is ${status} is neither claimed nor waited for`, async ({ storage, site }) => {
      await bring(storage, site, status);
      assert.equal(await storage.messages.nextDue(['email'], { quarantined: false }), undefined);
      assert.equal(await storage.messages.nextDue(['email'], { quarantined: true }), undefined);
      assert.deepEqual(await claim(storage.messages, { now: at(hour) }), []);
      assert.deepEqual(await claim(storage.messages, { now: at(hour), quarantined: true }), []);
    });
  }

  test('what is inserted later with an earlier due time is found', async ({ storage, site }) => {
    await insertOne(storage, site, { dueAt: at(-minute) });
    await claim(storage.messages);
    // A transaction that took long commits messages which were due while others were claimed already.
    const late = newMessage(site, { dueAt: at(-hour) });
    await storage.messages.insert([late], { now: start });
    assert.deepEqual(ids(await claim(storage.messages)), [late.id]);
  });
}
