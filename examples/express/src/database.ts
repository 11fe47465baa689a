import { join } from 'node:path';
import { memory, memoryConsumers } from '@postern/memory';
import { type Postgres, postgres } from '@postern/postgres';
import type { ConsumerDirectory, Queue, Storage } from 'postern';
import { makeCustomers } from './customers.ts';
import type { DataDirectory } from './data-directory.ts';

/** What Postern stores in, and the shop's own tables beside it. */
export interface Database {
  readonly storage: Storage;
  readonly queue: Queue;
  readonly consumers: ConsumerDirectory;
  /** Runs the shop's statements and its sends in one transaction; absent in memory, which has none. */
  readonly transaction?: Postgres['transaction'];
  stop(): Promise<void>;
}

/**
 * Opens it, with tables and customers in place: on a server, in the directory, or, without either, in memory.
 * @throws MessagingError `storage_not_ready` where another process has the directory
 */
export async function openDatabase(
  directory: DataDirectory | undefined,
  connectionString: string | undefined,
): Promise<Database> {
  if (!directory) return { ...memory(), consumers: memoryConsumers(makeCustomers()), stop: async () => {} };
  const database = postgres(
    connectionString ? { connectionString } : { directory: join(directory.path, 'database') },
  );
  try {
    await database.migrate();
    await prepareShop(database);
  } catch (error) {
    await database.close();
    throw error;
  }
  const columns = { id: 'id', name: 'name', email: 'email', phone: 'phone', locale: 'locale' };
  return {
    storage: database.storage,
    queue: database.queue,
    consumers: database.consumers({ table: 'shop.customers', ...columns }),
    transaction: database.transaction,
    stop: () => database.close(),
  };
}

/** The shop's own tables, in a schema of their own: `DATABASE_URL` may name a database with other things in it. */
function prepareShop(database: Postgres): Promise<void> {
  return database.transaction(async ({ query }) => {
    // Of several processes that start at once, one does it.
    await query("select pg_advisory_xact_lock(hashtext('postern example'))");
    await query('create schema if not exists shop');
    await query(
      'create table if not exists shop.customers (id text primary key, name text not null, email text, phone text)',
    );
    await query('alter table shop.customers add column if not exists locale text');
    await query(`create table if not exists shop.orders (
      id text primary key, customer text not null references shop.customers, item text not null,
      placed_at timestamptz not null default clock_timestamp())`);
    await query('alter table shop.orders add column if not exists mail text');
    await query(
      `insert into shop.customers
       select * from json_to_recordset($1::json) as made (id text, name text, email text, phone text, locale text)
       where not exists (select from shop.customers)`,
      [JSON.stringify(makeCustomers())],
    );
  });
}
