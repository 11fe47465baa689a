import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MessagingError, type SchemaState } from 'postern/adapter';
import type { Database, Session } from './drivers/database.ts';
import { part, partingSteps } from './partitions.ts';

/** What `migrate()` did. */
export interface Migrated {
  /** The migrations applied now, by file name; `partitions` where the tables were partitioned. */
  readonly applied: readonly string[];
  /** With `print`: the SQL, with its transactions; empty where nothing is to be done. */
  readonly sql?: string;
}

/** How the schema is brought up to date. */
export interface MigrateOptions {
  /** Changes nothing: the answer's `sql` is what would be run, for a migration tool of your own. It records its versions itself. */
  readonly print?: boolean;
  /**
   * Partitions, by month, the tables of an installation that was made by a release before 0.2; a new one has partitions from the
   * beginning. To be asked for once every process runs this release: sends with an idempotency key fail in older ones from then on.
   * What is stored is read once and stays where it is; sending goes on meanwhile, but for a moment at the end, in which it waits.
   */
  readonly partitions?: boolean;
}

interface Migration {
  readonly version: number;
  readonly name: string;
  readonly file: string;
}

/** Taken for the time of a migration; the number is this library's own. */
const migrationLock = '7030611245893101';

/** From this one on there may be partitions. */
const monthsVersion = 14;

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

/** Brings the schema up to date, or up to `upTo`, one process at a time. */
export async function migrate(
  database: Database,
  { upTo = Number.POSITIVE_INFINITY, print = false, partitions = false } = {},
): Promise<Migrated> {
  const migrations = (await migrationsOf()).filter(({ version }) => version <= upTo);
  if (print) {
    const pending = await pendingOf(database, database, migrations, upTo);
    const steps = [
      ...transactionsOf(pending).map((some) => some.map(({ script }) => script)),
      ...(partitions ? partingSteps().map((step) => [step]) : []),
    ];
    const sql = steps.map((scripts) => ['begin;', ...scripts, 'commit;\n'].join('\n')).join('');
    return { applied: [], sql: database.placed(sql) };
  }
  const applied: string[] = [];
  for (let left = true; left; ) {
    left = await database.session(async (session) => {
      await session.query('select pg_advisory_xact_lock($1::text::bigint)', [migrationLock]);
      const [some = [], ...others] = transactionsOf(await pendingOf(database, session, migrations, upTo));
      for (const { version, name, script } of some) {
        await session.script(script);
        // The file does so itself, so that it may be run by any tool.
        await session.query(
          'insert into postern.migration (version, name) values ($1::text::int, $2::text) on conflict do nothing',
          [String(version), name],
        );
        applied.push(name);
      }
      return others.length > 0;
    });
  }
  if (partitions && (await part(database))) applied.push('partitions');
  // Also for services whose role may not do so.
  if (upTo >= monthsVersion) await database.query('select postern.add_months(3)');
  return { applied };
}

interface Pending extends Migration {
  readonly script: string;
}

async function pendingOf(
  { schema }: Database,
  session: Pick<Session, 'query'>,
  migrations: readonly Migration[],
  upTo: number,
): Promise<readonly Pending[]> {
  const recorded = await versionsOf(session);
  refuseNewer(schema, Math.max(0, ...recorded), migrations.at(-1)?.version ?? 0, upTo);
  const pending = migrations.filter(({ version }) => !recorded.includes(version));
  return Promise.all(
    pending.map(async (migration) => ({ ...migration, script: await readFile(migration.file, 'utf8') })),
  );
}

/** What is run together: all or nothing. */
function transactionsOf(pending: readonly Pending[]): readonly (readonly Pending[])[] {
  const transactions: Pending[][] = [];
  for (const migration of pending) {
    const last = transactions.at(-1);
    if (last && !migration.script.startsWith('-- In a transaction of its own')) last.push(migration);
    else transactions.push([migration]);
  }
  return transactions;
}

/** Which version the schema is at, and which one this release needs. */
export async function schemaState(database: Database): Promise<SchemaState> {
  const wanted = (await migrationsOf()).at(-1)?.version ?? 0;
  return { version: Math.max(0, ...(await versionsOf(database))), wanted };
}

/** @throws MessagingError `storage_not_ready` */
export async function checkMigrated(database: Database): Promise<void> {
  const { version: current, wanted } = await schemaState(database);
  const { schema } = database;
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
