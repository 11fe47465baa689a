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
