import assert from 'node:assert/strict';
import type { BatchFigures } from '../../interfaces/storage/batches.ts';
import type { NewMessage } from '../../interfaces/storage/messages.ts';
import type { MessageStatus } from '../../model/status.ts';
import { at, bring, claimOne, hour, insertOne, second, start } from './fixtures.ts';
import type { StorageTest } from './harness.ts';

const failure = { class: 'network', message: 'Refused.' } as const;

/** `status failure: count`, in one order. */
function told(figures: BatchFigures | undefined): readonly string[] {
  assert.ok(figures, 'the batch is there');
  return figures.counts
    .map(({ status, failure: of, count }) => `${status}${of ? ` ${of}` : ''}: ${count}`)
    .sort();
}

export function batchTests(test: StorageTest): void {
  test('a batch is counted by status and failure, whatever its messages have become', async ({
    storage,
    site,
  }) => {
    const { messages } = storage;
    const key = { site, channel: 'email', batch: 'b-1', most: 100 } as const;
    assert.equal(await messages.batch(key), undefined);
    const of = (overrides: Partial<NewMessage>, seconds: number): Partial<NewMessage> => ({
      batch: 'b-1',
      ...overrides,
      createdAt: at((seconds - 100) * second),
    });
    const first = await insertOne(
      storage,
      site,
      of({ origin: 'web', actor: 'ada', status: 'suppressed' }, 1),
    );
    const ended: readonly MessageStatus[] = ['sent', 'delivered', 'sent', 'canceled'];
    for (const [index, status] of ended.entries())
      await bring(storage, site, status, of({ actor: 'bob' }, 2 + index));
    for (const to of ['failed', 'queued'] as const) {
      const id = await insertOne(storage, site, of({}, 10));
      const { token } = await claimOne(messages, id);
      await messages.settle(
        [
          to === 'failed'
            ? { id, token, to, failure }
            : { id, token, to, reason: 'retry', afterMs: hour, failure },
        ],
        { now: start },
      );
    }
    await insertOne(storage, site, of({ status: 'scheduled', dueAt: at(hour) }, 20));
    await insertOne(storage, site, of({ dueAt: at(hour) }, 21));
    // Not of it.
    await insertOne(storage, site, of({ channel: 'sms' }, 30));
    await insertOne(storage, site, of({ batch: 'b-10' }, 30));
    await insertOne(storage, `${site}.2`, of({}, 30));

    const figures = await messages.batch(key);
    assert.deepEqual(told(figures), [
      ...['canceled: 1', 'delivered: 1', 'failed network: 1', 'queued network: 1', 'queued: 1'],
      ...['scheduled: 1', 'sent: 2', 'suppressed: 1'],
    ]);
    assert.equal(figures?.more, false);
    assert.deepEqual(figures?.first, { id: first, createdAt: at(-99 * second), origin: 'web', actor: 'ada' });
    assert.deepEqual(figures?.lastCreatedAt, at(-79 * second));
  });

  test('of a large batch the newest are counted, and it says that there are more', async ({
    storage,
    site,
  }) => {
    const all = [];
    for (const [index, status] of (['suppressed', 'queued', 'queued'] as const).entries())
      all.push(await insertOne(storage, site, { batch: 'b-1', status, createdAt: at(index * second) }));
    const of = (most: number) => storage.messages.batch({ site, channel: 'email', batch: 'b-1', most });
    const some = await of(2);
    assert.deepEqual(told(some), ['queued: 2']);
    assert.equal(some?.more, true);
    assert.equal(some?.first.id, all[0]);
    const whole = await of(3);
    assert.deepEqual(told(whole), ['queued: 2', 'suppressed: 1']);
    assert.equal(whole?.more, false);
  });
}
