import { type HostTransaction, refuseUnlessTransaction } from '../drivers/host-transaction.ts';
import type { Row, Value } from '../drivers/values.ts';

/** A transaction of Knex on PostgreSQL, for `send(message, { tx: fromKnex(trx) })`. */
export function fromKnex(trx: { raw(sql: string, bindings: never): PromiseLike<unknown> }): HostTransaction {
  refuseUnlessTransaction(
    trx,
    () => Reflect.get(trx, 'isTransaction') === true && typeof trx.raw === 'function',
    'fromKnex',
  );
  const raw = trx.raw.bind(trx) as (sql: string, bindings: readonly Value[]) => PromiseLike<unknown>;
  return {
    async query(text, values) {
      // Knex numbers its question marks itself; ours may come in any order, and more than once.
      const bindings: Value[] = [];
      const sql = text.replace(/\?/g, '\\?').replace(/\$(\d+)/g, (_, number: string) => {
        bindings.push(values[Number(number) - 1] ?? null);
        return '?';
      });
      return (await raw(sql, bindings)) as { readonly rows: readonly Row[] };
    },
  };
}
