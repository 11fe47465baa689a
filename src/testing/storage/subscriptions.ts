import assert from 'node:assert/strict';
import {
  at,
  bring,
  hour,
  ids,
  insertMany,
  insertOne,
  minute,
  newReport,
  second,
  sorted,
  start,
  tamper,
} from './fixtures.ts';
import type { StorageTest } from './harness.ts';

import { a, b, failed, handled, later, parked, take, typesOf } from './inbox-fixtures.ts';

/** How it is handed out. */
export function subscriptionTests(test: StorageTest): void {
  test('an event is answered until it is settled, whatever of it is settled twice', async ({
    storage,
    site,
  }) => {
    const { subscriptions } = storage;
    await subscriptions.open({ name: 'crm' });
    const { id } = await bring(storage, site, 'sent');
    const first = await take(storage, 'crm');
    assert.deepEqual(await take(storage, 'crm'), first);
    assert.deepEqual(await take(storage, 'crm', { except: [id] }), []);
    const [queued] = first;
    assert.ok(queued);
    await subscriptions.settle('crm', [handled(queued)], { now: later });
    assert.deepEqual(await take(storage, 'crm'), first.slice(1));
    await subscriptions.settle('crm', [handled(queued), failed(queued, hour)], { now: later });
    assert.deepEqual(await take(storage, 'crm'), first.slice(1));
    await subscriptions.settle('crm', first.map(handled), { now: later });
    assert.deepEqual(await take(storage, 'crm'), []);
    await subscriptions.settle('nobody', first.map(handled), { now: later });
  });

  test('while an event waits, the later ones of its message do, and no others', async ({ storage, site }) => {
    const { messages, subscriptions } = storage;
    await subscriptions.open({ name: 'crm' });
    const [one, two] = [await bring(storage, site, 'sent'), await bring(storage, site, 'sent')];
    const [queued] = (await take(storage, 'crm')).filter(({ message }) => message.id === one.id);
    assert.ok(queued);
    await subscriptions.settle('crm', [failed(queued, minute)], { now: later });
    // Also what is recorded of it meanwhile.
    await messages.report(newReport(site, one.id, { now: later }));
    const rest = await take(storage, 'crm');
    assert.deepEqual(new Set(rest.map(({ message }) => message.id)), new Set([two.id]));
    assert.deepEqual(typesOf(rest), ['queued', 'sending', 'sent']);
    await subscriptions.settle('crm', rest.map(handled), { now: later });
    const before = new Date(later.getTime() + minute - 1);
    assert.deepEqual(await subscriptions.due({ names: ['crm'], holder: a, now: before }), []);
    assert.deepEqual(await take(storage, 'crm', { now: before }), []);
    const due = new Date(later.getTime() + minute);
    assert.deepEqual(await subscriptions.due({ names: ['crm'], holder: a, now: due }), ['crm']);
    const again = await take(storage, 'crm', { now: due });
    assert.deepEqual(typesOf(again), ['queued', 'sending', 'sent', 'delivered']);
    assert.deepEqual(again[0], {
      ...queued,
      message: again[0]?.message,
      failures: 1,
      failedAt: later,
      reason: 'Error',
    });
    // The first time that it failed stays.
    await subscriptions.settle('crm', [failed(queued, 0)], { now: due });
    const [twice] = await take(storage, 'crm', { now: due });
    assert.deepEqual([twice?.failures, twice?.failedAt], [2, later]);
  });

  test('what is parked waits until somebody decides: again, or never', async ({ storage, site }) => {
    const { messages, subscriptions } = storage;
    await subscriptions.open({ name: 'crm' });
    const all = [
      await bring(storage, site, 'sent'),
      await bring(storage, site, 'sent'),
      await bring(storage, site, 'sent'),
    ];
    const first = (await take(storage, 'crm')).filter(({ event }) => event.type === 'queued');
    for (const [index, event] of first.entries())
      await subscriptions.settle('crm', [parked(event)], { now: new Date(later.getTime() + index * second) });
    const never = at(1000 * hour);
    await messages.report(newReport(site, all[0]?.id ?? '', { now: later }));
    assert.deepEqual(await take(storage, 'crm', { now: never }), []);
    assert.deepEqual(await subscriptions.due({ names: ['crm'], holder: a, now: never }), []);
    const [state] = await subscriptions.list({ now: never });
    assert.deepEqual([state?.waiting, state?.parked, state?.lagMs, state?.oldest], [7, 3, 0, undefined]);

    const pages = [];
    for (let after: Parameters<typeof subscriptions.parked>[1]['after']; ; ) {
      const [last] = await subscriptions.parked('crm', { limit: 1, ...(after ? { after } : {}) });
      if (!last) break;
      pages.push(last);
      after = { at: last.parkedAt, id: last.id };
    }
    assert.deepEqual(ids(pages), ids(first));
    assert.deepEqual(pages[0], {
      ...first[0],
      message: pages[0]?.message,
      failures: 1,
      failedAt: later,
      parkedAt: later,
      reason: 'TypeError',
    });
    assert.deepEqual(await subscriptions.parked('other', { limit: 10 }), []);

    const [one, two, three] = first;
    assert.ok(one && two && three);
    for (const wrong of ['evt_1', 'evt_x_y', 'nonsense', '', one.message.id]) {
      assert.equal(await subscriptions.skip('crm', wrong), false);
      assert.equal(await subscriptions.retry('crm', { ids: [wrong] }), 0);
    }
    assert.equal(await subscriptions.retry('crm', { ids: [one.id], now: never }), 1);
    const back = await take(storage, 'crm', { now: never });
    assert.deepEqual(typesOf(back), ['queued', 'sending', 'sent', 'delivered']);
    assert.deepEqual(back[0], { ...one, message: back[0]?.message });
    assert.equal(await subscriptions.skip('crm', two.id, { now: never }), true);
    assert.equal(await subscriptions.skip('crm', two.id, { now: never }), false);
    assert.deepEqual(typesOf(await take(storage, 'crm', { now: never }), two.message.id), [
      'sending',
      'sent',
    ]);
    assert.equal(await subscriptions.retry('crm', { now: never }), 1);
    assert.equal(await subscriptions.retry('crm', { now: never }), 0);
    assert.deepEqual(typesOf(await take(storage, 'crm', { now: never }), three.message.id), [
      'queued',
      'sending',
      'sent',
    ]);
    assert.deepEqual(await subscriptions.parked('crm', { limit: 10 }), []);
  });

  test('a retry in the middle of what is parked of a message keeps to the order', async ({
    storage,
    site,
  }) => {
    const { subscriptions } = storage;
    await subscriptions.open({ name: 'crm' });
    await bring(storage, site, 'delivered');
    const all = await take(storage, 'crm');
    const [queued, sending] = all;
    assert.ok(queued && sending);
    await subscriptions.settle('crm', [parked(queued)], { now: later });
    await subscriptions.settle('crm', [parked(sending)], { now: later });
    await subscriptions.retry('crm', { ids: [sending.id], now: later });
    assert.deepEqual(await take(storage, 'crm'), []);
    await subscriptions.retry('crm', { now: later });
    assert.deepEqual(typesOf(await take(storage, 'crm')), ['queued', 'sending', 'sent', 'delivered']);
  });

  test('a retry of all lets go at once what failed, too', async ({ storage, site }) => {
    const { subscriptions } = storage;
    await subscriptions.open({ name: 'crm' });
    await insertMany(storage, site, 3);
    const [one, two, three] = await take(storage, 'crm');
    assert.ok(one && two && three);
    await subscriptions.settle('crm', [failed(one, hour), parked(two)], { now: later });
    assert.deepEqual(ids(await take(storage, 'crm')), [three.id]);
    assert.equal(await subscriptions.retry('crm', { now: later }), 2);
    assert.deepEqual(sorted(ids(await take(storage, 'crm'))), sorted([one.id, two.id, three.id]));
    assert.equal(await subscriptions.retry('crm', { now: later }), 0);
  });

  test('one holder has a subscription at a time', async ({ storage, site }) => {
    const { subscriptions } = storage;
    await subscriptions.open({ name: 'crm' });
    await subscriptions.open({ name: 'erp' });
    await bring(storage, site, 'sent');
    const of = (holder: string, ms: number) =>
      subscriptions.take({
        name: 'crm',
        holder,
        leaseMs: minute,
        limit: 10,
        except: [],
        now: new Date(later.getTime() + ms),
      });
    const due = (holder: string, ms = 0) =>
      subscriptions.due({ names: ['erp', 'crm', 'none'], holder, now: new Date(later.getTime() + ms) });
    assert.equal(
      await subscriptions.take({ name: 'none', holder: a, leaseMs: minute, limit: 1, except: [] }),
      undefined,
    );
    assert.deepEqual(sorted(await due(a)), ['crm', 'erp']);
    assert.equal((await of(a, 0))?.events.length, 3);
    assert.equal(await of(b, 0), undefined);
    assert.deepEqual([await due(a), await due(b)].map(sorted), [['crm', 'erp'], ['erp']]);
    const holding = async (ms: number) =>
      (await subscriptions.list({ now: new Date(later.getTime() + ms) })).map(({ held }) => held);
    assert.deepEqual(await holding(0), [true, false]);
    assert.equal(
      await subscriptions.renew({ name: 'crm', holder: a }, minute, {
        now: new Date(later.getTime() + 30 * second),
      }),
      true,
    );
    assert.equal(await subscriptions.renew({ name: 'crm', holder: b }, minute, { now: later }), false);
    assert.equal(await of(b, minute), undefined);
    assert.deepEqual(await holding(90 * second), [false, false]);
    assert.equal((await of(b, 90 * second))?.events.length, 3);
    assert.equal(await subscriptions.renew({ name: 'crm', holder: a }, minute, { now: later }), false);
    await subscriptions.release({ name: 'crm', holder: a });
    assert.equal(await of(a, 90 * second), undefined);
    await subscriptions.release({ name: 'crm', holder: b });
    assert.equal((await of(a, 90 * second))?.events.length, 3);
    await subscriptions.release({ name: 'crm', holder: a });
    const takers = Array.from({ length: 8 }, (_, n) => of(`3d2fae28-0a4f-4dd3-b3b8-6a1f0fd52b0${n}`, 0));
    assert.equal((await Promise.all(takers)).filter(Boolean).length, 1);
  });

  test('a subscription that is slowed down gives nothing meanwhile', async ({ storage, site }) => {
    const { subscriptions } = storage;
    await subscriptions.open({ name: 'crm' });
    await bring(storage, site, 'sent');
    const [event] = await take(storage, 'crm');
    assert.ok(event);
    const pace = { failures: 7, pauseMs: minute };
    await subscriptions.settle('crm', [failed(event, 0)], { now: later, pace });
    const wanted = { name: 'crm', holder: a, leaseMs: minute, limit: 1, except: [] };
    const at_ = (ms: number) => new Date(later.getTime() + ms);
    assert.equal(await subscriptions.take({ ...wanted, now: at_(minute - 1) }), undefined);
    assert.deepEqual(await subscriptions.due({ names: ['crm'], holder: a, now: at_(minute - 1) }), []);
    assert.equal((await subscriptions.take({ ...wanted, now: at_(minute) }))?.failures, 7);
    await subscriptions.settle('crm', [], { now: later, pace: { failures: 0, pauseMs: 0 } });
    assert.equal((await subscriptions.take({ ...wanted, now: later }))?.failures, 0);
    // Somebody who mended the cause need not wait.
    await subscriptions.settle('crm', [parked(event)], { now: later, pace });
    await subscriptions.retry('crm', { now: later });
    assert.equal((await subscriptions.take({ ...wanted, now: later }))?.failures, 0);
  });

  test('the longest due comes first, a limit cuts nothing off that does not come next', async ({
    storage,
    site,
  }) => {
    const { subscriptions } = storage;
    await subscriptions.open({ name: 'crm' });
    const all = [];
    for (let n = 0; n < 3; n += 1) all.push(await insertOne(storage, site, { createdAt: at(n * second) }));
    const seen = [];
    for (let n = 0; n < 3; n += 1) {
      const taken = await subscriptions.take({
        name: 'crm',
        holder: a,
        leaseMs: minute,
        limit: 1,
        except: [],
        now: later,
      });
      const [event] = taken?.events ?? [];
      assert.ok(event && taken?.more);
      seen.push(event.message.id);
      await subscriptions.settle('crm', [handled(event)], { now: later });
    }
    assert.deepEqual(seen, all);
    const [state] = await subscriptions.list({ now: later });
    assert.equal(state?.waiting, 0);
  });

  test('of concurrent calls for a new name one makes it', async ({ storage }) => {
    const opened = Array.from({ length: 6 }, () => storage.subscriptions.open({ name: 'crm' }));
    assert.equal((await Promise.all(opened)).filter(Boolean).length, 1);
  });

  test('changing what was given or read changes nothing stored', async ({ storage, site }) => {
    const { subscriptions } = storage;
    const given = { name: 'crm', types: ['queued' as const] };
    await subscriptions.open(given, { now: start });
    given.types.length = 0;
    await bring(storage, site, 'failed');
    const [event] = await take(storage, 'crm');
    assert.ok(event);
    await subscriptions.settle('crm', [parked(event)], { now: later });
    tamper(await take(storage, 'crm'));
    tamper(await subscriptions.parked('crm', { limit: 10 }));
    tamper(await subscriptions.list({ now: later }));
    const [still] = await subscriptions.parked('crm', { limit: 10 });
    assert.equal(still?.id, event.id);
    assert.equal(still?.event.type, 'queued');
    assert.deepEqual((await subscriptions.list({ now: later }))[0]?.types, ['queued']);
  });
}
