import assert from 'node:assert/strict';
import type { Storage } from '../../interfaces/storage/storage.ts';
import type { MessageId } from '../../model/message.ts';
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
  newReport,
  policyOf,
  second,
  sorted,
  start,
  usualPolicy,
} from './fixtures.ts';
import type { StorageTest } from './harness.ts';

const sent = { to: 'sent', transport: 'fixture' } as const;

export function settleTests(test: StorageTest): void {
  test('a message sent carries the transport, its id there and the time', async ({ storage, site }) => {
    const { messages } = storage;
    const id = await insertOne(storage, site);
    const { token } = await claimOne(messages, id);
    const outcome = { ...sent, providerId: 'p-1', detail: '250 2.0.0 Ok' };
    const answer = await messages.settle([{ id, token, ...outcome }], { now: at(second) });
    const { content: _content, events, ...message } = await detail(storage, site, id);
    assert.deepEqual(answer, [message]);
    assert.equal(message.status, 'sent');
    assert.equal(message.transport, 'fixture');
    assert.equal(message.providerId, 'p-1');
    assert.deepEqual(message.sentAt, at(second));
    assert.ok(!('dueAt' in message) && !('failure' in message));
    const event = { type: 'sent', status: 'sent', attempt: 1, detail: '250 2.0.0 Ok' } as const;
    assert.deepEqual(events.at(-1), { at: at(second), ...event });
  });

  for (const to of ['failed', 'suppressed', 'unknown'] as const) {
    test(`a message settled as ${to} keeps the failure and waits no more`, async ({ storage, site }) => {
      const { messages } = storage;
      const id = await insertOne(storage, site);
      const { token } = await claimOne(messages, id);
      await messages.settle([{ id, token, to, failure, detail: 'why' }], { now: at(second) });
      const { events, ...message } = await detail(storage, site, id);
      assert.equal(message.status, to);
      assert.deepEqual(message.failure, failure);
      assert.ok(!('dueAt' in message) && !('sentAt' in message));
      assert.deepEqual(events.at(-1), { at: at(second), type: to, status: to, attempt: 1, detail: 'why' });
      assert.deepEqual(await claim(messages, { now: at(hour) }), []);
    });
  }

  for (const reason of ['retry', 'unknown'] as const) {
    test(`a message queued again for "${reason}" waits, and its attempt counts`, async ({
      storage,
      site,
    }) => {
      const { messages } = storage;
      const id = await insertOne(storage, site);
      const { token } = await claimOne(messages, id);
      const again = { to: 'queued', reason, afterMs: 10 * second, failure } as const;
      const answer = await messages.settle([{ id, token, ...again }], { now: at(minute) });
      assert.deepEqual(ids(answer), [id]);
      const { events, ...message } = await detail(storage, site, id);
      assert.equal(message.status, 'queued');
      assert.deepEqual(message.dueAt, at(minute + 10 * second));
      assert.deepEqual(message.failure, failure);
      assert.deepEqual(events.at(-1), { at: at(minute), type: reason, status: 'queued', attempt: 1 });

      assert.deepEqual(await claim(messages, { now: at(minute + 10 * second - 1) }), []);
      const next = await claimOne(messages, id, { now: at(minute + 10 * second) });
      assert.equal(next.attempt, 2);
    });
  }

  test('a message given back has its attempt refunded', async ({ storage, site }) => {
    const { messages } = storage;
    const id = await insertOne(storage, site);
    const first = await claimOne(messages, id);
    const back = { to: 'queued', reason: 'given_back', afterMs: second } as const;
    await messages.settle([{ ...first, ...back, detail: 'stopping' }], { now: start });
    const { events, ...message } = await detail(storage, site, id);
    assert.equal(message.attempts, 0);
    assert.deepEqual(message.dueAt, at(second));
    const event = { type: 'given_back', status: 'queued', attempt: 1, detail: 'stopping' } as const;
    assert.deepEqual(events.at(-1), { at: start, ...event });
    assert.equal((await claimOne(messages, id, { now: at(second) })).attempt, 1);
  });

  test('a failure stays over what does not end it, and goes when the message is sent', async ({
    storage,
    site,
  }) => {
    const { messages } = storage;
    const id = await insertOne(storage, site);
    const first = await claimOne(messages, id);
    const retry = { to: 'queued', reason: 'retry', afterMs: 0, failure } as const;
    await messages.settle([{ ...first, ...retry }], { now: start });
    const again = await claimOne(messages, id);
    assert.deepEqual(again.message.failure, failure);
    const back = { to: 'queued', reason: 'given_back', afterMs: 0 } as const;
    await messages.settle([{ ...again, ...back }], { now: start });
    assert.deepEqual((await detail(storage, site, id)).failure, failure);
    const last = await claimOne(messages, id);
    const [message] = await messages.settle([{ ...last, ...sent }], { now: start });
    assert.ok(message && !('failure' in message));
  });

  test('many hand-overs end in one call, each in its own way', async ({ storage, site }) => {
    const { messages } = storage;
    const all = await insertMany(storage, site, 4);
    const [one, two, three, four] = await claim(messages, { now: at(minute) });
    assert.ok(one && two && three && four);
    const changed = await messages.settle(
      [
        { ...one, ...sent, providerId: 'p-1' },
        { ...forged(two.id), ...sent },
        { ...three, to: 'failed', failure },
        { ...four, to: 'queued', reason: 'retry', afterMs: hour, failure },
      ],
      { now: at(minute) },
    );
    assert.deepEqual(sorted(ids(changed)), sorted(ids([one, three, four])));
    const statuses = await Promise.all(all.map(async (id) => (await detail(storage, site, id)).status));
    assert.deepEqual(statuses, ['sent', 'sending', 'failed', 'queued']);
    assert.deepEqual(await messages.settle([], { now: start }), []);
  });

  test('a settlement under any but the present token changes nothing', async ({ storage, site }) => {
    const { messages } = storage;
    const id = await insertOne(storage, site);
    const first = await claimOne(messages, id);
    const back = { to: 'queued', reason: 'given_back', afterMs: 0 } as const;
    await messages.settle([{ ...first, ...back }], { now: start });
    const queued = await detail(storage, site, id);
    assert.deepEqual(await messages.settle([{ ...first, ...sent }], { now: start }), []);
    assert.deepEqual(await detail(storage, site, id), queued);

    const present = await claimOne(messages, id);
    const held = await detail(storage, site, id);
    for (const old of [first, forged(id)]) {
      assert.deepEqual(await messages.settle([{ ...old, ...sent }], { now: start }), []);
      assert.deepEqual(await messages.settle([{ ...old, to: 'failed', failure }], { now: start }), []);
      assert.deepEqual(await messages.settle([{ ...old, ...back }], { now: start }), []);
      assert.deepEqual(await messages.renew([old], hour, { now: start }), []);
    }
    assert.deepEqual(await detail(storage, site, id), held);
    assert.deepEqual(ids(await messages.settle([{ ...present, ...sent }], { now: start })), [id]);
  });

  test('a hand-over ends once, however many settle it at the same time', async ({ storage, site }) => {
    const { messages } = storage;
    const id = await insertOne(storage, site);
    const { token } = await claimOne(messages, id);
    const ends = [
      { id, token, ...sent },
      { id, token, to: 'failed', failure },
      { id, token, to: 'queued', reason: 'retry', afterMs: 0, failure },
    ] as const;
    const answers = await Promise.all(ends.map((end) => messages.settle([end], { now: start })));
    assert.equal(answers.flat().length, 1);
    assert.equal((await detail(storage, site, id)).events.length, 3);
  });

  /** What others do to a message that is being handed over, and with it to the token. */
  const meanwhile: Readonly<
    Record<string, (storage: Storage, site: string, id: MessageId) => Promise<unknown>>
  > = {
    'a report that moved the message': ({ messages }, site, id) =>
      messages.report(newReport(site, id, { type: 'delivered', to: 'delivered' })),
    'a move of the message': ({ messages }, site, id) =>
      messages.move({
        site,
        channel: 'email',
        id,
        from: ['sending'],
        to: 'queued',
        type: 'requeued',
        now: start,
      }),
    'a sweep of its lease': ({ messages }) =>
      messages.sweep({ policy: usualPolicy, maxLost: 3, limit: 10, now: at(hour) }),
    'another claim after it': async ({ messages }, _site, id) => {
      const [held] = await messages.sweep({
        policy: policyOf('resend'),
        maxLost: 3,
        limit: 10,
        now: at(hour),
      });
      assert.equal(held?.id, id);
      await claimOne(messages, id, { quarantined: true, now: at(hour) });
    },
  };
  for (const [what, change] of Object.entries(meanwhile)) {
    test(`${what} meanwhile makes the settlement void, also with its claim given`, async ({
      storage,
      site,
    }) => {
      const { messages } = storage;
      const id = await insertOne(storage, site);
      const held = await claimOne(messages, id);
      await change(storage, site, id);
      const changed = await detail(storage, site, id);
      const claimed = new Map([[id, held.message]]);
      assert.deepEqual(await messages.settle([{ ...held, to: 'unknown', failure }], { now: start }), []);
      assert.deepEqual(await messages.settle([{ ...held, ...sent }], { now: start }), []);
      assert.deepEqual(await messages.settle([{ ...held, ...sent }], { now: start, claimed }), []);
      assert.deepEqual(await messages.renew([held], hour, { now: start }), []);
      assert.deepEqual(await detail(storage, site, id), changed);
    });
  }

  test('a report that is only recorded leaves the settlement valid, and the message as it was claimed', async ({
    storage,
    site,
  }) => {
    const { messages } = storage;
    const id = await insertOne(storage, site);
    const held = await claimOne(messages, id);
    await messages.report(newReport(site, id, { type: 'opened', from: [] }));
    const claimed = new Map([[id, held.message]]);
    const answer = await messages.settle([{ ...held, ...sent }], { now: at(hour), claimed });
    const { content: _content, events, ...message } = await detail(storage, site, id);
    assert.deepEqual(answer, [message]);
    assert.deepEqual(
      events.map(({ type }) => type),
      ['queued', 'sending', 'opened', 'sent'],
    );
  });

  test('of many sent at once, claims given, those whose token is valid are answered', async ({
    storage,
    site,
  }) => {
    const { messages } = storage;
    await insertMany(storage, site, 3);
    const claims = await claim(messages, { now: at(minute) });
    const claimed = new Map(claims.map(({ id, message }) => [id, message]));
    const [one, two, three] = claims;
    assert.ok(one && two && three);
    const ends = [
      { ...one, ...sent, providerId: 'p-1', findable: true },
      { ...forged(two.id), ...sent },
      { ...three, ...sent },
    ];
    const answer = await messages.settle([...ends, ...ends], { now: at(minute), claimed });
    const [first, second, third] = await Promise.all(claims.map(({ id }) => detail(storage, site, id)));
    const stored = [first, third].map((found) => {
      assert.ok(found);
      const { content: _content, events: _events, ...message } = found;
      return message;
    });
    assert.deepEqual(sorted(ids(answer)), sorted(ids(stored)));
    for (const message of stored)
      assert.deepEqual(
        answer.find(({ id }) => id === message.id),
        message,
      );
    assert.equal(second?.status, 'sending');
    const key = { channel: 'email', transport: 'fixture', providerId: 'p-1' } as const;
    assert.deepEqual(await messages.holdersOf(key), [one.id]);
  });

  test('a renewed lease outlives its first end; one nobody renews is swept', async ({ storage, site }) => {
    const { messages } = storage;
    const [kept, left] = [await insertOne(storage, site), await insertOne(storage, site)];
    const claims = await claim(messages, { leaseMs: minute });
    const mine = claims.filter(({ id }) => id === kept);
    assert.deepEqual(await messages.renew([...mine, forged(left)], minute, { now: at(50 * second) }), [kept]);
    const policy = usualPolicy;
    const sweep = (ms: number) => messages.sweep({ policy, maxLost: 3, limit: 10, now: at(ms) });
    assert.deepEqual(ids(await sweep(minute + second)), [left]);
    assert.deepEqual(ids(await sweep(110 * second)), [kept]);
    assert.deepEqual(await messages.renew([], minute, { now: start }), []);
  });

  test('a lease that ran out can be renewed and settled until the sweep', async ({ storage, site }) => {
    const { messages } = storage;
    const [one, two] = [await insertOne(storage, site), await insertOne(storage, site)];
    const claims = await claim(messages, { leaseMs: minute });
    assert.deepEqual(sorted(await messages.renew(claims, minute, { now: at(hour) })), sorted([one, two]));
    const ends = claims.map((claimed) => ({ ...claimed, ...sent }));
    assert.deepEqual(sorted(ids(await messages.settle(ends, { now: at(3 * hour) }))), sorted([one, two]));
  });
}
