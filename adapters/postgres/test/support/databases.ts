import { randomUUID } from 'node:crypto';
import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import type { Tx } from 'postern/adapter';
import { inject } from 'vitest';
import { type PostgresOptions, type PostgresSource, postgres } from '../../src/index.ts';

/** A database for one test file, migrated, and what a host does with it. */
export interface TestDatabase {
  readonly source: PostgresSource;
  /** A host's own statements. */
  query(text: string, values?: unknown[]): Promise<readonly Record<string, unknown>[]>;
  /** Commits when `run` resolves, rolls back when it throws. */
  transaction<T>(run: (tx: Tx) => Promise<T>): Promise<T>;
  /** Removes every row. */
  empty(): Promise<void>;
  close(): Promise<void>;
}

/** The servers that tests run on: the run's own, and one named by the environment. */
export const servers: readonly string[] = [
  'embedded',
  ...(process.env.POSTERN_TEST_DATABASE_URL ? ['named by the environment'] : []),
];

export async function serverUrl(name = 'embedded'): Promise<string> {
  if (name !== 'embedded') return process.env.POSTERN_TEST_DATABASE_URL ?? '';
  const response = await fetch(inject('postgresKeeper'));
  if (!response.ok) throw new Error(`PostgreSQL did not start: ${await response.text()}`);
  return response.text();
}

/** A new, empty database; answers its connection string and how to drop it. */
export async function createDatabase(
  url: string,
  options = '',
): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `postern_${randomUUID().replaceAll('-', '')}`;
  await withClient(url, (client) => client.query(`create database ${name} ${options}`));
  const own = new URL(url);
  own.pathname = `/${name}`;
  return {
    url: own.href,
    drop: () => withClient(url, (client) => dropDatabase(client, name)),
  };
}

/** A pool that was ended still takes leave: cut off then, its clients have nobody left to tell. */
async function dropDatabase(client: pg.Client, name: string): Promise<void> {
  for (let looks = 0; looks < 100; looks += 1) {
    const { rowCount } = await client.query('select from pg_stat_activity where datname = $1', [name]);
    if (rowCount === 0) break;
    // The server answers after the others' goodbyes, mostly at once.
    await client.query('select pg_sleep(0.02)');
  }
  await client.query(`drop database ${name} with (force)`);
}

export async function withClient<T>(url: string, run: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await run(client);
  } finally {
    await client.end();
  }
}

/** `reach` makes of the database's connection string the one that it is used by. */
export async function serverDatabase(
  name?: string,
  reach = (url: string) => url,
): Promise<TestDatabase & { readonly url: string; readonly pool: pg.Pool }> {
  const { url: itself, drop } = await createDatabase(await serverUrl(name));
  const url = reach(itself);
  const pool = new pg.Pool({ connectionString: url });
  pool.on('error', () => undefined);
  await migrated({ pool });
  return {
    url,
    pool,
    source: { pool },
    query: async (text, values = []) => (await pool.query(text, values)).rows,
    async transaction(run) {
      const client = await pool.connect();
      try {
        await client.query('begin');
        const result = await run(client);
        await client.query('commit');
        return result;
      } catch (error) {
        await client.query('rollback');
        throw error;
      } finally {
        client.release();
      }
    },
    empty: async () => {
      await pool.query(truncateAll);
    },
    async close() {
      await pool.end();
      await drop();
    },
  };
}

export async function pgliteDatabase(): Promise<TestDatabase & { readonly pglite: PGlite }> {
  const pglite = await PGlite.create();
  await migrated({ pglite });
  return {
    pglite,
    source: { pglite },
    query: async (text, values = []) => (await pglite.query<Record<string, unknown>>(text, values)).rows,
    transaction: (run) => pglite.transaction(run),
    empty: async () => {
      await pglite.exec(truncateAll);
    },
    close: () => pglite.close(),
  };
}

async function migrated(source: PostgresSource & PostgresOptions): Promise<void> {
  const database = postgres(source);
  await database.migrate();
  await database.close();
}

/** Most tables are empty, partitions above all: looking is cheaper than truncating. */
const truncateAll = `do $$
declare
  one text;
  filled boolean;
begin
  for one in
    select relname from pg_class where relnamespace = 'postern'::regnamespace and relkind = 'r'
      and relname not in ('migration', 'message_part')
  loop
    execute format('select exists (select from postern.%I)', one) into filled;
    if filled then execute format('truncate postern.%I cascade', one); end if;
  end loop;
end $$`;
