import { type HostTransaction, refuseUnlessTransaction } from '../drivers/host-transaction.ts';
import type { Row } from '../drivers/values.ts';

/** A transaction of Kysely on PostgreSQL, for `send(message, { tx: fromKysely(trx) })`. */
export function fromKysely(trx: { executeQuery(query: never): Promise<unknown> }): HostTransaction {
  refuseUnlessTransaction(
    trx,
    () => Reflect.get(trx, 'isTransaction') === true && typeof trx.executeQuery === 'function',
    'fromKysely',
  );
  const execute = trx.executeQuery.bind(trx) as (query: object) => Promise<unknown>;
  return {
    async query(sql, parameters) {
      // As Kysely's own CompiledQuery.raw makes it.
      const query = { kind: 'RawNode', sqlFragments: [sql], parameters: [] };
      const result = await execute({ sql, parameters, query, queryId: { queryId: 'postern' } });
      return result as { readonly rows: readonly Row[] };
    },
  };
}
