import assert from 'node:assert/strict';
import type { Claim } from '../../interfaces/storage/message-claims.ts';
import type { Move } from '../../interfaces/storage/messages.ts';
import type { Storage } from '../../interfaces/storage/storage.ts';
import type { MessageId } from '../../model/message.ts';
import {
  allowedFrom,
  canMove,
  type MessageStatus,
  messageStatuses,
  replaceableBy,
} from '../../model/status.ts';
import {
  at,
  bring,
  claim,
  claimOne,
  detail,
  failure,
  hour,
  ids,
  insertOne,
  minute,
  newReport,
  second,
  start,
} from './fixtures.ts';
import type { StorageTest } from './harness.ts';

const later = at(minute);

/** A person's change of one message, as the core asks for it. */
function moveTo(site: string, id: MessageId, to: Move['to'], overrides: Partial<Move> = {}): Move {
  const kinds = {
    canceled: { from: allowedFrom.cancel, type: 'canceled' },
    scheduled: { from: allowedFrom.reschedule, type: 'rescheduled', dueAt: at(hour) },
    queued: { from: [...allowedFrom.reschedule, ...allowedFrom.retry], type: 'requeued' },
  } as const;
  return { site, channel: 'email', id, to, now: later, ...kinds[to], ...overrides };
}

/** Tries every way the core has to bring a message to a status. */
async function attempt(storage: Storage, site: string, held: Claim, to: MessageStatus): Promise<void> {
  const { messages } = storage;
  const { id } = held;
  switch (to) {
    case 'sending':
      await claim(messages, { now: later, quarantined: false });
      await claim(messages, { now: later, quarantined: true });
      return;
    case 'scheduled':
    case 'canceled':
      await messages.move(moveTo(site, id, to));
      return;
    case 'queued':
      await messages.settle([{ ...held, to, reason: 'retry', afterMs: hour, failure }], { now: later });
      await messages.move(moveTo(site, id, to));
      return;
    case 'suppressed':
    case 'unknown':
      await messages.settle([{ ...held, to, failure }], { now: later });
      return;
    case 'sent':
      await messages.settle([{ ...held, to, transport: 'fixture' }], { now: later });
      break;
    case 'failed':
      await messages.settle([{ ...held, to, failure }], { now: later });
  }
  await messages.report(newReport(site, id, { type: to, to, from: replaceableBy(to) }));
}

export function statusTests(test: StorageTest): void {
  for (const from of messageStatuses) {
    const legal = messageStatuses.filter((to) => canMove(from, to));
    test(`from ${from} a message moves to ${legal.join(', ') || 'nothing'} and to no other status`, async ({
      storage,
      site,
    }) => {
      for (const to of messageStatuses) {
        const held = await bring(storage, site, from);
        const before = await detail(storage, site, held.id);
        await attempt(storage, site, held, to);
        const after = await detail(storage, site, held.id);
        assert.equal(after.status, canMove(from, to) ? to : from, `${from} → ${to}`);
        if (!canMove(from, to)) {
          // A report is kept even where it moves nothing.
          const { events, ...rest } = after;
          const { events: eventsBefore, ...restBefore } = before;
          assert.deepEqual(rest, restBefore, `${from} → ${to}`);
          assert.deepEqual(events.slice(0, eventsBefore.length), eventsBefore);
        }
      }
    });
  }

  for (const [name, to] of [
    ['cancel', 'canceled'],
    ['reschedule', 'scheduled'],
    ['retry', 'queued'],
  ] as const) {
    const from: readonly MessageStatus[] = allowedFrom[name];
    test(`a person may ${name} a message that is ${from.join(' or ')}, and no other`, async ({
      storage,
      site,
    }) => {
      for (const status of messageStatuses) {
        const { id } = await bring(storage, site, status);
        const before = await detail(storage, site, id);
        const moved = await storage.messages.move(moveTo(site, id, to, { from }));
        if (from.includes(status)) assert.equal(moved?.status, to, status);
        else {
          assert.equal(moved, undefined, status);
          assert.deepEqual(await detail(storage, site, id), before);
        }
      }
    });
  }

  test('a canceled message is due no more', async ({ storage, site }) => {
    const id = await insertOne(storage, site);
    const moved = await storage.messages.move(moveTo(site, id, 'canceled', { detail: 'by user-7' }));
    const { content: _content, events, ...message } = await detail(storage, site, id);
    assert.deepEqual(moved, message);
    assert.ok(!('dueAt' in message));
    const event = { type: 'canceled', status: 'canceled', attempt: 0, detail: 'by user-7' } as const;
    assert.deepEqual(events.at(-1), { at: later, ...event });
    assert.deepEqual(await claim(storage.messages, { now: at(hour) }), []);
  });

  test('a rescheduled message waits for its new time, earlier or later', async ({ storage, site }) => {
    const { messages } = storage;
    const id = await insertOne(storage, site, { dueAt: at(minute) });
    const reschedule = (ms: number) => messages.move(moveTo(site, id, 'scheduled', { dueAt: at(ms) }));
    await reschedule(hour);
    assert.deepEqual(await messages.nextDue(['email'], { quarantined: false }), at(hour));
    assert.deepEqual(await claim(messages, { now: at(hour - 1) }), []);
    await reschedule(2 * minute);
    const { events, ...message } = await detail(storage, site, id);
    assert.deepEqual(message.dueAt, at(2 * minute));
    assert.deepEqual(message.scheduledAt, at(2 * minute));
    const event = { type: 'rescheduled', status: 'scheduled', attempt: 0 } as const;
    assert.deepEqual(events.slice(1), [
      { at: later, ...event },
      { at: later, ...event },
    ]);
    assert.deepEqual(ids(await claim(messages, { now: at(2 * minute) })), [id]);
  });

  test('a waiting message can be made due at once', async ({ storage, site }) => {
    const { messages } = storage;
    const time = { scheduledAt: at(hour), dueAt: at(hour) };
    const id = await insertOne(storage, site, { status: 'scheduled', ...time });
    const moved = await messages.move(moveTo(site, id, 'queued'));
    assert.deepEqual(moved?.dueAt, later);
    assert.deepEqual(moved?.scheduledAt, at(hour));
    assert.deepEqual(ids(await claim(messages, { now: later })), [id]);
  });

  test('a retried message is due at once, keeps its failure and counts its attempts on', async ({
    storage,
    site,
  }) => {
    const { messages } = storage;
    const { id, token } = await bring(storage, site, 'failed');
    const moved = await messages.move(moveTo(site, id, 'queued', { from: allowedFrom.retry }));
    assert.deepEqual(moved?.dueAt, later);
    assert.deepEqual(moved?.failure, failure);
    const { events } = await detail(storage, site, id);
    assert.deepEqual(events.at(-1), { at: later, type: 'requeued', status: 'queued', attempt: 1 });
    assert.equal((await claimOne(messages, id, { now: later })).attempt, 2);
    const late = { id, token, to: 'sent', transport: 'fixture' } as const;
    assert.deepEqual(await messages.settle([late], { now: later }), []);
  });

  test('of two people who move a message at once only one succeeds', async ({ storage, site }) => {
    const { messages } = storage;
    const { id } = await bring(storage, site, 'unknown');
    const retry = moveTo(site, id, 'queued', { from: allowedFrom.retry });
    const moved = await Promise.all(Array.from({ length: 5 }, () => messages.move(retry)));
    assert.equal(moved.filter((message) => message !== undefined).length, 1);
    assert.equal((await detail(storage, site, id)).events.length, 4);
  });

  test('a message is moved only under its own site and channel', async ({ storage, site }) => {
    const { messages } = storage;
    const id = await insertOne(storage, site);
    const cancel = moveTo(site, id, 'canceled');
    assert.equal(await messages.move({ ...cancel, site: `${site}.2` }), undefined);
    assert.equal(await messages.move({ ...cancel, channel: 'sms' }), undefined);
    assert.equal(await messages.move({ ...cancel, id: `${id}0` }), undefined);
    assert.deepEqual((await detail(storage, site, id)).status, 'queued');
    assert.equal((await messages.move({ ...cancel, now: at(second) }))?.status, 'canceled');
    assert.deepEqual((await detail(storage, site, id)).events.length, 2);
  });

  test('a message retried after it was held goes back to its channel, due once', async ({
    storage,
    site,
  }) => {
    const { messages } = storage;
    const { id } = await bring(storage, site, 'suppressed');
    await messages.move(moveTo(site, id, 'queued'));
    assert.deepEqual(await messages.nextDue(['email'], { quarantined: false }), later);
    assert.deepEqual(ids(await claim(messages, { now: later })), [id]);
    assert.deepEqual(await claim(messages, { now: at(hour) }), []);
    assert.deepEqual(await claim(messages, { now: start, quarantined: true }), []);
  });
}
