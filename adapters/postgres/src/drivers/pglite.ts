import { MessagingError } from 'postern/adapter';
import type { Driver, Query, Session } from './database.ts';
import type { Row } from './values.ts';

/** What a statement answers. */
interface Results {
  readonly rows: Row[];
}

/** The part of a PGlite transaction that is used. */
export interface PGliteTransaction {
  /** Runs one statement, its values by `$1`, `$2`, … */
  query(text: string, values?: unknown[]): Promise<Results>;
  /** Runs a script of several statements, for the migrations. */
  exec(text: string): Promise<unknown>;
}

/** The part of PGlite that is used. */
export interface PGliteDatabase {
  /** Runs one statement, its values by `$1`, `$2`, … */
  query(text: string, values?: unknown[]): Promise<Results>;
  /** Commits when `run` resolves, rolls back when it throws. */
  transaction<T>(run: (tx: PGliteTransaction) => Promise<T>): Promise<T>;
  /** Calls back for each NOTIFY; answers what ends that. */
  listen(channel: string, callback: (payload: string) => void): Promise<() => Promise<void>>;
  /** Called for a database of our own only. */
  close(): Promise<void>;
}

export interface PGliteDriverOptions {
  /** What else ends with the database, where that is ours. Without it, it is the host's and stays open. */
  readonly onClose?: () => Promise<void>;
}

/** After these (no room, an input or output error, an internal one) a PGlite may never answer again, and burn the thread. */
const fatalStates = /^(53|58|XX)/;
const fatalCodes: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG', 'EIO', 'EROFS']);
/** What ends the WebAssembly itself. */
const fatalNames: ReadonlySet<unknown> = new Set(['RuntimeError', 'ExitStatus', 'ErrnoError']);

/**
 * PGlite: PostgreSQL in this process. It has one connection, so that everything waits for a transaction to end. Our own
 * statements wait here, not within PGlite: once it is broken none of them reaches it any more.
 */
export function pgliteDriver(
  open: () => Promise<PGliteDatabase>,
  { onClose }: PGliteDriverOptions = {},
): Driver {
  let opened: Promise<PGliteDatabase> | undefined;
  const database = () => {
    opened ??= open().catch((error: unknown) => {
      opened = undefined;
      throw error;
    });
    return opened;
  };

  let broken = false;
  const note = (error: unknown) => {
    broken ||= isFatal(error);
  };
  const told = async <T>(work: () => Promise<T>): Promise<T> => {
    if (broken) throw brokenDatabase();
    try {
      return await work();
    } catch (error) {
      note(error);
      throw error;
    }
  };
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: (db: PGliteDatabase) => Promise<T>): Promise<T> => {
    const turn = last.then(() => told(async () => work(await database())));
    last = turn.catch(() => undefined);
    return turn;
  };
  /** PGlite rolls back or commits once this ends: so, where that would touch a broken one, it never does. */
  const untouched = async <T>(work: Promise<T>, reject: (error: unknown) => void): Promise<T> => {
    const result = await work.catch((error: unknown) => {
      if (!broken) throw error;
      return reject(error);
    });
    if (!broken) return result as T;
    reject(brokenDatabase());
    return new Promise<never>(() => undefined);
  };

  return {
    embedded: true,
    query: (text, values = []) => inTurn(async (db) => (await db.query(text, [...values])).rows),
    transaction: <T>(run: (session: Session) => Promise<T>) =>
      inTurn(
        (db) =>
          new Promise<T>((resolve, reject) => {
            const begin = (tx: PGliteTransaction) => {
              const query: Query = (text, values = []) =>
                told(async () => (await tx.query(text, [...values])).rows);
              const script = (text: string) => told(async () => void (await tx.exec(text)));
              return untouched(run({ query, script }), reject);
            };
            db.transaction(begin).then(resolve, reject);
          }),
      ),
    listen(channel, { onNotify, onListening, onFault }) {
      const listening = inTurn(async (db) => {
        const stop = await db.listen(channel, onNotify);
        onListening();
        return stop;
      });
      listening.catch(onFault);
      return {
        async stop() {
          const stop = await listening.catch(() => undefined);
          if (stop && !broken) await inTurn(stop);
        },
      };
    },
    note,
    async close() {
      if (!onClose || !opened) return;
      const db = await opened.catch(() => undefined);
      if (!broken) await db?.close();
      await onClose();
    },
  };
}

function isFatal(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return (
    fatalStates.test(code) ||
    fatalCodes.has(code) ||
    fatalNames.has(error.name) ||
    /^Aborted\(/.test(error.message)
  );
}

function brokenDatabase(): MessagingError {
  return new MessagingError(
    'storage_not_ready',
    'The embedded database failed (no room on the disk, or an internal error) and is not touched any more: see to its cause, then start the process anew.',
  );
}
