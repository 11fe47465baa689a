export {
  type Postgres,
  type PostgresOptions,
  type PostgresSource,
  type PostgresTransaction,
  postgres,
} from './postgres.ts';
export type { ConsumerTable } from './postgres-consumers.ts';
export type { HostTransaction } from './postgres-database.ts';
export { fromDrizzle } from './postgres-from-drizzle.ts';
export { fromKnex } from './postgres-from-knex.ts';
export { fromKysely } from './postgres-from-kysely.ts';
export { fromPrisma } from './postgres-from-prisma.ts';
export type { Migrated } from './postgres-migrate.ts';
export type { PGliteDatabase, PGliteTransaction } from './postgres-pglite.ts';
export type { PgClient, PgNotification, PgPool } from './postgres-pool.ts';
export type { Row, Value } from './postgres-values.ts';
