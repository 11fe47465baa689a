import type { Row } from './values.ts';

/** What a statement answers. */
export interface Result {
  readonly rows: Row[];
}

/** What runs statements on one connection. */
export interface PgQueryable {
  /** The process of the server that it was told of when it logged in. */
  readonly processID?: number | null;
  /** Runs one statement, its values by `$1`, `$2`, … */
  query(text: string, values?: unknown[]): Promise<Result>;
  /** Runs one statement that is planned once for the connection. */
  query(statement: {
    readonly name: string;
    readonly text: string;
    readonly values: unknown[];
  }): Promise<Result>;
}

/** The part of a `pg` client that is used. */
export interface PgClient extends PgQueryable {
  /** A connection that breaks while nobody uses it. */
  on(event: 'error', listener: (error: Error) => void): unknown;
  /** The connection has ended. */
  on(event: 'end', listener: () => void): unknown;
  /** A NOTIFY on a channel that it listens to. */
  on(event: 'notification', listener: (message: PgNotification) => void): unknown;
  /** Called before the client goes back to its pool. */
  removeListener(event: 'error', listener: (error: Error) => void): unknown;
  /** Back to the pool; with an error or `true` it is closed instead. */
  release(destroy?: Error | boolean): void;
}

/** A NOTIFY as it came in. */
export interface PgNotification {
  readonly channel: string;
  readonly payload?: string | undefined;
}

/** The part of a `pg` pool that is used. */
export interface PgPool {
  readonly options?: { readonly max?: number | undefined };
  /** Runs one statement on any of the connections. */
  query(text: string, values?: unknown[]): Promise<Result>;
  /** Takes a connection: for a transaction, a statement that is planned once, or to listen. Whoever gives it by a promise alone may leave the callback. */
  connect(
    callback: (error: Error | undefined, client: PgClient | undefined) => void,
  ): Promise<PgClient> | undefined | void;
  /** Called for a pool of our own only. */
  end(): Promise<void>;
}
