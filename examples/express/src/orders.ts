import { randomUUID } from 'node:crypto';
import { type Messaging, messageStatuses, type Receipt } from 'postern';
import { z } from 'zod';
import type { Database } from './database.ts';
import { HttpError } from './http-error.ts';
import { orderConfirmation } from './templates.ts';

type Transaction = NonNullable<Database['transaction']>;

export interface Order {
  readonly id: string;
  readonly customer: string;
  readonly item: string;
}

const listed = z.array(
  z.object({
    id: z.string(),
    customer: z.string(),
    item: z.string(),
    /** ISO 8601, UTC. */
    placedAt: z.string(),
    /** What has become of its mail, as far as the shop was told. */
    mail: z.enum(messageStatuses).nullable(),
  }),
);
export type ListedOrder = z.infer<typeof listed>[number];

/** The shop's orders, in a table of its own. */
export class Orders {
  readonly #transaction: Transaction;
  readonly #email: Messaging['email'];

  /** @throws HttpError where there are no transactions: in memory */
  static of(messaging: Messaging, { transaction }: Database): Orders {
    if (transaction) return new Orders(messaging, transaction);
    throw new HttpError(501, 'no_transactions', 'Orders need a database: start without STORAGE=memory.');
  }

  private constructor({ email }: Messaging, transaction: Transaction) {
    this.#email = email;
    this.#transaction = transaction;
  }

  /** The newest 100. */
  async list(): Promise<readonly ListedOrder[]> {
    const orders = `select id, customer, item, mail, to_char(placed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "placedAt"
      from shop.orders order by placed_at desc limit 100`;
    return listed.parse((await this.#transaction(({ query }) => query(orders))).rows);
  }

  /** An order and the mail about it, in one transaction: both are recorded, or neither. @throws HttpError, MessagingError */
  place(given: Omit<Order, 'id'>, failing: boolean): Promise<Order & { readonly mail: Receipt }> {
    const order = { id: `ord_${randomUUID()}`, ...given };
    return this.#transaction(async (tx) => {
      const placed = await tx.query(
        'insert into shop.orders (id, customer, item) select $1, id, $2 from shop.customers where id = $3 returning id',
        [order.id, order.item, order.customer],
      );
      if (placed.rows.length === 0)
        throw new HttpError(404, 'no_such_customer', 'There is no such customer.');
      const mail = await this.#email.send(
        {
          ...{ to: order.customer, template: orderConfirmation, data: { order: order.id, item: order.item } },
          // The shop's own name for it, and asked for: it goes also to somebody who opted out of everything.
          ...{ reference: order.id, essential: true },
        },
        { tx },
      );
      if (failing) {
        throw new HttpError(
          500,
          'failed_on_purpose',
          'The order failed after its mail was sent: both are undone.',
        );
      }
      return { ...order, mail };
    });
  }
}

/**
 * Writes down with each order what becomes of its mail. At least once and in order for each message, over restarts and kills: what is not
 * told to a process that died is told to the next.
 */
export function keepOrders(messaging: Messaging, { transaction }: Database): void {
  if (!transaction) return;
  messaging.subscribe(
    'orders',
    // As the message stands now, so that to be told twice changes nothing.
    ({ message: { reference, status } }) =>
      transaction(({ query }) =>
        query('update shop.orders set mail = $2 where id = $1', [reference ?? '', status]),
      ),
    {
      types: ['sent', 'delivered', 'undelivered', 'failed', 'suppressed', 'canceled', 'unknown', 'requeued'],
    },
  );
}
