import assert from 'node:assert/strict';
import type { NewMessage } from 'postern/adapter';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Database } from '../src/drivers/database.ts';
import { pgliteDriver } from '../src/drivers/pglite.ts';
import { poolDriver } from '../src/drivers/pool.ts';
import { postgres } from '../src/index.ts';
import { Maintenance } from '../src/messages/maintenance.ts';
import { placesOf } from '../src/search/grams.ts';
import { pgliteDatabase, serverDatabase, servers, type TestDatabase } from './support/databases.ts';
import { newMessage } from './support/messages.ts';
import { fillSearch } from './support/search.ts';

const site = 'acme';
const start = Date.parse('2026-03-02T09:00:00.000Z');
const sizes = { page: 3, small: 2, segment: 2 };

/** Ended, a minute apart, every third of one person's; the oldest first. */
function history(length: number, of = site): readonly NewMessage[] {
  return Array.from({ length }, (_, minute) =>
    newMessage({
      site: of,
      createdAt: new Date(start + minute * 60_000),
      status: 'suppressed',
      to:
        minute % 3 === 0
          ? { consumerId: 'ada', address: 'ada@lovelace.example' }
          : { address: 'jo@doe.example' },
      content: { text: minute % 3 === 0 ? 'analytical engine' : 'difference engine' },
    }),
  );
}

function suite(open: () => Promise<TestDatabase>): void {
  let database: TestDatabase;
  let inner: Database;
  beforeAll(async () => {
    database = await open();
    const { source } = database;
    if ('pool' in source)
      inner = new Database(poolDriver(async () => source.pool, { listen: false, owned: false }));
    else if ('pglite' in source) inner = new Database(pgliteDriver(async () => source.pglite));
  });
  afterAll(() => database.close());

  const filled = (all: readonly NewMessage[]) => fillSearch(database, new Maintenance(inner, sizes), all);
  const count = async (what: string) =>
    Number((await database.query(`select count(*)::int as count from ${what}`))[0]?.count);
  const holding = (text: string) => count(`postern.search_page where strpos(docs, '${text}') > 0`);
  const documents = () =>
    count(
      "postern.search_page p, unnest(p.ids, p.times, string_to_array(p.docs, e'\\n\\n')) u (id, at, doc)",
    );

  it('takes what is erased out of the pages, open and sealed, and out of their bits', async () => {
    const { messages, maintenance } = await filled(history(20));
    expect([await count('postern.search_segment'), await documents()]).toEqual([3, 20]);
    expect(await holding('lovelace')).toBe(7);
    const { erased } = await messages.erase({ site, consumerId: 'ada', limit: 100 });
    expect([erased, await holding('lovelace'), await holding('analytical'), await documents()]).toEqual([
      7, 0, 0, 13,
    ]);
    for (const [term, found] of [
      ['analytical', 0],
      ['difference', 13],
      ['hello@acme.example', 20],
    ] as const)
      expect((await messages.search({ site, term, limit: 100 })).items, term).toHaveLength(found);
    while (await maintenance.tidySearch());
    // Of each segment one byte a place: 2 pages.
    const bits = (term: string) =>
      count(
        `postern.search_segment where ${placesOf(term)
          .map((place) => `get_byte(bits, ${place}) <> 0`)
          .join(' and ')}`,
      );
    expect([await bits('lovelace'), await bits('difference')]).toEqual([0, 3]);
    await maintenance.fillAll();
    expect((await messages.search({ site, term: 'hello@acme.example', limit: 100 })).items).toHaveLength(20);
  });

  it('takes what is pruned out of the pages, and leaves no empty page or segment behind', async () => {
    const { messages, maintenance } = await filled([...history(20), ...history(20, 'other')]);
    const prune = (createdBefore: Date, limit: number) => messages.prune({ site, createdBefore, limit });
    expect(await prune(new Date(start + 10 * 60_000), 7)).toBe(7);
    expect(await documents()).toBe(33);
    expect((await messages.search({ site, term: 'engine', limit: 100 })).items).toHaveLength(13);
    expect(await prune(new Date(start + 60 * 60_000), 100)).toBe(13);
    while (await maintenance.tidySearch());
    expect([await documents(), await count('postern.search_segment')]).toEqual([20, 3]);
    expect(await count(`postern.search_page where site <> 'other' or cardinality(ids) = 0`)).toBe(0);
    expect((await messages.search({ site: 'other', term: 'engine', limit: 100 })).items).toHaveLength(20);
  });

  it('loses and keeps nothing wrongly while pages are put together meanwhile', async () => {
    const all = history(90);
    await database.empty();
    const { storage } = postgres(database.source);
    const { messages } = storage;
    const work = async () => {
      for (let round = 0; round < 9; round += 1) {
        await messages.insert(all.slice(round * 10, round * 10 + 10));
        await Promise.all([1, 2].map(() => new Maintenance(inner, sizes).fillAll()));
      }
    };
    const erase = async () => {
      for (let round = 0; round < 20; round += 1) await messages.erase({ site, consumerId: 'ada', limit: 2 });
    };
    const look = async () => {
      for (let round = 0; round < 20; round += 1) {
        const { items } = await messages.search({ site, term: 'difference', limit: 100 });
        assert.equal(new Set(items.map(({ id }) => id)).size, items.length);
      }
    };
    await Promise.all([work(), erase(), erase(), look()]);
    while ((await messages.erase({ site, consumerId: 'ada', limit: 100 })).erased > 0);
    await new Maintenance(inner, sizes).fillAll();
    expect([await holding('lovelace'), await holding('analytical')]).toEqual([0, 0]);
    expect((await messages.search({ site, term: 'difference', limit: 100 })).items).toHaveLength(60);
    expect((await messages.search({ site, term: 'hello@acme.example', limit: 100 })).items).toHaveLength(90);
  });

  it('finds what is in no page of its own kind and nothing of another site', async () => {
    const { messages } = await filled([...history(20), ...history(5, 'other')]);
    const sms = newMessage({ site, channel: 'sms', createdAt: new Date(start), content: { text: 'engine' } });
    await messages.insert([sms]);
    await new Maintenance(inner, sizes).fillAll();
    const found = await messages.search({ site, channel: 'sms', term: 'engine', limit: 100 });
    expect(found.items.map(({ id }) => id)).toEqual([sms.id]);
    expect((await messages.search({ site: 'other', term: 'engine', limit: 100 })).items).toHaveLength(5);
    expect((await messages.search({ site, origin: 'web', term: 'engine', limit: 100 })).items).toEqual([]);
  });
}

for (const server of servers) {
  describe(`pages of the search on PostgreSQL, ${server}`, () => suite(() => serverDatabase(server)));
}
describe('pages of the search on PGlite', () => suite(pgliteDatabase));
