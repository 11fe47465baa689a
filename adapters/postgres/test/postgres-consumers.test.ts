import assert from 'node:assert/strict';
import { memoryConsumers } from '@postern/memory';
import fc from 'fast-check';
import pg from 'pg';
import { type Consumer, type ConsumerDirectory, channels } from 'postern/adapter';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PgPool } from '../src/index.ts';
import { postgres } from '../src/index.ts';
import {
  createDatabase,
  pgliteDatabase,
  serverDatabase,
  servers,
  serverUrl,
  type TestDatabase,
} from './support/databases.ts';

const people: readonly Consumer[] = [
  { id: '1', name: 'Jo Doe', email: 'jo@example.com', phone: '+33 6 12 34 56 78', locale: 'fr' },
  { id: '2', name: 'Żaneta Ångström', email: 'zaneta@example.com' },
  { id: '3', name: 'Mary Major', phone: '(020) 7946-0000' },
  { id: '4', name: 'Major Tom', email: 'TOM@Example.COM', locale: 'en-GB' },
  { id: '5', name: 'Straße 100%_' },
  { id: '6', name: 'Юлия Счёт', email: 'julia@example.com' },
  { id: '7', name: 'ΚΩΣΤΑΣ Παπάς' },
  { id: '8', name: 'Siobhán O’Brien' },
  { id: '9', name: 'Նարե \u00a0  ՀԱԿՈԲՅԱՆ', phone: 'tel:+374 10' },
  { id: '10', name: 'Anne‑Marie\u200b D`Arc  Two' },
];

/** Pieces of names over which storages and core could disagree. */
const piece = fc.constantFrom(
  ...[
    'ΚΩΣ',
    'ς',
    'σ',
    'Σ',
    'ΆΔΩΝΙΣ',
    'Юлия',
    'СЧЁТ',
    'й',
    'Ѫ',
    'Հակոբ',
    'ß',
    'ẞ',
    'Ł',
    'ø',
    'Æ',
    'ﬁ',
    'ſ',
    'İ',
    'ı',
    'Đ',
  ],
  ...[
    "O'Brien",
    'O’Brien',
    '´',
    '`',
    'ʻ',
    '\ufe58',
    '″',
    '\u1fef',
    '\u1ffd',
    '-',
    '‑',
    '–',
    ' ',
    '  ',
    '\u00a0',
    '\u3000',
    '\t',
    '\n',
    '\u00ad',
    '\u200d',
    '\ufeff',
  ],
  ...[
    'é',
    'e\u0301',
    'Ż',
    'Ǆ',
    'Å',
    '①',
    '㎏',
    '９',
    '🎉',
    'ａｂ',
    'ab',
    'ABC',
    '1',
    '%',
    '_',
    '\\',
    'ᏣᎳᎩ',
    'Ⴀ',
    'ა',
    'ქ',
    '한',
    '山',
  ],
);
const name = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''));

function suite(open: () => Promise<TestDatabase>): void {
  let database: TestDatabase;
  let directory: ConsumerDirectory;
  const memory = memoryConsumers((site) => (site === 'acme' ? people : []));
  const table = {
    table: 'public.Clients',
    id: 'Number',
    name: 'full "name',
    email: 'mail',
    phone: 'tel',
    locale: 'reads',
  };

  beforeAll(async () => {
    database = await open();
    await database.query(
      'create table "Clients" ("Number" bigint, "full ""name" text, mail text, tel text, reads text, shop text)',
    );
    for (const { id, name, email = null, phone = '', locale = '' } of people) {
      await database.query('insert into "Clients" values ($1, $2, $3, $4, $5, $6)', [
        ...[id, name, email, phone, locale],
        'acme',
      ]);
    }
    directory = postgres(database.source).consumers({ ...table, site: 'shop' });
  });
  afterAll(() => database.close());

  it('gives a consumer of the host’s table by id, with the fields that are not empty', async () => {
    for (const consumer of people) expect(await directory.find('acme', consumer.id)).toEqual(consumer);
    expect(await directory.find('acme', '77')).toBeUndefined();
    expect(await directory.find('other', '1')).toBeUndefined();
    const some = await directory.findMany?.('acme', ['4', '2', '99']);
    expect(new Set(some?.map(({ id }) => id))).toEqual(new Set(['2', '4']));
    expect(await directory.findMany?.('acme', [])).toEqual([]);
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
    'ΚΩΣ',
    'κωστας',
    'κώστα',
    'ЮЛИЯ',
    "O'Brien",
    'oʼbrien',
    'ՆԱՐԵ հակոբյան',
    'anne-marie d’arc two',
    '374',
  ])('finds for "%s" what the memory adapter finds', async (term) => {
    for (const reachableBy of [undefined, ...channels]) {
      const query = { term, limit: 10, ...(reachableBy ? { reachableBy } : {}) };
      expect(await directory.search('acme', query)).toEqual(await memory.search('acme', query));
    }
  });

  it('folds whatever people are called as the core does', async () => {
    await database.query('create table folk (id int primary key, name text, mail text)');
    const folk = postgres(database.source).consumers({
      table: 'folk',
      id: 'id',
      name: 'name',
      email: 'mail',
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(name, name), { maxLength: 12 }),
        fc.array(name, { minLength: 1, maxLength: 8 }),
        async (rows, terms) => {
          await database.query('delete from folk');
          for (const [index, [one, mail]] of rows.entries()) {
            await database.query('insert into folk values ($1, $2, $3)', [index, one, mail]);
          }
          const expected = memoryConsumers(
            rows.map(([one, mail], index) => ({
              id: String(index),
              name: one,
              ...(mail === '' ? {} : { email: mail }),
            })),
          );
          for (const term of [...terms, ...rows.map(([one]) => one)]) {
            const query = { term, limit: 20 };
            const ids = async (asked: ConsumerDirectory) =>
              (await asked.search('acme', query)).map(({ id }) => id);
            assert.deepEqual(await ids(folk), await ids(expected), JSON.stringify(term));
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it.each([
    ['uuid', '6f1e1c1a-6b1e-4c1a-8b1e-0c1a6b1e4c1a', ['6F1E1C1A-6B1E-4C1A-8B1E-0C1A6B1E4C1A', 'x', '{}']],
    ['bigint', '9007199254740993', ['9223372036854775808', '1.0', '0x1', '', ' 7', '007', '-0']],
    ['int', '7', ['2147483648', '7.0', 'seven', '1e3']],
    ['varchar(20)', 'c-7', ['C-7', 'c-7 ', 'c-7\u0000']],
    ['char(5)', 'c-7', ['c-8', 'c-7  ']],
    ['numeric', '7.50', ['7.5', 'x']],
  ])('takes ids of the type %s as they are written, and no value is an error', async (type, id, misses) => {
    await database.query(`create table keyed (id ${type} primary key, name text)`);
    await database.query('insert into keyed values ($1, $2)', [id, 'Jo']);
    const keyed = postgres(database.source).consumers({ table: 'keyed', id: 'id', name: 'name' });
    try {
      expect(await keyed.find('acme', id)).toEqual({ id, name: 'Jo' });
      for (const miss of misses) expect(await keyed.find('acme', miss)).toBeUndefined();
      expect(await keyed.findMany?.('acme', [...misses, id])).toEqual([{ id, name: 'Jo' }]);
    } finally {
      await database.query('drop table keyed');
    }
  });

  it('keeps to its limit and its site', async () => {
    expect(await directory.search('acme', { term: 'e', limit: 2 })).toHaveLength(2);
    expect(await directory.search('other', { term: 'jo', limit: 10 })).toEqual([]);
  });

  it('has the same consumers for every site where no column tells them apart', async () => {
    const all = postgres(database.source).consumers(table);
    expect((await all.find('anything', '1'))?.name).toBe('Jo Doe');
  });

  it('says so where the table or a column does not exist', async () => {
    const consumers = (change: object) => postgres(database.source).consumers({ ...table, ...change });
    for (const change of [{ table: 'nowhere' }, { email: 'nothing' }]) {
      await assert.rejects(consumers(change).find('acme', '1'), { code: 'invalid_config' });
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

/** A pool that remembers the last statement, to have it explained. */
function recording(pool: pg.Pool): PgPool & { explain(): Promise<string> } {
  let last: readonly [string, unknown[]] = ['select 1', []];
  return {
    query: (text, values = []) => {
      last = [text, values];
      return pool.query(text, values);
    },
    connect: () => pool.connect(),
    end: () => pool.end(),
    async explain() {
      const { rows } = await pool.query(`explain (format json) ${last[0]}`, last[1]);
      return JSON.stringify(rows);
    },
  };
}

describe('a large table of consumers', () => {
  it.each([
    ['uuid', 'gen_random_uuid()'],
    ['bigint', 'g'],
    ['int', 'g::int'],
    ['text', `'c-' || g`],
    ['varchar(40)', `'c-' || g`],
  ])('is read by its index where ids are %s', async (type, value) => {
    const database = await serverDatabase();
    const pool = recording(database.pool);
    await database.query(`create table client (shop int not null, id ${type} primary key, name text)`);
    await database.query(`insert into client select 1, ${value}, 'Jo' from generate_series(1, 5000) g`);
    await database.query('analyze client');
    const [row] = await database.query('select id::text from client limit 1');
    const wanted = String(row?.id);
    const clients = postgres({ pool }).consumers({ table: 'client', id: 'id', name: 'name', site: 'shop' });
    expect((await clients.find('1', wanted))?.id).toBe(wanted);
    expect(await pool.explain()).toMatch(/client_pkey/);
    expect(await clients.findMany?.('1', [wanted, 'nobody'])).toHaveLength(1);
    expect(await pool.explain()).toMatch(/client_pkey/);
    expect(await clients.find('one', wanted)).toBeUndefined();
    await database.close();
  });
});

describe('consumers on a server whose ctype knows ASCII only', () =>
  suite(async () => {
    const { url, drop } = await createDatabase(
      await serverUrl(),
      `template template0 encoding 'UTF8' locale 'C'`,
    );
    const pool = new pg.Pool({ connectionString: url });
    pool.on('error', () => undefined);
    return {
      source: { pool },
      query: async (text, values = []) => (await pool.query(text, values)).rows,
      transaction: () => Promise.reject(new Error('not asked for')),
      empty: async () => undefined,
      async close() {
        await pool.end();
        await drop();
      },
    };
  }));
