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
  /** With `print`: the SQL, in one transaction; empty where nothing is to be done. */
  readonly sql?: string;
}

/** How the schema is brought up to date. */
export interface MigrateOptions {
  /** Changes nothing: the answer's `sql` is what would be run, for a migration tool of your own. It records its versions itself. */
  readonly print?: boolean;
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
  { upTo = Number.POSITIVE_INFINITY, createExtension = false, print = false } = {},
): Promise<Migrated> {
  const migrations = (await migrationsOf()).filter(({ version }) => version <= upTo);
  return database.session(async (session) => {
    if (!print) await session.query('select pg_advisory_xact_lock($1::text::bigint)', [migrationLock]);
    const recorded = await versionsOf(session);
    refuseNewer(database.schema, Math.max(0, ...recorded), migrations.at(-1)?.version ?? 0, upTo);
    const pending = migrations.filter(({ version }) => !recorded.includes(version));
    const scripts = await Promise.all(pending.map(({ file }) => readFile(file, 'utf8')));
    if (print) {
      const sql = ['begin;', ...scripts.map((text) => database.placed(text)), 'commit;\n'].join('\n');
      return { applied: [], search: 'scan', notes: [], sql: pending.length > 0 ? sql : '' };
    }
    for (const [index, { version, name }] of pending.entries()) {
      await session.script(scripts[index] ?? '');
      // The file does so itself, so that it may be run by any tool.
      await session.query(
        'insert into postern.migration (version, name) values ($1::text::int, $2::text) on conflict do nothing',
        [String(version), name],
      );
    }
    const search = await prepareSearch(session, createExtension);
    return { applied: pending.map(({ name }) => name), ...search };
  });
}

/** @throws MessagingError `storage_not_ready` */
export async function checkMigrated(database: Database): Promise<void> {
  const wanted = (await migrationsOf()).at(-1)?.version ?? 0;
  const { schema } = database;
  const current = Math.max(0, ...(await versionsOf(database)));
  refuseNewer(schema, current, wanted);
  if (current < wanted) {
    throw new MessagingError(
      'storage_not_ready',
      current === 0
        ? `The database has no schema "${schema}" yet: call migrate() before start().`
        : `The schema "${schema}" is at version ${current} of ${wanted}: call migrate() before start().`,
      { details: { version: current, wanted } },
    );
  }
}

function refuseNewer(schema: string, current: number, known: number, upTo = known): void {
  if (current <= Math.max(known, upTo === Number.POSITIVE_INFINITY ? 0 : upTo)) return;
  throw new MessagingError(
    'storage_not_ready',
    `The schema "${schema}" is at version ${current}, newer than this release of @postern/postgres knows (${known}): update it.`,
    { details: { version: current, wanted: known } },
  );
}

/** None where there is no schema yet. */
async function versionsOf({ query }: Pick<Session, 'query'>): Promise<readonly number[]> {
  const [found] = await query(`select to_regclass('postern.migration')::text as name`);
  if (typeof found?.name !== 'string') return [];
  return (await query('select version from postern.migration')).map(({ version }) => Number(version));
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
  // Whoever may not make it is told so, rather than refused: the rest stands.
  const [index] = await query(
    `select (to_regclass('postern.message_search_trigrams') is not null)::int as made,
      pg_has_role(c.relowner, 'usage')::int as own
    from pg_class c where c.oid = to_regclass('postern.message_search')`,
  );
  if (Number(index?.made) === 0 && Number(index?.own) === 0) {
    return {
      search: 'scan',
      notes: ['The index of the search is not there, and this role may not make it: migrate() as the owner.'],
    };
  }
  if (Number(index?.made) === 0)
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
