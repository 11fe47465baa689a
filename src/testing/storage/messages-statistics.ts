import assert from 'node:assert/strict';
import type { NewMessage } from '../../interfaces/storage/messages.ts';
import type { MessageGroup, StatisticsKey } from '../../interfaces/storage/statistics.ts';
import { noCounts } from '../../model/status-counts.ts';
import { at, bring, hour, insertOne, minute, start } from './fixtures.ts';
import type { StorageTest } from './harness.ts';

function sorted(groups: readonly MessageGroup[]): readonly MessageGroup[] {
  return groups.toSorted((a, b) => ((a.key ?? '') < (b.key ?? '') ? -1 : 1));
}

/** Messages counted by what they have in common. */
export function statisticsTests(test: StorageTest): void {
  test('messages are counted by hour, template and domain, each by the status it has now', async ({
    storage,
    site,
  }) => {
    const { messages } = storage;
    const insert = (overrides: Partial<NewMessage>) => insertOne(storage, site, overrides);
    const counted = async (by: StatisticsKey, from: Date) => {
      const { groups, countedBackTo } = await messages.statistics({ site, channel: 'email', by, from });
      assert.equal(countedBackTo, undefined);
      return sorted(groups);
    };
    const welcome = { id: 'welcome', name: 'Welcome' };
    await bring(storage, site, 'sent', { template: welcome, origin: 'web' });
    await bring(storage, site, 'failed', { template: welcome });
    await insert({ createdAt: at(-1) });
    await insert({ createdAt: at(-hour), to: { address: 'Sam@Mail.EXAMPLE' }, origin: 'web' });
    // Of others, and older than is asked for.
    await insert({ createdAt: at(-hour - 1) });
    await insert({ channel: 'sms', to: { address: '+447400123456' } });
    await insertOne(storage, `${site}.2`);
    const here = start.toISOString();
    const before = at(-hour).toISOString();
    assert.deepEqual(await counted('hour', at(-hour)), [
      { key: before, counts: { ...noCounts, queued: 2 } },
      { key: here, counts: { ...noCounts, sent: 1, failed: 1 } },
    ]);
    assert.deepEqual(await counted('template', at(-hour)), [
      { counts: { ...noCounts, queued: 2 } },
      { key: 'welcome', name: 'Welcome', counts: { ...noCounts, sent: 1, failed: 1 } },
    ]);
    assert.deepEqual(await counted('domain', at(-hour)), [
      { key: 'example.com', counts: { ...noCounts, queued: 1, sent: 1, failed: 1 } },
      { key: 'mail.example', counts: { ...noCounts, queued: 1 } },
    ]);
    assert.deepEqual(await counted('hour', at(minute)), []);
  });

  test('a template is named as its newest message has it', async ({ storage, site }) => {
    await insertOne(storage, site, { template: { id: 't', name: 'Zebra' }, createdAt: at(-minute) });
    await insertOne(storage, site, { template: { id: 't', name: 'Ant' } });
    const { groups } = await storage.messages.statistics({
      site,
      channel: 'email',
      by: 'template',
      from: at(-hour),
    });
    assert.deepEqual(groups, [{ key: 't', name: 'Ant', counts: { ...noCounts, queued: 2 } }]);
  });
}
