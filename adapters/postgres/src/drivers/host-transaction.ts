import { MessagingError, type Tx } from 'postern/adapter';
import type { Row, Value } from './values.ts';

/** What a host passes as `tx`. */
export interface HostTransaction {
  /** Runs one statement in the transaction, its values by `$1`, `$2`, … */
  query(text: string, values: Value[]): Promise<{ readonly rows: readonly Row[] }>;
}

/**
 * What was passed as `tx`, where it can be a transaction; asked of the client in this process, never of the server. A pool,
 * a database or a client without one would write the message at once, whatever becomes of the rest.
 * @throws MessagingError `invalid_argument`
 */
export function hostTransaction(tx: Tx): HostTransaction {
  if (call(tx, 'query') === undefined) {
    throw refused(
      'has no query(text, values): pass a pg client or a PGlite transaction, or wrap it with fromDrizzle, fromKysely, fromKnex or fromPrisma.',
    );
  }
  if ('totalCount' in tx && 'idleCount' in tx) {
    throw refused('is a pool, whose every statement is its own: take a client, begin, and pass that client.');
  }
  if (call(tx, 'transaction') || call(tx, 'begin')) {
    throw refused('is a database, not a transaction of it: pass what its transaction gives you.');
  }
  if ('closed' in tx && tx.closed === true) throw refused('has ended: await what uses it before its end.');
  // Of pg 8.16 and later: what the server said last; "I" is idle.
  if (call(tx, 'getTransactionStatus')?.call(tx) === 'I') {
    throw refused(
      'is a client without a transaction: await client.query("begin") first, and release it last.',
    );
  }
  return tx as HostTransaction;
}

/**
 * What a host's transaction answered. An object of the host's own may pass on what its library answers, such as `[rows, count]`: two
 * rows, where none was found. @throws MessagingError `invalid_argument`
 */
export function rowsOf(answer: unknown): readonly Row[] {
  const rows: unknown = Object(answer).rows;
  if (
    Array.isArray(rows) &&
    rows.every((row) => typeof row === 'object' && row !== null && !Array.isArray(row))
  )
    return rows;
  throw refused(
    'answers a query by something else than { rows }, a list of one object a row: see the docs for your library.',
  );
}

/** @throws MessagingError `invalid_argument` */
export function refuseUnlessTransaction(tx: unknown, isOne: () => boolean, wrapper: string): void {
  let fits = false;
  try {
    fits = Object(tx) === tx && isOne();
  } catch {
    // What throws where it is read is none.
  }
  if (!fits) {
    throw new MessagingError(
      'invalid_argument',
      `${wrapper} takes the transaction that your library gives its callback, not the database: what is sent would be outside of any transaction.`,
    );
  }
}

function call(object: object, name: string): ((this: object) => unknown) | undefined {
  const value: unknown = Reflect.get(object, name);
  return typeof value === 'function' ? (value as (this: object) => unknown) : undefined;
}

function refused(what: string): MessagingError {
  return new MessagingError('invalid_argument', `"tx" ${what}`);
}
