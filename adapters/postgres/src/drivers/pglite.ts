import type { Driver } from './database.ts';
import type { Row } from './values.ts';

interface Results {
  readonly rows: Row[];
}

/** The part of a PGlite transaction that is used. */
export interface PGliteTransaction {
  query(text: string, values?: unknown[]): Promise<Results>;
  exec(text: string): Promise<unknown>;
}

/** The part of PGlite that is used. */
export interface PGliteDatabase {
  query(text: string, values?: unknown[]): Promise<Results>;
  transaction<T>(run: (tx: PGliteTransaction) => Promise<T>): Promise<T>;
  listen(channel: string, callback: (payload: string) => void): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

export interface PGliteDriverOptions {
  /** What else ends with the database, where that is ours. Without it, it is the host's and stays open. */
  readonly onClose?: () => Promise<void>;
}

/** PGlite: PostgreSQL in this process. It has one connection, so that everything waits for a transaction to end. */
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
  return {
    embedded: true,
    query: async (text, values = []) => (await (await database()).query(text, [...values])).rows,
    transaction: async (run) =>
      (await database()).transaction((tx) =>
        run({
          query: async (text, values = []) => (await tx.query(text, [...values])).rows,
          script: async (text) => {
            await tx.exec(text);
          },
        }),
      ),
    listen(channel, { onNotify, onListening, onFault }) {
      const listening = database().then(async (db) => {
        const stop = await db.listen(channel, onNotify);
        onListening();
        return stop;
      });
      listening.catch(onFault);
      return {
        async stop() {
          const stop = await listening.catch(() => undefined);
          await stop?.();
        },
      };
    },
    async close() {
      if (!onClose || !opened) return;
      const db = await opened.catch(() => undefined);
      await db?.close();
      await onClose();
    },
  };
}
