import { type HostTransaction, refuseUnlessTransaction } from '../drivers/host-transaction.ts';
import type { Row } from '../drivers/values.ts';

/** What Drizzle's `execute` takes beside its own `sql`: anything that gives SQL of its own. */
interface Statement {
  getSQL(): { toQuery(): { readonly sql: string; readonly params: unknown[] } };
}

/** A transaction of `drizzle-orm/node-postgres` or `drizzle-orm/pglite`, for `send(message, { tx: fromDrizzle(tx) })`. @throws MessagingError `invalid_argument` */
export function fromDrizzle(tx: { execute(statement: never): PromiseLike<unknown> }): HostTransaction {
  refuseUnlessTransaction(tx, () => 'rollback' in tx && typeof tx.execute === 'function', 'fromDrizzle');
  const execute = tx.execute.bind(tx) as (statement: Statement) => PromiseLike<unknown>;
  return {
    async query(text, values) {
      const result = await execute({ getSQL: () => ({ toQuery: () => ({ sql: text, params: values }) }) });
      return result as { readonly rows: readonly Row[] };
    },
  };
}
