import { type HostTransaction, refuseUnlessTransaction } from '../drivers/host-transaction.ts';
import type { Row } from '../drivers/values.ts';

/** An interactive transaction of Prisma on PostgreSQL, for `send(message, { tx: fromPrisma(tx) })`. */
export function fromPrisma(tx: {
  $queryRawUnsafe(sql: string, ...values: unknown[]): PromiseLike<unknown>;
}): HostTransaction {
  // A client has it, its transactions do not.
  refuseUnlessTransaction(
    tx,
    () => typeof tx.$queryRawUnsafe === 'function' && typeof Reflect.get(tx, '$disconnect') !== 'function',
    'fromPrisma',
  );
  return {
    async query(text, values) {
      return { rows: (await tx.$queryRawUnsafe(text, ...values)) as readonly Row[] };
    },
  };
}
