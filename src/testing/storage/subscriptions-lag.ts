import assert from 'node:assert/strict';
import type { Report } from '../../interfaces/storage/message-reports.ts';
import {
  at,
  claimOne,
  hour,
  insertMany,
  insertOne,
  minute,
  newMessage,
  newReport,
  second,
  start,
} from './fixtures.ts';
import type { StorageTest } from './harness.ts';
import { failed, handled, take, typesOf } from './inbox-fixtures.ts';

/** When events are due, and how far subscriptions are behind. */
export function lagTests(test: StorageTest): void {
  test('how far behind it is shows, and what waits is counted', async ({ storage, site }) => {
    const { subscriptions } = storage;
    await subscriptions.open({ name: 'crm', types: ['queued'] }, { now: start });
    assert.deepEqual(await subscriptions.list({ now: start }), [
      { name: 'crm', types: ['queued'], createdAt: start, waiting: 0, parked: 0, lagMs: 0, held: false },
    ]);
    await insertMany(storage, site, 3);
    const [state] = await subscriptions.list({ now: at(minute) });
    assert.deepEqual([state?.waiting, state?.oldest, state?.lagMs], [3, start, minute]);
  });

  test('an event is due from when it is recorded by the clock given, whatever the time of the machine or of a provider', async ({
    storage,
    site,
  }) => {
    const { messages, subscriptions } = storage;
    for (const now of [start, at(60 * 365 * 24 * hour)]) {
      const after = (ms: number) => new Date(now.getTime() + ms);
      const lag = async (ms: number) => (await subscriptions.list({ now: after(ms) }))[0]?.lagMs;
      await subscriptions.open({ name: 'crm' }, { now });
      const message = newMessage(site);
      await messages.insert([message], { now: after(minute) });
      assert.equal(await lag(3 * minute), 2 * minute);
      const report = (overrides: Partial<Report>) =>
        messages.report(newReport(site, message.id, { from: [], ...overrides }));
      for (const [n, dated] of [after(-hour), after(hour)].entries()) {
        await subscriptions.settle('crm', (await take(storage, 'crm', { now: after(hour) })).map(handled));
        assert.equal(await lag(hour), 0);
        await report({ at: dated, now: after((n + 2) * minute) });
        assert.equal(await lag(hour), hour - (n + 2) * minute);
      }
      await subscriptions.delete('crm');
    }
  });

  test('what is older than the subscription lags from when that was made', async ({ storage, site }) => {
    const { subscriptions } = storage;
    for (const now of [at(2 * hour), at(60 * 365 * 24 * hour)]) {
      await insertOne(storage, site);
      await subscriptions.open({ name: 'crm', from: start }, { now });
      const due = new Date(now.getTime() + minute);
      assert.ok((await take(storage, 'crm', { now: due })).length > 0);
      assert.equal((await subscriptions.list({ now: due }))[0]?.lagMs, minute);
      await subscriptions.delete('crm');
    }
  });

  test('what is recorded while an earlier event of its message waits keeps its place, whenever that was', async ({
    storage,
    site,
  }) => {
    const { messages, subscriptions } = storage;
    await subscriptions.open({ name: 'crm' }, { now: start });
    const id = await insertOne(storage, site);
    const [queued] = await take(storage, 'crm', { now: at(second) });
    assert.ok(queued);
    await subscriptions.settle('crm', [failed(queued, 10 * second)], { now: at(second) });
    // Handed over from before that time until after it.
    const { token } = await claimOne(messages, id, { now: at(5 * second) });
    await messages.settle([{ id, token, to: 'sent', transport: 'fixture' }], { now: at(12 * second) });
    const seen: string[] = [];
    for (let turns = 0; turns < 5; turns += 1) {
      const taken = await take(storage, 'crm', { now: at(20 * second) });
      seen.push(...typesOf(taken));
      await subscriptions.settle('crm', taken.map(handled), { now: at(20 * second) });
    }
    assert.deepEqual(seen, ['queued', 'sending', 'sent']);
  });
}
