import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MessagingError } from 'postern';
import type { Database, Session } from './drivers/database.ts';

/** What `migrate()` did. */
export interface Migrated {
  /** The migrations applied now, by file name. */
  readonly applied: readonly string[];
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
  { upTo = Number.POSITIVE_INFINITY, print = false } = {},
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
      return { applied: [], sql: pending.length > 0 ? sql : '' };
    }
    for (const [index, { version, name }] of pending.entries()) {
      await session.script(scripts[index] ?? '');
      // The file does so itself, so that it may be run by any tool.
      await session.query(
        'insert into postern.migration (version, name) values ($1::text::int, $2::text) on conflict do nothing',
        [String(version), name],
      );
    }
    return { applied: pending.map(({ name }) => name) };
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
