import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MessagingError } from 'postern';
import type { Database, Session } from './drivers/database.ts';
import type { Trigrams } from './messages/search.ts';

/** What `migrate()` did and found. */
export interface Migrated {
  /** The migrations applied now, by file name. */
  readonly applied: readonly string[];
  /** `trigram`: substrings of three characters or more are found by an index. `scan`: documents are read, newest first. */
  readonly search: 'trigram' | 'scan';
  /** What could be better and how, for people. */
  readonly notes: readonly string[];
}

interface Migration {
  readonly version: number;
  readonly name: string;
  readonly file: string;
}

/** Taken for the time of a migration; the number is this library's own. */
const migrationLock = '7030611245893101';

// The build is ESM and CJS; each knows its place by another name. `sql` lies beside both `src` and `dist`.
const here = typeof __dirname === 'string' ? __dirname : dirname(fileURLToPath(import.meta.url));
const sqlFolder = join(here, '..', 'sql');

export async function migrationsOf(folder = sqlFolder): Promise<readonly Migration[]> {
  const files = await readdir(folder).catch((cause: unknown) => {
    throw new MessagingError(
      'storage_not_ready',
      'The SQL files of @postern/postgres are missing: leave the package out of your bundle.',
      { cause },
    );
  });
  return files
    .filter((file) => /^\d{4}_\w+\.sql$/.test(file))
    .sort()
    .map((file) => ({
      version: Number(file.slice(0, 4)),
      name: file.slice(0, -4),
      file: join(folder, file),
    }));
}

/** Brings the schema up to date, or up to `upTo`: all or nothing, one process at a time. */
export async function migrate(
  database: Database,
  { upTo = Number.POSITIVE_INFINITY, createExtension = false } = {},
): Promise<Migrated> {
  const migrations = (await migrationsOf()).filter(({ version }) => version <= upTo);
  return database.session(async (session) => {
    await session.query('select pg_advisory_xact_lock($1::text::bigint)', [migrationLock]);
    const current = await versionOf(session);
    refuseNewer(current, migrations.at(-1)?.version ?? 0, upTo);
    if (current === 0) {
      await session.script(`create schema if not exists postern;
        create table if not exists postern.migration (
          version integer primary key, name text not null, applied_at timestamptz(3) not null default now()
        );`);
    }
    const pending = migrations.filter(({ version }) => version > current);
    for (const { version, name, file } of pending) {
      await session.script(await readFile(file, 'utf8'));
      await session.query('insert into postern.migration (version, name) values ($1::text::int, $2::text)', [
        String(version),
        name,
      ]);
    }
    const search = await prepareSearch(session, createExtension);
    return { applied: pending.map(({ name }) => name), ...search };
  });
}

/** @throws MessagingError `storage_not_ready` */
export async function checkMigrated(database: Database): Promise<void> {
  const wanted = (await migrationsOf()).at(-1)?.version ?? 0;
  const current = await versionOf(database);
  refuseNewer(current, wanted);
  if (current < wanted) {
    throw new MessagingError(
      'storage_not_ready',
      current === 0
        ? 'The database has no schema "postern" yet: call migrate() before start().'
        : `The schema "postern" is at version ${current} of ${wanted}: call migrate() before start().`,
      { details: { version: current, wanted } },
    );
  }
}

function refuseNewer(current: number, known: number, upTo = known): void {
  if (current <= Math.max(known, upTo === Number.POSITIVE_INFINITY ? 0 : upTo)) return;
  throw new MessagingError(
    'storage_not_ready',
    `The schema "postern" is at version ${current}, newer than this release of @postern/postgres knows (${known}): update it.`,
    { details: { version: current, wanted: known } },
  );
}

/** 0 where there is no schema yet. */
async function versionOf({ query }: Pick<Session, 'query'>): Promise<number> {
  const [found] = await query(`select to_regclass('postern.migration')::text as name`);
  if (typeof found?.name !== 'string') return 0;
  const [row] = await query('select coalesce(max(version), 0)::int as version from postern.migration');
  return Number(row?.version);
}

/** Makes the trigram index where pg_trgm is there: tried at every migration, since it may come later. */
async function prepareSearch(session: Session, createExtension: boolean): Promise<Omit<Migrated, 'applied'>> {
  const { query, script } = session;
  const [ready] = await query(`select to_regclass('postern.message_search')::text as name`);
  if (typeof ready?.name !== 'string') return { search: 'scan', notes: [] };
  if (createExtension) await script('create extension if not exists pg_trgm');
  const [extension] = await query(
    `select quote_ident(n.nspname) as schema from pg_extension e join pg_namespace n on n.oid = e.extnamespace
    where e.extname = 'pg_trgm'`,
  );
  if (typeof extension?.schema !== 'string') {
    return {
      search: 'scan',
      notes: [
        'pg_trgm is not installed: a search of a large history looks back a limited way. To change that, run "create extension pg_trgm" as a privileged user, then migrate() again.',
      ],
    };
  }
  const { schema } = extension;
  await script(
    `create index if not exists message_search_trigrams on postern.message_search
    using gin (doc ${schema}.gin_trgm_ops) with (fastupdate = on, gin_pending_list_limit = 65536)`,
  );
  const [letters] = await query(
    `select cardinality(${schema}.show_trgm('Жена'))::int as trigrams, current_setting('server_encoding') as encoding`,
  );
  const notes =
    Number(letters?.trigrams) > 0
      ? []
      : [
          'The database has the ctype "C": its trigrams know no letters outside ASCII, so that a search for those in a large history looks back a limited way. A database created with a UTF-8 ctype has no such limit.',
        ];
  return { search: 'trigram', notes };
}

/** Which terms the index can find; `none` without it. */
export async function trigramsOf({ query }: Pick<Database, 'query'>): Promise<Trigrams> {
  const [row] = await query(
    `select quote_ident(n.nspname) as schema from pg_extension e join pg_namespace n on n.oid = e.extnamespace
    where e.extname = 'pg_trgm' and to_regclass('postern.message_search_trigrams') is not null`,
  );
  if (typeof row?.schema !== 'string') return 'none';
  const [letters] = await query(`select cardinality(${row.schema}.show_trgm('Жена'))::int as trigrams`);
  return Number(letters?.trigrams) > 0 ? 'all' : 'ascii';
}
