import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import {
  type ConsumerDirectory,
  isMessagingError,
  MessagingError,
  type Queue,
  readOptions,
  type Storage,
} from 'postern/adapter';
import { Database, type Driver } from './drivers/database.ts';
import { lockDirectory } from './drivers/directory-lock.ts';
import type { PgPool } from './drivers/pg-client.ts';
import { type PGliteDatabase, pgliteDriver } from './drivers/pglite.ts';
import { poolDriver } from './drivers/pool.ts';
import type { Row, Value } from './drivers/values.ts';
import { type ConsumerTable, consumerDirectory } from './host/consumers.ts';
import { subscriptionStore } from './inbox/subscriptions.ts';
import { Background } from './messages/background.ts';
import { Maintenance } from './messages/maintenance.ts';
import { messageStore } from './messages/messages.ts';
import {
  checkMigrated,
  type Migrated,
  type MigrateOptions,
  migrate,
  schemaState,
} from './postgres-migrate.ts';
import { PostgresQueue } from './queue/queue.ts';
import { embeddedBounds, Search, serverBounds } from './search/search.ts';
import { alertStore } from './stores/alerts.ts';
import { auditStore } from './stores/audit.ts';
import { limitStore } from './stores/limits.ts';
import { outcomeStore } from './stores/outcomes.ts';
import { secretStore } from './stores/secrets.ts';
import { seenStore } from './stores/seen.ts';
import { senderStore } from './stores/senders.ts';
import { suppressionStore } from './stores/suppressions.ts';
import { templateStore } from './stores/templates.ts';
import { webhookStore } from './stores/webhooks.ts';

/** Where the database is: one of the four. */
export type PostgresSource =
  /** A pool of `pg`; it stays yours to end. Where a worker is started, one of its connections listens. */
  | { readonly pool: PgPool }
  /** A pool of our own, by the package `pg`. */
  | { readonly connectionString: string }
  /** A PGlite database; it stays yours to close. */
  | { readonly pglite: PGliteDatabase }
  /** A directory for a PGlite database of our own, by the package `@electric-sql/pglite`; for one process at a time. */
  | { readonly directory: string };

/** How the database is used. */
export interface PostgresOptions {
  /** `false` for PgBouncer in transaction mode, where LISTEN cannot work: then polling finds what is due. Default `true`. */
  readonly listen?: boolean;
  /**
   * Whether the statements of sending are planned once for each connection (named, or prepared), also on a `pg` client given
   * as `tx`. Default: on each connection that is the server's own, not a pooler's. `true` for a pooler that keeps them
   * (PgBouncer from 1.21, with `max_prepared_statements`); `false` for never.
   */
  readonly prepare?: boolean;
  /**
   * Sends a wake-up in the host's own transaction, so that other processes learn of its commit at once. It makes commits wait
   * for each other; without it they find the message by polling. Default `false`; PGlite always does.
   */
  readonly notifyInTransaction?: boolean;
  /** How often a worker looks without being woken, in ms, ± 20 %. Default 2,000; at least 50. */
  readonly pollMs?: number;
  /** Where everything lies: lower-case letters, digits and "_". Default `postern`. */
  readonly schema?: string;
  /** Told what goes wrong in the background; default: a process warning without its text. */
  readonly onFault?: (error: unknown, during: string) => void;
}

/** A transaction of this database: takes the host's own statements, and is what `send` takes as `tx`. */
export interface PostgresTransaction {
  /** Values are text, whatever the column's type; a cast in the statement tells it where it does not follow: `$1::text::int`. */
  query(text: string, values?: readonly (string | null)[]): Promise<{ readonly rows: readonly Row[] }>;
}

/** What `postgres()` gives: `storage` and `queue` for `new Messaging({ … })`, and what the host calls itself. */
export interface Postgres {
  readonly storage: Storage;
  readonly queue: Queue;
  /** Brings the schema up to date, or with `print` only answers the SQL that would. Safe from any number of processes at once, and when there is nothing to do. @throws MessagingError `storage_not_ready` */
  migrate(options?: MigrateOptions): Promise<Migrated>;
  /** A directory over the host's own table in the same database. @throws MessagingError `invalid_config` */
  consumers(table: ConsumerTable): ConsumerDirectory;
  /**
   * Runs the host's own statements and its sends in one transaction; what `run` throws rolls both back. For a host without a
   * connection of its own, which a `directory`, open for one process once, cannot have.
   */
  transaction<T>(run: (tx: PostgresTransaction) => Promise<T>): Promise<T>;
  /** After `messaging.stop()`: ends what this opened, a connection that listens, a pool or a database of its own. */
  close(): Promise<void>;
}

/** The record and the queue on PostgreSQL, a server or embedded. Opens nothing before it is used. @throws MessagingError `invalid_config` */
export function postgres(options: PostgresSource & PostgresOptions): Postgres {
  return readOptions('postgres', options, () => postgresOf(options));
}

function postgresOf(options: PostgresSource & PostgresOptions): Postgres {
  const { pollMs = 2_000, notifyInTransaction = false, onFault = warn, schema = 'postern' } = options;
  const { listen = true, prepare } = options;
  if (prepare !== undefined && typeof prepare !== 'boolean') throw invalid('"prepare" is true or false.');
  if (typeof listen !== 'boolean' || typeof notifyInTransaction !== 'boolean')
    throw invalid('"listen" and "notifyInTransaction" are true or false.');
  if (typeof onFault !== 'function') throw invalid('"onFault" is a function.');
  if (!Number.isInteger(pollMs) || pollMs < 50) throw invalid('"pollMs" is a whole number from 50.');
  if (typeof schema !== 'string' || !/^[a-z_][a-z0-9_]{0,49}$/.test(schema))
    throw invalid('"schema" is of lower-case letters, digits and "_", at most 50.');
  const { driver, durable } = driverOf(options);
  const database = new Database(driver, schema);
  const search = new Search(database, database.embedded ? embeddedBounds : serverBounds);
  const background = new Background(new Maintenance(database));
  const queue = new PostgresQueue(database, {
    pollMs,
    notifyInTransaction,
    onFault,
  });
  return {
    storage: {
      name: queue.name,
      capabilities: { transactions: true, durable },
      messages: messageStore(database, search),
      senders: senderStore(database),
      templates: templateStore(database),
      suppressions: suppressionStore(database),
      subscriptions: subscriptionStore(database),
      audit: auditStore(database),
      secrets: secretStore(database),
      limits: limitStore(database),
      seen: seenStore(database),
      alerts: alertStore(database),
      outcomes: outcomeStore(database),
      webhooks: webhookStore(database),
      upkeep: (signal) => database.outside(() => background.run(signal)),
      schema: () => schemaState(database),
      check: () => checkMigrated(database),
      within: (tx, run) => database.within(tx, run),
    },
    queue,
    migrate: async ({ print = false, partitions = false } = {}) => migrate(database, { print, partitions }),
    consumers: (table) =>
      readOptions('postgres().consumers', table, () => consumerDirectory(database, table)),
    transaction: (run) =>
      database.hostSession(({ query }) => {
        const tx = {
          closed: false,
          query: async (text: string, values?: readonly Value[]) => ({ rows: await query(text, values) }),
        };
        return run(tx).finally(() => {
          tx.closed = true;
        });
      }),
    async close() {
      await queue.close();
      await database.close();
    },
  };
}

function driverOf(options: PostgresSource & PostgresOptions): {
  readonly driver: Driver;
  readonly durable: boolean;
} {
  const given = ['pool', 'connectionString', 'pglite', 'directory'].filter((key) => key in options);
  if (given.length !== 1)
    throw invalid('postgres({ … }) takes one of "pool", "connectionString", "pglite" and "directory".');
  const { listen = true, prepare } = options;
  if ('pool' in options) {
    const { pool } = options;
    if (!has(pool, 'connect')) throw invalid('"pool" is a pool of the package "pg".');
    return { driver: poolDriver(async () => pool, { listen, prepare, owned: false }), durable: true };
  }
  if ('connectionString' in options) {
    const { connectionString } = options;
    if (typeof connectionString !== 'string') throw invalid('"connectionString" is a text.');
    return {
      driver: poolDriver(() => openPool(connectionString), { listen, prepare, owned: true }),
      durable: true,
    };
  }
  if ('pglite' in options) {
    const { pglite } = options;
    if (!has(pglite, 'query')) throw invalid('"pglite" is a database of the package "@electric-sql/pglite".');
    return { driver: pgliteDriver(async () => pglite), durable: isOnDisk(pglite) };
  }
  if (typeof options.directory !== 'string' || options.directory === '' || options.directory.includes('\0'))
    throw invalid('"directory" is the path of a directory.');
  const directory = resolve(options.directory);
  let unlock = async () => {};
  const open = async () => {
    unlock = await lockDirectory(directory);
    return openDirectory(directory).catch(async (error: unknown) => {
      await unlock();
      throw error;
    });
  };
  return { driver: pgliteDriver(open, { onClose: () => unlock() }), durable: true };
}

function has(given: unknown, method: string): boolean {
  return typeof Reflect.get(Object(given), method) === 'function';
}

/** A PGlite without a directory lives in memory. */
function isOnDisk(pglite: PGliteDatabase): boolean {
  return 'dataDir' in pglite && typeof pglite.dataDir === 'string' && !pglite.dataDir.startsWith('memory:');
}

async function openPool(connectionString: string): Promise<PgPool> {
  const { default: pg } = await import('pg').catch((cause: unknown) => {
    throw missing('pg', cause);
  });
  const pool = new pg.Pool({ connectionString, application_name: 'postern' });
  // A connection that breaks while nobody uses it: the pool opens another.
  pool.on('error', () => undefined);
  return pool;
}

async function openDirectory(directory: string): Promise<PGliteDatabase> {
  const { PGlite } = await import('@electric-sql/pglite').catch((cause: unknown) => {
    throw missing('@electric-sql/pglite', cause);
  });
  const dataDir = join(directory, 'data');
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  return PGlite.create({ dataDir });
}

function missing(name: string, cause: unknown): MessagingError {
  return new MessagingError('invalid_config', `This needs the package "${name}": install it.`, { cause });
}

function invalid(sentence: string): MessagingError {
  return new MessagingError('invalid_config', sentence);
}

/** Our own sentences hold nothing of anybody's; others are left out. */
function warn(error: unknown, during: string): void {
  const kind = error instanceof Error ? error.name : typeof error;
  const told = isMessagingError(error) ? error.message : kind;
  process.emitWarning(
    `A fault during ${during} (${told}). Listen to it with postgres({ onFault }).`,
    'PosternWarning',
  );
}
