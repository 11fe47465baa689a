import type { Row } from './values.ts';

interface Result {
  readonly rows: Row[];
}

/** The part of a `pg` client that is used. */
export interface PgClient {
  query(text: string, values?: unknown[]): Promise<Result>;
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'end', listener: () => void): unknown;
  on(event: 'notification', listener: (message: PgNotification) => void): unknown;
  removeListener(event: 'error', listener: (error: Error) => void): unknown;
  release(destroy?: Error | boolean): void;
}

export interface PgNotification {
  readonly channel: string;
  readonly payload?: string | undefined;
}

/** The part of a `pg` pool that is used. */
export interface PgPool {
  readonly options?: { readonly max?: number | undefined };
  query(text: string, values?: unknown[]): Promise<Result>;
  connect(): Promise<PgClient>;
  end(): Promise<void>;
}
