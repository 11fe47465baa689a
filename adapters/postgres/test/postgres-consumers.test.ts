import assert from 'node:assert/strict';
import { memoryConsumers } from '@postern/memory';
import type { Consumer, ConsumerDirectory } from 'postern';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postgres } from '../src/index.ts';
import { pgliteDatabase, serverDatabase, servers, type TestDatabase } from './support/databases.ts';

const people: readonly Consumer[] = [
  { id: '1', name: 'Jo Doe', email: 'jo@example.com', phone: '+33 6 12 34 56 78' },
  { id: '2', name: 'Żaneta Ångström', email: 'zaneta@example.com' },
  { id: '3', name: 'Mary Major', phone: '(020) 7946-0000' },
  { id: '4', name: 'Major Tom', email: 'TOM@Example.COM' },
  { id: '5', name: 'Straße 100%_' },
  { id: '6', name: 'Юлия Счёт', email: 'julia@example.com' },
];

function suite(open: () => Promise<TestDatabase>): void {
  let database: TestDatabase;
  let directory: ConsumerDirectory;
  const memory = memoryConsumers((site) => (site === 'acme' ? people : []));
  const table = { table: 'public.Clients', id: 'Number', name: 'full "name', email: 'mail', phone: 'tel' };

  beforeAll(async () => {
    database = await open();
    await database.query(
      'create table "Clients" ("Number" bigint, "full ""name" text, mail text, tel text, shop text)',
    );
    for (const { id, name, email = null, phone = '' } of people) {
      await database.query('insert into "Clients" values ($1, $2, $3, $4, $5)', [
        id,
        name,
        email,
        phone,
        'acme',
      ]);
    }
    directory = postgres(database.source).consumers({ ...table, site: 'shop' });
  });
  afterAll(() => database.close());

  it('gives a consumer of the host’s table by id, with the fields that are not empty', async () => {
    for (const consumer of people) expect(await directory.get('acme', consumer.id)).toEqual(consumer);
    expect(await directory.get('acme', '7')).toBeUndefined();
    expect(await directory.get('other', '1')).toBeUndefined();
    const some = await directory.getMany?.('acme', ['4', '2', '9']);
    expect(new Set(some?.map(({ id }) => id))).toEqual(new Set(['2', '4']));
    expect(await directory.getMany?.('acme', [])).toEqual([]);
  });

  it.each([
    'jo',
    'MAJOR',
    'angstrom',
    'Żan',
    'example.com',
    'strasse',
    '%',
    '_',
    '06 12',
    '33612',
    '7946',
    'юлия',
    'счет',
    'q',
  ])('finds for "%s" what the memory adapter finds', async (term) => {
    for (const reachableBy of [undefined, 'email', 'sms'] as const) {
      const query = { term, limit: 10, ...(reachableBy ? { reachableBy } : {}) };
      expect(await directory.search('acme', query)).toEqual(await memory.search('acme', query));
    }
  });

  it('keeps to its limit and its site', async () => {
    expect(await directory.search('acme', { term: 'e', limit: 2 })).toHaveLength(2);
    expect(await directory.search('other', { term: 'jo', limit: 10 })).toEqual([]);
  });

  it('has the same consumers for every site where no column tells them apart', async () => {
    const all = postgres(database.source).consumers(table);
    expect((await all.get('anything', '1'))?.name).toBe('Jo Doe');
  });

  it('says so where the table or a column does not exist', async () => {
    const consumers = (change: object) => postgres(database.source).consumers({ ...table, ...change });
    for (const change of [{ table: 'nowhere' }, { email: 'nothing' }]) {
      await assert.rejects(consumers(change).get('acme', '1'), { code: 'invalid_config' });
    }
  });

  it('refuses a name that is none', () => {
    assert.throws(() => postgres(database.source).consumers({ ...table, id: '' }), {
      code: 'invalid_config',
    });
  });
}

for (const server of servers) {
  describe(`consumers on PostgreSQL, ${server}`, () => suite(() => serverDatabase(server)));
}
describe('consumers on PGlite', () => suite(pgliteDatabase));
