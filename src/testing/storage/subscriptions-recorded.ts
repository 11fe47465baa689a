import assert from 'node:assert/strict';
import type { Storage } from '../../interfaces/storage/storage.ts';
import type { Tx } from '../../interfaces/storage/transaction.ts';
import type { MessageId } from '../../model/message.ts';
import {
  at,
  bring,
  claim,
  detail,
  failure,
  hour,
  ids,
  insertMany,
  insertOne,
  minute,
  newReport,
  second,
  sorted,
  start,
  usualPolicy,
} from './fixtures.ts';
import type { StorageTest } from './harness.ts';

import { a, handled, later, take, typesOf } from './inbox-fixtures.ts';

/** Messages of every fate; answers their ids. */
async function lives(storage: Storage, site: string): Promise<readonly MessageId[]> {
  const { messages } = storage;
  const ended = [];
  for (const status of [
    'sent',
    'delivered',
    'undelivered',
    'failed',
    'unknown',
    'canceled',
    'suppressed',
    'scheduled',
  ] as const)
    ended.push((await bring(storage, site, status)).id);
  const retried = await bring(storage, site, 'sending');
  await messages.settle(
    [{ ...retried, to: 'queued', reason: 'retry', afterMs: 0, failure, detail: 'Busy.' }],
    { now: start },
  );
  const overtaken = await bring(storage, site, 'sending');
  await messages.report(newReport(site, overtaken.id, { attempt: 1 }));
  const noticed = await bring(storage, site, 'sending');
  await messages.report(newReport(site, noticed.id, { type: 'delayed', from: [], detail: 'Later.' }));
  await messages.settle([{ ...noticed, to: 'sent', transport: 'fixture' }], { now: at(minute) });
  await messages.report(newReport(site, noticed.id, { type: 'opened', from: [] }));
  const lost = await bring(storage, site, 'sending');
  await messages.sweep({ policy: usualPolicy, maxLost: 3, limit: 10, now: at(2 * minute) });
  const late = await insertOne(storage, site, { expiresAt: at(minute) });
  await messages.expire({ limit: 10, now: at(2 * minute) });
  const moved = await bring(storage, site, 'failed');
  const move = {
    site,
    channel: 'email',
    id: moved.id,
    from: ['failed'],
    to: 'queued',
    type: 'requeued',
  } as const;
  await messages.move({ ...move, detail: 'By Jo.', now: at(minute) });
  const claimed = await claim(messages, { now: at(minute), limit: 1 });
  const known = new Map(claimed.map(({ id, message }) => [id, message]));
  await messages.settle(
    claimed.map((one) => ({ ...one, to: 'sent', transport: 'fixture', detail: 'Taken.' }) as const),
    { now: at(minute), claimed: known },
  );
  return [...ended, ...ids([retried, overtaken, noticed, lost, moved]), late];
}

/** What comes into inboxes. */
export function recordedTests(test: StorageTest): void {
  test('whatever is recorded of a message is in the inbox, once and in that order', async ({
    storage,
    site,
  }) => {
    const { subscriptions } = storage;
    assert.equal(await subscriptions.open({ name: 'crm' }, { now: start }), true);
    const all = await lives(storage, site);
    const events = await take(storage, 'crm');
    assert.equal(new Set(events.map(({ id }) => id)).size, events.length);
    for (const id of all) {
      const { content: _content, events: recorded, ...message } = await detail(storage, site, id);
      const of = events.filter((one) => one.message.id === id);
      const told = message.status === 'sending' ? recorded.slice(0, -1) : recorded;
      assert.deepEqual(
        of.map(({ event }) => event),
        told,
      );
      for (const one of of) assert.deepEqual(one.message, message);
    }
    assert.deepEqual(sorted(new Set(events.map(({ message }) => message.id))), sorted(all));
    assert.ok(
      events.every(
        ({ id, failures, ...rest }) => id.startsWith('evt_') && failures === 0 && !('failedAt' in rest),
      ),
    );
  });

  test('a claim that is given back tells of nothing; one under way is told with its end', async ({
    storage,
    site,
  }) => {
    const { messages, subscriptions } = storage;
    await subscriptions.open({ name: 'crm', types: ['sending', 'given_back', 'sent'] });
    const held = await bring(storage, site, 'sending');
    await messages.release([held]);
    assert.deepEqual(await take(storage, 'crm'), []);
    const [again] = await claim(messages);
    assert.ok(again);
    assert.deepEqual(await take(storage, 'crm'), []);
    await messages.settle([{ ...again, to: 'sent', transport: 'fixture' }], { now: start });
    assert.deepEqual(typesOf(await take(storage, 'crm')), ['sending', 'sent']);
  });

  test('each subscription has the types, and the site, that it wants', async ({ storage, site }) => {
    const { subscriptions } = storage;
    await subscriptions.open({ name: 'all' });
    await subscriptions.open({ name: 'sent', types: ['sent', 'delivered'] });
    await subscriptions.open({ name: 'mine', site });
    const mine = await bring(storage, site, 'delivered');
    const theirs = await bring(storage, `${site}.2`, 'sent');
    assert.deepEqual(typesOf(await take(storage, 'sent'), mine.id), ['sent', 'delivered']);
    assert.deepEqual(typesOf(await take(storage, 'sent'), theirs.id), ['sent']);
    assert.deepEqual(typesOf(await take(storage, 'mine')), ['queued', 'sending', 'sent', 'delivered']);
    assert.equal((await take(storage, 'all')).length, 7);
    // Where the name is known, what is given counts from now on.
    assert.equal(await subscriptions.open({ name: 'sent', types: ['queued'] }), false);
    await bring(storage, site, 'sent');
    assert.deepEqual(sorted(typesOf(await take(storage, 'sent'))), ['delivered', 'queued', 'sent', 'sent']);
    const listed = await subscriptions.list({ names: ['mine', 'sent'], now: later });
    assert.deepEqual(
      listed.map(({ name, types, site: of }) => [name, types, of]),
      [
        ['mine', undefined, site],
        ['sent', ['queued'], undefined],
      ],
    );
  });

  test('with a beginning, what was recorded since then comes first, once, and before what follows', async ({
    storage,
    site,
  }) => {
    const { messages, subscriptions } = storage;
    await bring(storage, site, 'sent', { createdAt: at(-hour) });
    const past = await lives(storage, site);
    const during = await bring(storage, site, 'sending');
    assert.equal(await subscriptions.open({ name: 'crm', from: start }, { now: at(minute) }), true);
    assert.equal(await subscriptions.open({ name: 'new', from: at(minute) }, { now: at(minute) }), true);
    // Told live before the past is filled in.
    await messages.settle([{ ...during, to: 'sent', transport: 'fixture' }], { now: at(minute) });
    await messages.report(newReport(site, during.id));
    const [sent = ''] = past;
    await messages.report(newReport(site, sent, { type: 'opened', from: [] }));
    const fresh = await insertOne(storage, site, { createdAt: at(minute) });
    assert.deepEqual(await subscriptions.due({ names: ['crm'], holder: a, now: later }), ['crm']);
    const events = await take(storage, 'crm', { limit: 1000 });
    for (const id of [...past, during.id, fresh])
      assert.deepEqual(
        events.filter(({ message }) => message.id === id).map(({ event }) => event),
        (await detail(storage, site, id)).events,
      );
    assert.equal(new Set(events.map(({ message }) => message.id)).size, past.length + 2);
    assert.deepEqual(typesOf(await take(storage, 'new'), fresh), ['queued']);
    // The name is known: it begins no second time.
    await subscriptions.settle('crm', events.map(handled), { now: later });
    assert.equal(await subscriptions.open({ name: 'crm', from: start }, { now: later }), false);
    assert.deepEqual(await take(storage, 'crm'), []);
  });

  test('a long past is filled in whole, of the types and the site that are wanted', async ({
    storage,
    site,
  }) => {
    const { subscriptions } = storage;
    const all = await insertMany(storage, site, 1_050);
    await insertMany(storage, `${site}.2`, 20);
    await subscriptions.open({ name: 'crm', types: ['queued'], site, from: start }, { now: at(minute) });
    const seen: MessageId[] = [];
    for (let more = true; more; ) {
      const taken = await subscriptions.take({
        name: 'crm',
        holder: a,
        leaseMs: minute,
        limit: 400,
        except: [],
        now: later,
      });
      assert.ok(taken);
      seen.push(...taken.events.map(({ message }) => message.id));
      await subscriptions.settle('crm', taken.events.map(handled), { now: later });
      more = taken.more;
    }
    assert.deepEqual(sorted(seen), sorted(all));
  });

  test('what is removed is gone from inboxes, what is erased tells of nobody there', async ({
    storage,
    site,
  }) => {
    const { messages, subscriptions } = storage;
    await subscriptions.open({ name: 'crm' });
    const old = await bring(storage, site, 'failed');
    const erased = await insertOne(storage, site, {
      to: { address: 'jo@example.com', consumerId: 'c' },
      createdAt: at(minute),
    });
    const [held] = await claim(messages, { now: at(minute), limit: 1 });
    assert.ok(held);
    await messages.settle([{ ...held, to: 'failed', failure, detail: 'No such Jo.' }], { now: at(minute) });
    assert.equal(await messages.prune({ site, createdBefore: at(second), limit: 10 }), 1);
    await messages.erase({ site, consumerId: 'c', limit: 10, now: later });
    const events = await take(storage, 'crm');
    assert.deepEqual(typesOf(events, old.id), []);
    const of = events.filter(({ message }) => message.id === erased);
    assert.deepEqual(typesOf(of), ['queued', 'sending', 'failed']);
    for (const { message, event } of of) {
      assert.equal(message.to.address, '');
      assert.ok(!('detail' in event));
    }
  });

  test('a subscription that is deleted is gone with its inbox; the next of its name begins anew', async ({
    storage,
    site,
  }) => {
    const { subscriptions } = storage;
    await subscriptions.open({ name: 'crm' });
    await subscriptions.open({ name: 'erp' });
    await bring(storage, site, 'sent');
    const [event] = await take(storage, 'crm');
    assert.ok(event);
    assert.equal(await subscriptions.delete('crm'), true);
    assert.equal(await subscriptions.delete('crm'), false);
    assert.deepEqual(
      (await subscriptions.list({ now: later })).map(({ name }) => name),
      ['erp'],
    );
    assert.equal(await subscriptions.open({ name: 'crm' }), true);
    assert.deepEqual(await take(storage, 'crm'), []);
    assert.equal(await subscriptions.skip('crm', event.id), false);
    assert.equal((await take(storage, 'erp')).length, 3);
  });

  test('what a transaction records is told when it commits, and never where it rolls back', async ({
    storage,
    site,
    transaction,
  }) => {
    const { messages, subscriptions } = storage;
    if (!transaction || !storage.within) return;
    const id = await insertOne(storage, site);
    await subscriptions.open({ name: 'crm' });
    const cancel = {
      site,
      channel: 'email',
      id,
      from: ['queued'],
      to: 'canceled',
      type: 'canceled',
      now: start,
    } as const;
    const moving = (tx: Tx) =>
      storage.within?.(tx, () => messages.move(cancel)) ??
      Promise.reject(new Error('It can be asked within.'));
    const undone = transaction(async (tx) => {
      await moving(tx);
      throw new Error('The host thinks better of it.');
    });
    await assert.rejects(undone);
    assert.deepEqual(await take(storage, 'crm'), []);
    await transaction(moving);
    assert.deepEqual(typesOf(await take(storage, 'crm')), ['canceled']);
  });
}
