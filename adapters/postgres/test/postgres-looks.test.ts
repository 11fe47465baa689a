import pg from 'pg';
import type { CountQuery, HistoryPlace, HistoryQuery } from 'postern/adapter';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Database } from '../src/drivers/database.ts';
import { poolDriver } from '../src/drivers/pool.ts';
import { postgres } from '../src/index.ts';
import { type BatchBounds, batch } from '../src/messages/batches.ts';
import { count } from '../src/messages/count.ts';
import { type LookBounds, list } from '../src/messages/list.ts';
import { statistics } from '../src/messages/statistics.ts';
import { counts, daily } from '../src/messages/tally.ts';
import { serverDatabase, servers, type TestDatabase } from './support/databases.ts';
import { newMessage } from './support/messages.ts';

const site = 'acme';
const day = 86_400_000;
// A day amid a month, at noon: how many messages fall into a month or a day does not depend on when this runs.
const now = Date.parse('2026-05-20T12:00:00Z');
const bounds = { step: 10, most: 20, jobs: 1_000, budgetMs: 10_000 };

for (const server of servers) describe(`pages in bounds on PostgreSQL, ${server}`, () => suite(server));

function suite(server: string): void {
  let database: TestDatabase & { readonly url: string };
  let pool: pg.Pool;
  let inner: Database;
  // A hundred days, of which every twenty-fifth message has a topic.
  const all = Array.from({ length: 100 }, (_, index) =>
    newMessage({
      createdAt: new Date(now - (99 - index) * day),
      batch: 'spring',
      ...(index % 25 === 0 ? { topic: 'news' } : {}),
      ...(index % 50 === 0 ? { template: { id: 'rare', name: 'Rare' } } : {}),
    }),
  );

  beforeAll(async () => {
    database = await serverDatabase(server);
    pool = new pg.Pool({ connectionString: database.url, max: 1 });
    inner = new Database(poolDriver(async () => pool, { listen: false, owned: false }));
    await postgres({ pool }).storage.messages.insert(all);
  });
  afterAll(async () => {
    await pool.end();
    await database.close();
  });

  const page = (query: Partial<HistoryQuery>, given: Partial<typeof bounds> = {}) =>
    list(inner.query, { site, limit: 3, ...query }, { ...bounds, ...given });
  const numbers = (items: readonly { readonly id: string }[]) =>
    items.map(({ id }) => all.findIndex((one) => one.id === id));

  it('stops where it has looked at so many, says where, and goes on from there', async () => {
    const seen: number[][] = [];
    let before: HistoryPlace | undefined;
    const looked: number[] = [];
    do {
      const { items, end } = await page({ topic: 'news', ...(before ? { before } : {}) });
      seen.push(numbers(items));
      if (end) looked.push(...numbers([end]));
      before = end;
    } while (before);
    expect(seen.flat()).toEqual([75, 50, 25, 0]);
    // A month's last step is not filled up, and not counted.
    expect(looked.every((at, index) => (looked[index - 1] ?? 100) - at < bounds.most + bounds.step)).toBe(
      true,
    );
  });

  it('looks through what waits in steps as well, and counts it so', async () => {
    const wanted = { statuses: ['queued', 'failed'], topic: 'news' } as const;
    const { items, end } = await page({ ...wanted, limit: 10 }, { most: 1_000 });
    expect([numbers(items), end]).toEqual([[75, 50, 25, 0], undefined]);
    const counted = await count(inner.query, { site, most: 10, ...wanted }, { step: 10, budgetMs: 10_000 });
    expect(counted).toEqual({ count: 4, more: false });
  });

  it('looks through what waits in bounds for the few of one status, and goes on from there', async () => {
    const few = Array.from({ length: 30 }, (_, index) =>
      newMessage({ site: 'beta', createdAt: new Date(now - (30 - index) * 1_000) }),
    );
    const { messages } = postgres({ pool }).storage;
    await messages.insert(few);
    const move = { channel: 'email', from: ['queued'], to: 'canceled', type: 'canceled' } as const;
    for (const at of [5, 19]) await messages.move({ site: 'beta', id: few[at]?.id ?? '', ...move });
    const asked = async (query: Partial<HistoryQuery>, given: Partial<typeof bounds>) => {
      const found = await page({ site: 'beta', limit: 10, ...query }, given);
      const placeOf = ({ id }: HistoryPlace) => few.findIndex((one) => one.id === id);
      return [found.items.map(placeOf), found.end && placeOf(found.end)];
    };
    const rare = { statuses: ['sending', 'canceled'] } as const;
    expect(await asked(rare, {})).toEqual([[19, 5], undefined]);
    expect(await asked(rare, { jobs: 10 })).toEqual([[19, 5], undefined]);
    // Ten jobs from 29 on, one message without a job among them.
    expect(await asked(rare, { jobs: 11, budgetMs: 0 })).toEqual([[19], 18]);
    expect(await asked(rare, { jobs: 10, budgetMs: 0 })).toEqual([[], 20]);
    const before = few[20] as HistoryPlace;
    expect(await asked({ ...rare, before }, { jobs: 10, budgetMs: 0 })).toEqual([[19], 9]);
    expect(await asked({ statuses: ['queued'] }, { jobs: 10, budgetMs: 0 })).toEqual([
      [29, 28, 27, 26, 25, 24, 23, 22, 21, 20],
      undefined,
    ]);
  });

  it('is led to what a template made, and looks at nothing else', async () => {
    const { items, end } = await page({ channel: 'email', template: 'rare' }, { step: 1, most: 1 });
    expect([numbers(items), end]).toEqual([[50, 0], undefined]);
    const wanted = { site, most: 10, channel: 'email', template: 'rare' } as const;
    expect(await count(inner.query, wanted, { step: 1, budgetMs: 0 })).toEqual({ count: 2, more: false });
  });

  it('counts a batch in steps, until the time is over, and says that there is more', async () => {
    const counted = async (given: Partial<BatchBounds>, most = 1_000) => {
      const wanted = { site, channel: 'email', batch: 'spring', most } as const;
      const figures = await batch(inner.query, wanted, { step: 10, budgetMs: 10_000, ...given });
      return [figures?.counts, figures?.more];
    };
    const queued = (count: number) => [{ status: 'queued', count }];
    expect(await counted({})).toEqual([queued(100), false]);
    expect(await counted({ step: 7 })).toEqual([queued(100), false]);
    expect(await counted({ budgetMs: 0 })).toEqual([queued(10), true]);
    expect(await counted({}, 25)).toEqual([queued(25), true]);
    expect(await counted({}, 100)).toEqual([queued(100), false]);
  });

  it('counts what waits up to a bound, and says that there is more', async () => {
    const of = { site, channel: 'email' } as const;
    const queued = async (most: number) => {
      const { counts: all, more } = await counts(inner.query, { ...of, most });
      return [all.queued, more];
    };
    expect(await queued(1_000)).toEqual([100, false]);
    expect(await queued(100)).toEqual([100, false]);
    expect(await queued(99)).toEqual([99, true]);
    expect(await queued(1)).toEqual([1, true]);
    // What is due first is counted first: here what was created first.
    const since = new Date(now - 9.5 * day).toISOString().slice(0, 10);
    const byDay = async (most: number) => {
      const { days, more } = await daily(inner.query, { ...of, since, most });
      return [days.filter(({ counts: all }) => all.queued > 0).length, more];
    };
    const whole = await byDay(1_000);
    expect(whole[1]).toBe(false);
    expect(whole[0]).toBeGreaterThan(8);
    expect(await byDay(90)).toEqual([0, true]);
    expect(await byDay(91)).toEqual([1, true]);
  });

  it('stops where the time is over', async () => {
    // From the newest month on: an empty one took little, and a larger step would follow.
    const { items, end } = await page({ topic: 'news', to: new Date(now + 1) }, { budgetMs: 0 });
    expect([items, end && numbers([end])]).toEqual([[], [90]]);
  });

  it('looks at one where none may be looked at: a page that looked at nothing could not be gone on from', async () => {
    const { items, end } = await page({ topic: 'news' }, { most: 0 });
    expect([items, end && numbers([end])]).toEqual([[], [99]]);
  });

  it('counts what is newest, in steps, until it has looked at so many or the time is over, and says how far', async () => {
    const counted = async (given: Partial<LookBounds>) => {
      const from = new Date(now - 200 * day);
      const wanted = { site, channel: 'email', by: 'domain', from } as const;
      const { groups, countedBackTo } = await statistics(inner.query, wanted, { ...bounds, ...given });
      const at = all.findIndex(({ createdAt }) => createdAt.getTime() === countedBackTo?.getTime());
      return [groups.map(({ counts }) => counts.queued), at];
    };
    expect(await counted({})).toEqual([[20], 80]);
    expect(await counted({ budgetMs: 0 })).toEqual([[10], 90]);
    expect(await counted({ most: 1_000 })).toEqual([[100], -1]);
    expect(await counted({ step: 99, most: 99 })).toEqual([[99], 1]);
  });

  it('counts in steps, until all is looked at, the bound is reached or the time is over', async () => {
    const counted = (given: Partial<CountQuery>, budgetMs = 10_000) =>
      count(inner.query, { site, most: 10, ...given }, { step: 10, budgetMs });
    expect(await counted({ topic: 'news' })).toEqual({ count: 4, more: false });
    expect(await counted({ topic: 'news', most: 3 })).toEqual({ count: 3, more: true });
    expect(await counted({ topic: 'news' }, 0)).toEqual({ count: 0, more: true });
    // By an index alone it is one look, whatever it takes.
    expect(await counted({ origin: 'sys', most: 100 }, 0)).toEqual({ count: 100, more: false });
    expect(await counted({ origin: 'sys', most: 99 })).toEqual({ count: 99, more: true });
  });

  it('looks no further than a page takes, nor than the span asked for', async () => {
    const { items, end } = await page({ sender: 'hello@acme.example' });
    expect([numbers(items), end]).toEqual([[99, 98, 97], undefined]);
    const { createdAt: from = new Date() } = all[92] ?? {};
    expect(await page({ topic: 'news', from }, { most: 9 })).toEqual({ items: [] });
  });
}
