import assert from 'node:assert/strict';
import type { BatchFigures } from '../../interfaces/storage/batches.ts';
import type { NewMessage } from '../../interfaces/storage/messages.ts';
import type { MessageStatus } from '../../model/status.ts';
import { at, bring, claim, claimOne, hour, insertOne, second, start } from './fixtures.ts';
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

  test('what of a batch waits is canceled, the newest first, and nothing else', async ({ storage, site }) => {
    const { messages } = storage;
    const nth = (seconds: number) => ({ batch: 'b-1', createdAt: at((seconds - 100) * second) });
    const later = { dueAt: at(hour) };
    const waits = [];
    for (let n = 0; n < 5; n += 1)
      waits.unshift(
        await insertOne(storage, site, {
          ...nth(n * 2),
          ...later,
          ...(n % 2 ? { status: 'scheduled' as const } : {}),
        }),
      );
    const others = [
      await insertOne(storage, site, { ...nth(3), ...later, batch: 'b-10' }),
      await insertOne(storage, site, { ...nth(3), ...later, channel: 'sms' }),
    ];
    const strange = await insertOne(storage, `${site}.2`, { ...nth(3), ...later });
    const { id: sent } = await bring(storage, site, 'sent', nth(4));
    const tried = await insertOne(storage, site, nth(5));
    const { token } = await claimOne(messages, tried);
    const again = { to: 'queued', reason: 'retry', afterMs: hour, failure } as const;
    await messages.settle([{ id: tried, token, ...again }], { now: start });
    const busy = await insertOne(storage, site, nth(6));
    await claimOne(messages, busy);

    const of = { site, channel: 'email', batch: 'b-1', actor: 'ada', now: start } as const;
    const wanted = [waits[0], waits[1], tried, ...waits.slice(2)];
    const found: string[] = [];
    let before: string | undefined;
    for (let calls = 0; calls < 20; calls += 1) {
      const done = await messages.cancelBatch({ ...of, limit: 2, ...(before ? { before } : {}) });
      assert.ok(done.messages.length <= 2);
      assert.ok(done.messages.every(({ status, dueAt }) => status === 'canceled' && dueAt === undefined));
      found.push(
        ...done.messages
          .map(({ id }) => id)
          .sort()
          .reverse(),
      );
      before = done.end;
      if (!before) break;
    }
    assert.equal(before, undefined, 'it comes to an end');
    assert.deepEqual(found, wanted);
    const detail = await messages.find({ site, id: tried });
    assert.equal(detail?.attempts, 1);
    assert.deepEqual(detail?.failure, failure);
    const event = { at: start, type: 'canceled', status: 'canceled', attempt: 1, actor: 'ada' };
    assert.deepEqual(detail?.events.at(-1), event);
    for (const [id, status] of [[sent, 'sent'], [busy, 'sending'], ...others.map((one) => [one, 'queued'])])
      assert.equal((await messages.find({ site, id: id ?? '' }))?.status, status);
    assert.equal((await messages.find({ site: `${site}.2`, id: strange }))?.status, 'queued');
    assert.equal((await messages.counts(site, 'email')).counts.canceled, wanted.length);
    assert.deepEqual(await messages.cancelBatch({ ...of, limit: 100 }), { messages: [] });
    assert.deepEqual(await messages.cancelBatch({ ...of, batch: 'none', limit: 100 }), { messages: [] });
  });

  test('of a batch that is canceled and claimed at once, each message goes one way', async ({
    storage,
    site,
  }) => {
    const { messages } = storage;
    for (let n = 0; n < 30; n += 1)
      await insertOne(storage, site, { batch: 'b-1', createdAt: at(-n * second) });
    const cancel = () =>
      messages.cancelBatch({ site, channel: 'email', batch: 'b-1', limit: 50, now: start });
    const claims = Array.from({ length: 5 }, () => claim(messages, { limit: 3 }));
    const [canceled, ...claimed] = await Promise.all([cancel(), ...claims, cancel()]);
    const taken = claimed.flatMap((of) =>
      'messages' in of ? of.messages.map(({ id }) => id) : of.map(({ message }) => message.id),
    );
    const all = [...canceled.messages.map(({ id }) => id), ...taken];
    assert.equal(new Set(all).size, all.length);
    const { counts } = await messages.counts(site, 'email');
    assert.equal(counts.canceled + counts.sending, all.length);
  });
}
