/**
 * The record and the queue on PostgreSQL: a server (14 or later) by `pg`, or embedded in the process by PGlite. Sending
 * may take part in a transaction of yours, by a client of `pg`, Drizzle, Kysely, Knex or Prisma.
 *
 * @example
 * ```ts
 * import { postgres } from '@postern/postgres';
 * import { Messaging } from 'postern';
 *
 * const { storage, queue, migrate, close } = postgres({ connectionString: 'postgres://localhost/acme' });
 * await migrate();
 * const messaging = new Messaging({
 *   site: { id: 'acme', name: 'Acme' },
 *   secret: process.env.POSTERN_SECRET,
 *   storage,
 *   queue,
 * });
 * await messaging.start();
 * await messaging.stop();
 * await close();
 * ```
 *
 * @packageDocumentation
 */
export type { HostTransaction } from './drivers/host-transaction.ts';
export type { PgClient, PgNotification, PgPool } from './drivers/pg-client.ts';
export type { PGliteDatabase, PGliteTransaction } from './drivers/pglite.ts';
export type { Row, Value } from './drivers/values.ts';
export type { ConsumerTable } from './host/consumers.ts';
export { fromDrizzle } from './host/from-drizzle.ts';
export { fromKnex } from './host/from-knex.ts';
export { fromKysely } from './host/from-kysely.ts';
export { fromPrisma } from './host/from-prisma.ts';
export {
  type Postgres,
  type PostgresOptions,
  type PostgresSource,
  type PostgresTransaction,
  postgres,
} from './postgres.ts';
export type { Migrated, MigrateOptions } from './postgres-migrate.ts';
