export {
  type Postgres,
  type PostgresOptions,
  type PostgresSource,
  type PostgresTransaction,
  postgres,
} from './postgres.ts';
export type { ConsumerTable } from './postgres-consumers.ts';
export type { Migrated } from './postgres-migrate.ts';
export type { PGliteDatabase, PGliteTransaction } from './postgres-pglite.ts';
export type { PgClient, PgNotification, PgPool } from './postgres-pool.ts';
