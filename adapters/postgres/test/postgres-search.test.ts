import assert from 'node:assert/strict';
import { memoryStorage } from '@postern/memory';
import fc from 'fast-check';
import {
  type CountQuery,
  type MessageFilters,
  type MessageStore,
  type NewMessage,
  normalizeSearch,
  type SearchQuery,
} from 'postern/adapter';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Database, type Driver } from '../src/drivers/database.ts';
import type { PgPool } from '../src/drivers/pg-client.ts';
import { type PGliteDatabase, pgliteDriver } from '../src/drivers/pglite.ts';
import { poolDriver } from '../src/drivers/pool.ts';
import { type PostgresSource, postgres } from '../src/index.ts';
import { Maintenance } from '../src/messages/maintenance.ts';
import type { Sizes } from '../src/search/pages.ts';
import { Search, type SearchBounds } from '../src/search/search.ts';
import { pgliteDatabase, serverDatabase, servers, type TestDatabase } from './support/databases.ts';
import { newMessage } from './support/messages.ts';

const site = 'acme';
const start = Date.parse('2026-03-02T09:00:00.000Z');

/** Pieces of which texts and terms are made: what scripts, patterns and indexes stumble over. */
const piece = fc.constantFrom(
  ...[
    'invoice',
    'Invoice 10',
    'ß',
    'Straße',
    'é',
    'e\u0301',
    'Żółć',
    'ı',
    'İ',
    'ﬁ',
    'Å',
    'жена',
    'Счёт',
    '发票',
    '您',
    'カタカナ',
    '안녕',
  ],
  ...[
    '@gmail.com',
    '100%',
    '_',
    '\\',
    "'",
    '"',
    '🚪',
    ' ',
    '  ',
    '\n',
    '\t',
    'a',
    'b',
    'ab',
    'abc',
    '-',
    '.',
    '\u0000',
    '\ud83d',
  ],
);
const text = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));

const message = fc.record({
  name: fc.option(text, { nil: undefined }),
  subject: fc.option(text, { nil: undefined }),
  body: text,
  origin: fc.constantFrom('web' as const, 'sys' as const),
  channel: fc.constantFrom('email' as const, 'sms' as const),
  confidential: fc.boolean(),
  // Few different times: many messages have the same, and some lie on both sides of a month's end.
  minute: fc.oneof(
    fc.nat(2),
    fc
      .tuple(fc.nat(2), fc.integer({ min: -1, max: 1 }))
      .map(([month, minute]) => (Date.UTC(2026, 3 + month) - start) / 60_000 + minute),
  ),
  ended: fc.boolean(),
  kind: fc.nat(2),
});
const corpus = fc.array(message, { minLength: 1, maxLength: 25 });
const time = (minutes: number) => new Date(start + minutes * 60_000);
/** What documents tell, what only messages do, and what leads to them by an index. */
const filters = fc.constantFrom<MessageFilters>(
  ...[{}, { channel: 'email' as const }, { channel: 'sms' as const }, { topic: 'of 1' }, { template: 't-2' }],
  ...[{ from: time(300) }, { to: time(600) }, { from: time(200), to: new Date(Date.UTC(2026, 4)) }],
  { topic: 'of 0', origin: 'sys', from: time(100), to: time(100_000) },
  { template: 't-1', statuses: ['suppressed'], to: time(900) },
);
const terms = fc.array(fc.tuple(text, filters), { minLength: 1, maxLength: 6 });

interface Given {
  readonly name: string | undefined;
  readonly subject: string | undefined;
  readonly body: string;
  readonly origin: 'web' | 'sys';
  readonly channel: 'email' | 'sms';
  readonly confidential: boolean;
  readonly minute: number;
  readonly ended: boolean;
  readonly kind: number;
}

function toMessage(given: Given): NewMessage {
  const { name, subject, body, origin, channel, confidential, minute, ended, kind } = given;
  const { subject: _subject, ...base } = newMessage({ createdAt: new Date(start + minute * 60_000), site });
  return {
    ...base,
    ...{ origin, channel, confidential, content: { text: body }, status: ended ? 'suppressed' : 'queued' },
    ...{ topic: `of ${kind}`, template: { id: `t-${kind}`, name: 'T' } },
    to: { address: 'jo@example.com', ...(name === undefined ? {} : { name }) },
    ...(subject === undefined ? {} : { subject }),
  };
}

async function found(messages: Pick<MessageStore, 'search'>, query: SearchQuery) {
  const { items, complete, searchedBackTo } = await messages.search(query);
  return { ids: items.map(({ id }) => id), complete, searchedBackTo };
}

function suite(
  open: () => Promise<TestDatabase>,
  driverOf: (source: PostgresSource) => Driver,
  runs: number,
): void {
  let database: TestDatabase;
  let inner: Database;
  beforeAll(async () => {
    database = await open();
    inner = new Database(driverOf(database.source));
  });
  afterAll(() => database.close());

  /** The same messages in memory and in the database, of which the first `filled` have their documents. */
  async function twin(all: readonly NewMessage[], filled: number, sizes: Sizes = tiny) {
    await database.empty();
    const { storage } = postgres(database.source);
    const memory = memoryStorage();
    await memory.messages.insert(all);
    if (filled > 0) await storage.messages.insert(all.slice(0, filled));
    const maintenance = new Maintenance(inner, sizes);
    await maintenance.fillAll();
    if (filled < all.length) await storage.messages.insert(all.slice(filled));
    return { memory: memory.messages, messages: storage.messages, maintenance };
  }

  function searchWith(bounds: Partial<SearchBounds>) {
    const search = new Search(inner, {
      fresh: 1_000,
      earlier: 1_000,
      pages: 2,
      few: 3,
      many: 3,
      fitting: 2,
      budgetMs: 2_000,
      ...bounds,
    });
    return {
      search: (query: SearchQuery) => search.run(query),
      count: (query: CountQuery & { readonly term: string }, budgetMs = 2_000) =>
        search.count(query, budgetMs),
    };
  }

  it('gives the answers of the memory adapter, whatever is written and looked for', async () => {
    await fc.assert(
      fc.asyncProperty(
        corpus,
        terms,
        fc.nat(25),
        fc.integer({ min: 1, max: 10 }),
        fc.constantFrom(tiny, { page: 1, small: 1, segment: 1 }, { page: 64, small: 2, segment: 1 }),
        fc.array(fc.oneof(fc.constant('tidy' as const), fc.constant('fill' as const), fc.nat(3)), {
          maxLength: 4,
        }),
        async (given, wanted, share, limit, sizes, between) => {
          const all = given.map(toMessage);
          const { memory, messages, maintenance } = await twin(all, Math.min(share, all.length), sizes);
          for (const one of between) {
            if (one === 'tidy') await maintenance.tidySearch();
            else if (one === 'fill') await maintenance.fillSearch();
            else {
              const prune = { site, createdBefore: new Date(Date.UTC(2026, 3 + one)), limit: 100 };
              assert.equal(await messages.prune(prune), await memory.prune(prune));
            }
          }
          for (const [at, [raw, narrowed]] of wanted.entries()) {
            const term = normalizeSearch(raw);
            if (term === '') continue;
            const query = { ...narrowed, site, term, limit };
            const expected = await found(memory, query);
            assert.deepEqual(await found(messages, query), expected);
            // The same in small steps, as if there were many more.
            const small = searchWith({ fresh: 2, pages: 1, few: 0, many: 2 });
            assert.deepEqual(await found(small, query), expected);
            if (at > 0) continue;
            const counted = { ...narrowed, site, term, most: limit };
            assert.deepEqual(await small.count(counted), await memory.count(counted));
          }
        },
      ),
      { numRuns: runs },
    );
  });

  it('says how far it looked where time runs out, and misses nothing newer', async () => {
    const all = Array.from({ length: 30 }, (_, minute) => toMessage({ ...plain, minute }));
    const { memory } = await twin(all, all.length, fives);
    const query = { site, term: 'needle', limit: 100 };
    const answer = await found(searchWith({ budgetMs: 0, pages: 1 }), query);
    expect(answer.complete).toBe(false);
    const everything = await found(memory, query);
    const looked = all.filter(({ createdAt }) => createdAt >= (answer.searchedBackTo ?? new Date(0)));
    expect(looked).toHaveLength(5);
    expect(answer.ids).toEqual(everything.ids.slice(0, 5));
  });

  it('counts look after look, what several find once, and no further than time allows', async () => {
    // Some in pages, some in none yet: each look ends early, and has found what is beyond its end.
    const all = Array.from({ length: 40 }, (_, minute) => toMessage({ ...plain, minute })).reverse();
    await twin(all, 20, fives);
    const query = { site, term: 'needle', most: 100 };
    const search = searchWith({ fresh: 3, pages: 1, budgetMs: 0 });
    expect(await search.count(query)).toEqual({ count: 40, more: false });
    expect(await search.count({ ...query, most: 39 })).toEqual({ count: 39, more: true });
    expect(await search.count(query, 0)).toEqual({ count: 5, more: true });
  });

  it('is complete all the same where the newest fill the answer', async () => {
    const all = Array.from({ length: 30 }, (_, minute) => toMessage({ ...plain, minute }));
    const { memory } = await twin(all, all.length, fives);
    const query = { site, term: 'needle', limit: 5 };
    expect(await found(searchWith({ budgetMs: 0, pages: 1 }), query)).toEqual(await found(memory, query));
  });

  it('goes by the filters where few of many with the term fit them, and says how far', async () => {
    const all = Array.from({ length: 30 }, (_, minute) =>
      toMessage({ ...plain, minute, kind: minute === 3 ? 1 : 0 }),
    );
    const { memory } = await twin(all, all.length, fives);
    const query = { site, term: 'needle', limit: 1, topic: 'of 1' };
    const bounds = { budgetMs: 0, pages: 1, few: 0 };
    expect(await found(searchWith({ ...bounds, fitting: 100 }), query)).toEqual(await found(memory, query));
    const { ids, complete, searchedBackTo } = await found(searchWith({ ...bounds, fitting: 7 }), query);
    expect({ ids, complete }).toEqual({ ids: [], complete: false });
    // A page's documents, and so many messages more.
    expect(searchedBackTo).toEqual(all[30 - 5 - 7]?.createdAt);
  });

  it('says how far it looked where many messages have no document yet', async () => {
    const all = Array.from({ length: 30 }, (_, minute) => toMessage({ ...plain, minute }));
    const { memory } = await twin(all, 0);
    const newest = searchWith({ fresh: 10, budgetMs: 0 });
    const answer = await found(newest, { site, term: 'needle', limit: 100 });
    expect(answer.complete).toBe(false);
    expect(answer.searchedBackTo).toEqual(all.at(-10)?.createdAt);
    const few = { site, term: 'needle', limit: 10 };
    expect(await found(newest, few)).toEqual(await found(memory, few));
  });

  it('is complete without a worker, as far as time allows', async () => {
    const all = Array.from({ length: 30 }, (_, minute) => toMessage({ ...plain, minute }));
    for (const filled of [0, 12]) {
      const { memory } = await twin(all, filled);
      const query = { site, term: 'needle', limit: 100 };
      expect(await found(searchWith({ fresh: 7 }), query)).toEqual(await found(memory, query));
    }
  });

  it('tells the nearer of two ends where both looks ended early', async () => {
    // The newest have their documents, the oldest do not: as where a worker ran only lately.
    const all = Array.from({ length: 30 }, (_, minute) => toMessage({ ...plain, minute })).reverse();
    await twin(all, 20, fives);
    const answer = await found(searchWith({ fresh: 3, pages: 1, budgetMs: 0 }), {
      site,
      term: 'needle',
      limit: 100,
    });
    expect(answer.searchedBackTo).toEqual(new Date(Number(all[5]?.createdAt) + 1));
  });

  it('finds a message once when it gets its document meanwhile', async () => {
    const all = Array.from({ length: 10 }, (_, minute) => toMessage({ ...plain, minute }));
    const { messages } = await twin(all, 0);
    const searches = Array.from({ length: 5 }, () => found(messages, { site, term: 'needle', limit: 100 }));
    const filling = new Maintenance(inner).fillAll();
    for (const { ids } of await Promise.all(searches)) {
      expect(new Set(ids)).toEqual(new Set(all.map(({ id }) => id)));
      expect(ids).toHaveLength(all.length);
    }
    await filling;
  });

  it('fills documents once, however many processes do it at the same time', async () => {
    const all = Array.from({ length: 1_200 }, (_, minute) => toMessage({ ...plain, minute }));
    await twin([...all], 0);
    const fillers = Array.from({ length: 4 }, () => new Maintenance(inner).fillAll());
    const filled = await Promise.all(fillers);
    expect(filled.reduce((sum, count) => sum + count, 0)).toBe(all.length);
    const [row] = await database.query('select sum(cardinality(ids))::int as count from postern.search_page');
    expect(row).toEqual({ count: all.length });
  });

  it('is filled by the upkeep of its storage', async () => {
    const all = [toMessage({ ...plain, minute: 1 })];
    await twin(all, 0);
    const { storage, close } = postgres(database.source);
    await storage.upkeep?.(new AbortController().signal);
    const left = async () => (await database.query('select 1 from postern.message_unsearched')).length;
    expect(await left()).toBe(0);
    await close();
  });

  it('keeps counts right while they are added up', async () => {
    const all = Array.from({ length: 100 }, (_, minute) => toMessage({ ...plain, minute }));
    const { messages } = await twin(all, 0);
    for (const { id } of all) {
      const cancel = { from: ['queued'], to: 'canceled', type: 'canceled' } as const;
      await messages.move({ site, channel: 'email', id, ...cancel });
    }
    const rows = async () => (await database.query('select 1 from postern.message_count')).length;
    expect(await rows()).toBe(all.length);
    const maintenance = Array.from({ length: 3 }, () => new Maintenance(inner).upkeep());
    const { counts: during } = await messages.counts(site, 'email');
    await Promise.all(maintenance);
    expect(during.canceled).toBe(all.length);
    expect(await rows()).toBe(1);
    expect((await messages.counts(site, 'email')).counts.canceled).toBe(all.length);
  });
}

/** A few messages fill pages, and a few pages a segment. */
const tiny: Sizes = { page: 3, small: 2, segment: 2 };

const fives: Sizes = { page: 5, small: 2, segment: 2 };

const plain: Given = {
  ...{ name: undefined, subject: 'a needle', body: 'in hay', minute: 0 },
  ...{ origin: 'sys', channel: 'email', confidential: false, ended: false },
  kind: 0,
};

function ofPool(source: PostgresSource): Driver {
  assert.ok('pool' in source);
  const pool: PgPool = source.pool;
  return poolDriver(async () => pool, { listen: false, owned: false });
}

function ofPglite(source: PostgresSource): Driver {
  assert.ok('pglite' in source);
  const pglite: PGliteDatabase = source.pglite;
  return pgliteDriver(async () => pglite);
}

for (const server of servers) {
  describe(`search on PostgreSQL, ${server}`, () => suite(() => serverDatabase(server), ofPool, 60));
}
describe('search on PGlite', () => suite(pgliteDatabase, ofPglite, 15));
