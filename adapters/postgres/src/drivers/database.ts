/*
 * Drivers: one database, whatever reaches it. A `Driver` (`pool.ts`: a server; `pglite.ts`: embedded, in a directory kept by
 * `directory-lock.ts`) runs statements and transactions and listens (`listener.ts`). `Database` stands before it and is all
 * that stores see: it takes statements into the host's transaction where one is under way (an AsyncLocalStorage, set by
 * `within`; `host-transaction.ts` refuses what is none), repeats what the server gave up, puts another schema in place of
 * "postern", makes values storable (`values.ts`: all are text, cast in the SQL), and lets no error out but as
 * `database-error.ts` tells it, without values.
 */

import { AsyncLocalStorage } from 'node:async_hooks';
import { MessagingError, storableText, type Tx } from 'postern/adapter';
import { databaseError } from './database-error.ts';
import { type HostTransaction, hostTransaction, rowsOf } from './host-transaction.ts';
import { isPlanLost, isPrepared, prepared } from './prepared.ts';
import type { Row, Value } from './values.ts';

/** Runs one statement. */
export type Query = (text: string, values?: readonly Value[]) => Promise<readonly Row[]>;

/** A connection, within a transaction of ours. */
export interface Session {
  readonly query: Query;
  /** Several statements, without values. */
  script(text: string): Promise<void>;
}

/** How a wake-up that another process, or a transaction, sent arrives. */
export interface Listener {
  stop(): Promise<void>;
}

export interface ListenHandlers {
  readonly onNotify: (payload: string) => void;
  /** Listening began (again): what was sent before may have been missed. */
  readonly onListening: () => void;
  readonly onFault: (error: unknown) => void;
}

/** What differs between a server and PGlite. */
export interface Driver {
  /** In this process and its only user: other processes neither see nor wake it, and a statement cannot be timed out. */
  readonly embedded: boolean;
  readonly query: Query;
  /** Runs one statement in a host's transaction; by default as the host's own `query` does. */
  join?(host: HostTransaction, text: string, values: readonly Value[]): Promise<readonly Row[]>;
  transaction<T>(run: (session: Session) => Promise<T>): Promise<T>;
  /** `undefined` where LISTEN is not to be used: then polling must do. */
  listen(channel: string, handlers: ListenHandlers): Listener | undefined;
  /** Told what a statement in a host's transaction came to. */
  note?(error: unknown): void;
  /** Ends what this library opened. */
  close(): Promise<void>;
}

const transient = new Set(['40001', '40P01']);
const missing = new Set(['42P01', '3F000', '42703']);

/** The driver, and the host's transaction where one is under way. */
export class Database {
  readonly #driver: Driver;
  readonly #host = new AsyncLocalStorage<HostTransaction | undefined>();

  /** Where everything lies. */
  readonly schema: string;
  readonly #texts = new Map<string, string>();

  constructor(driver: Driver, schema = 'postern') {
    this.#driver = driver;
    this.schema = schema;
  }

  /** Statements are written for the schema "postern"; each is turned once where it is another. */
  placed(text: string): string {
    if (this.schema === 'postern') return text;
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    const placed = text
      .replace(/\bpostern(?=\.)/g, `"${this.schema}"`)
      .replace(/((?:create schema |to_regnamespace\('))postern\b/g, `$1"${this.schema}"`);
    if (isPrepared(text)) prepared(placed);
    if (this.#texts.size < 500) this.#texts.set(text, placed);
    return placed;
  }

  get embedded(): boolean {
    return this.#driver.embedded;
  }

  /** Whether this happens within a host's transaction. */
  get joined(): boolean {
    return this.#host.getStore() !== undefined;
  }

  readonly query: Query = async (text, values = []) => {
    const host = this.#host.getStore();
    try {
      const [placed, given] = [this.placed(text), storables(values)];
      if (!host) return await this.#driver.query(placed, given);
      if (this.#driver.join) return await this.#driver.join(host, placed, given);
      return rowsOf(await host.query(placed, given));
    } catch (error) {
      if (host) this.#driver.note?.(error);
      throw explained(databaseError(error), this.schema);
    }
  };

  /** A short transaction of ours; repeated where the server gave it up in favour of another. Within a host's it is part of that. */
  async transaction<T>(run: (query: Query) => Promise<T>): Promise<T> {
    if (this.#host.getStore()) return run(this.query);
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.session(({ query }) => run(query));
      } catch (error) {
        if (attempt < 5 && (transient.has(sqlState(error) ?? '') || isPlanLost(error))) continue;
        throw explained(error, this.schema);
      }
    }
  }

  /** What `run` throws comes out as it is; what the database says, as {@link databaseError} tells it. */
  session<T>(run: (session: Session) => Promise<T>): Promise<T> {
    return this.hostSession(({ query, script }) =>
      run({
        query: (text, values = []) => query(this.placed(text), storables(values)).catch(retell),
        script: (text) => script(this.placed(text)).catch(retell),
      }),
    );
  }

  /** A transaction for the host's own statements, whose errors are the host's: they come out as the client made them. */
  async hostSession<T>(run: (session: Session) => Promise<T>): Promise<T> {
    let ofRun: { readonly error: unknown } | undefined;
    try {
      return await this.#driver.transaction((session) =>
        run(session).catch((error: unknown) => {
          ofRun = { error };
          throw error;
        }),
      );
    } catch (error) {
      throw ofRun ? ofRun.error : databaseError(error);
    }
  }

  /** Runs everything that `run` asks of this database in the host's transaction. @throws MessagingError `invalid_argument` */
  within<T>(tx: Tx, run: () => Promise<T>): Promise<T> {
    return this.#host.run(hostTransaction(tx), run);
  }

  /** Outside of any host's transaction, for what goes on in the background. */
  outside<T>(run: () => T): T {
    return this.#host.run(undefined, run);
  }

  listen(channel: string, handlers: ListenHandlers): Listener | undefined {
    const onFault = (error: unknown) => handlers.onFault(databaseError(error));
    return this.#driver.listen(channel, { ...handlers, onFault });
  }

  close(): Promise<void> {
    return this.#driver.close();
  }
}

function retell(error: unknown): never {
  throw databaseError(error);
}

function storables(values: readonly Value[]): Value[] {
  return values.map((value) => (value === null ? null : storableText(value)));
}

/** The five characters by which PostgreSQL says what went wrong. */
function sqlState(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** A process that only sends calls no `check()`: it learns here that the schema is not there. */
function explained(error: unknown, schema: string): unknown {
  return missing.has(sqlState(error) ?? '')
    ? new MessagingError(
        'storage_not_ready',
        `The schema "${schema}" is missing or old: call migrate() first.`,
        {
          cause: error,
        },
      )
    : error;
}
