import type { NewMessage } from 'postern/adapter';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Database, type Driver } from '../src/drivers/database.ts';
import { pgliteDriver } from '../src/drivers/pglite.ts';
import { poolDriver } from '../src/drivers/pool.ts';
import { Maintenance } from '../src/messages/maintenance.ts';
import type { Sizes } from '../src/search/pages.ts';
import { Search } from '../src/search/search.ts';
import { pgliteDatabase, serverDatabase, servers, type TestDatabase } from './support/databases.ts';
import { newMessage } from './support/messages.ts';
import { fillSearch } from './support/search.ts';

const site = 'acme';
const sizes: Sizes = { page: 3, small: 20, segment: 256 };
const minute = 60_000;

/** Ended, each at one of these times. */
function ended(times: readonly (number | Date)[]): readonly NewMessage[] {
  return times.map((time) => newMessage({ site, createdAt: new Date(time), status: 'suppressed' }));
}

const minutes = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => from + index * minute);

/** Puts plain tables in place of those that are there, or such as are parted by the months of this year, the rest in "other". */
async function replaceTables({ query }: TestDatabase, parted: boolean): Promise<void> {
  for (const table of ['search_page', 'search_segment']) {
    const name = `postern.${table}`;
    await query(`alter table ${name} rename to ${table}_replaced`);
    await query(`create sequence ${name}_numbers`);
    await query(`create table ${name} (like ${name}_replaced including defaults including storage)
      ${parted ? 'partition by range (last_at)' : ''}`);
    await query(`drop table ${name}_replaced`);
    await query(`alter table ${name} alter column id set default nextval('${name}_numbers')`);
    await query(`create index on ${name} (id)`);
    if (!parted) continue;
    for (let month = 0; month < 12; month += 1) {
      const [from, to] = [month, month + 1].map((at) => new Date(Date.UTC(2026, at)).toISOString());
      await query(
        `create table ${name}_month${month} partition of ${name} for values from ('${from}') to ('${to}')`,
      );
    }
    await query(`create table ${name}_other partition of ${name} default`);
  }
}

interface Asked {
  readonly text: string;
  readonly values: readonly (string | null)[];
}

function suite(open: () => Promise<TestDatabase>, parted = false): void {
  let database: TestDatabase;
  let inner: Database;
  let asked: Asked[] = [];
  beforeAll(async () => {
    database = await open();
    const { source } = database;
    let driver: Driver | undefined;
    if ('pool' in source)
      driver = poolDriver(async () => source.pool, { listen: false, prepare: false, owned: false });
    else if ('pglite' in source) driver = pgliteDriver(async () => source.pglite);
    if (!driver) return;
    const { query } = driver;
    inner = new Database({
      ...driver,
      query: (text, values = []) => {
        asked.push({ text, values });
        return query(text, values);
      },
    });
  });
  afterAll(() => database.close());

  const filled = (all: readonly NewMessage[]) => fillSearch(database, new Maintenance(inner, sizes), all);
  const rows = (sql: string) => database.query(sql);
  const month = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM')`;
  const straddling = (table: string) =>
    rows(`select 1 from postern.${table} where ${month('first_at')} <> ${month('last_at')}`);
  /** By month: the pages of its segments, its open pages, the documents of all. */
  const arranged = async () => {
    const all =
      await rows(`select ${month('last_at')} as month, (count(*) filter (where sealed))::int as sealed,
      (count(*) filter (where not sealed))::int as open, sum(cardinality(ids))::int as documents
      from postern.search_page group by 1 order by 1`);
    const segments = await rows(`select ${month('last_at')} as month, cardinality(pages)::int as pages
      from postern.search_segment order by 1, 2`);
    return all.map(({ month: of, sealed, open: left, documents }) => ({
      ...{ month: of, sealed, open: left, documents },
      segments: segments.filter((segment) => segment.month === of).map(({ pages }) => pages),
    }));
  };
  const tidied = async (maintenance: Maintenance) => {
    while (await maintenance.tidySearch());
  };
  const searched = async (bounds = {}) => {
    const search = new Search(inner, {
      fresh: 1_000,
      earlier: 1_000,
      pages: 8,
      few: 3,
      many: 3,
      fitting: 2,
      budgetMs: 2_000,
      ...bounds,
    });
    return (await search.run({ site, term: 'hello', limit: 1_000 })).items.length;
  };

  it('keeps a page and a segment within one month of UTC', async () => {
    const ends = [1, 2, 3, 4].map((at) => Date.UTC(2026, at));
    const { maintenance } = await filled(
      ended(ends.flatMap((end) => [...minutes(end - 30 * minute, 30), end - 1, ...minutes(end, 30)])),
    );
    expect(await straddling('search_page')).toEqual([]);
    await tidied(maintenance);
    expect([await straddling('search_page'), await straddling('search_segment')]).toEqual([[], []]);
    const documents = [31, 61, 61, 61, 30].map((count, at) => [`2026-0${at + 1}`, count]);
    expect((await arranged()).map((of) => [of.month, of.documents])).toEqual(documents);
    expect(await searched()).toBe(4 * 61);
  });

  it('puts together and seals what is left of a month that is over, and leaves this one open', async () => {
    const { messages, maintenance } = await filled([]);
    const now = Date.now();
    const fill = async (times: readonly number[]) => {
      await messages.insert(ended(times));
      await maintenance.fillAll();
    };
    // Fourteen small pages of March, sixteen documents of April, and enough of now to seal if it were over.
    for (const at of minutes(Date.UTC(2026, 2, 5), 14)) await fill([at, at + 1]);
    await fill(minutes(Date.UTC(2026, 3, 5), 16));
    await fill(Array.from({ length: 30 }, () => now));
    const current = new Date(now).toISOString().slice(0, 7);
    const open = { month: current, sealed: 0, open: 10, documents: 30, segments: [] };
    expect(await arranged()).toEqual([
      { month: '2026-03', sealed: 0, open: 14, documents: 28, segments: [] },
      { month: '2026-04', sealed: 0, open: 6, documents: 16, segments: [] },
      open,
    ]);
    await tidied(maintenance);
    expect(await arranged()).toEqual([
      { month: '2026-03', sealed: 10, open: 0, documents: 28, segments: [10] },
      { month: '2026-04', sealed: 0, open: 6, documents: 16, segments: [] },
      open,
    ]);
    expect(await rows(`select to_char(month, 'YYYY-MM') as month from postern.search_month`)).toEqual([
      { month: current },
    ]);
    // What comes late, too.
    for (const at of minutes(Date.UTC(2026, 2, 6), 3)) await fill([at]);
    await fill(minutes(Date.UTC(2026, 3, 6), 9));
    await tidied(maintenance);
    expect(await arranged()).toEqual([
      { month: '2026-03', sealed: 10, open: 1, documents: 31, segments: [10] },
      { month: '2026-04', sealed: 8, open: 1, documents: 25, segments: [8] },
      open,
    ]);
    expect(await searched()).toBe(31 + 25 + 30);
  });

  it('finds, removes and seals pages that an earlier release wrote over the end of a month', async () => {
    const end = Date.UTC(2026, 4);
    const { messages, maintenance } = await filled(ended(minutes(end - 12 * minute, 24)));
    // One page of all of them, as if it had been written so.
    await rows(`with gone as (delete from postern.search_page returning *)
      insert into postern.search_page (site, channel, origin, first_at, last_at, ids, times, docs, grams)
      select site, channel, origin, min(first_at), max(last_at), array_agg(u.id order by u.at),
        array_agg(u.at order by u.at), string_agg(u.doc, E'\\n\\n' order by u.at), null
      from gone p, unnest(p.ids, p.times, string_to_array(p.docs, E'\\n\\n')) u (id, at, doc) group by 1, 2, 3`);
    expect(await straddling('search_page')).toHaveLength(1);
    expect(await searched()).toBe(24);
    expect(await messages.prune({ site, createdBefore: new Date(end - 6 * minute), limit: 100 })).toBe(6);
    expect(await arranged()).toMatchObject([{ month: '2026-05', documents: 18 }]);
    // Another three of May, and they are put together: each with its own.
    for (const at of minutes(end, 3)) {
      await messages.insert(ended([at + 1]));
      await maintenance.fillAll();
    }
    await tidied(maintenance);
    expect(await straddling('search_page')).toEqual([]);
    expect((await arranged()).map((of) => [of.month, of.documents])).toEqual([
      ['2026-04', 6],
      ['2026-05', 15],
    ]);
    expect(await searched()).toBe(21);
  });

  if (!parted) return;
  it('plans for no partition but those of the months that are read', async () => {
    const { maintenance } = await filled(
      ended([1, 3, 5].flatMap((at) => minutes(Date.UTC(2026, at, 3), 24))),
    );
    await tidied(maintenance);
    asked = [];
    expect(await searched({ pages: 1 })).toBe(72);
    const byId = asked.filter(({ text }) => /\bid = any \(\$1::text\[\]::bigint/.test(text));
    expect(byId.length).toBeGreaterThan(20);
    for (const { text, values } of byId) {
      const plan = await database.query(`explain ${text}`, [...values]);
      const lines = plan.map((row) => String(row['QUERY PLAN'])).join('\n');
      const planned = new Set(lines.match(/(?<=on search_(page|segment)_)(month\d+|other)\b/g));
      // Behind them only filters, which nobody gave.
      const span = values.filter((value) => value !== null).slice(-2);
      const [first = 0, last = 0] = span.map((at) => new Date(Number(at) * 1000).getUTCMonth());
      expect(lines).not.toContain('Removed');
      expect(planned.size, lines).toBe(last - first + 1);
    }
  });
}

for (const server of servers) {
  for (const parted of [false, true]) {
    describe(`search by month on PostgreSQL, ${server}, in ${parted ? 'partitions' : 'plain tables'}`, () => {
      const open = async () => {
        const database = await serverDatabase(server);
        await replaceTables(database, parted);
        return database;
      };
      suite(open, parted);
    });
  }
}
describe('search by month on PGlite', () => suite(pgliteDatabase));
