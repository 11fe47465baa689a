import { randomUUID } from 'node:crypto';
import { Router } from 'express';
import type { Messaging } from 'postern';
import { bodyOf, queryOf, textOf } from './api-input.ts';
import type { Database } from './database.ts';
import { HttpError } from './http-error.ts';
import { orderConfirmation } from './templates.ts';

/** The shop itself: an order and the mail about it are recorded in one transaction, or neither is. */
export function orderRoutes(email: Messaging['email'], database: Database): Router {
  const router = Router();
  const { transaction } = database;
  if (!transaction) {
    router.use(() => {
      throw new HttpError(501, 'no_transactions', 'Orders need a database: start without STORAGE=memory.');
    });
    return router;
  }

  router.get('/', async (_req, res) => {
    const orders = `select id, customer, item, to_char(placed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "placedAt"
      from shop.orders order by placed_at desc limit 100`;
    res.json((await transaction(({ query }) => query(orders))).rows);
  });

  /** `?fail=1`: something goes wrong after the mail was sent. */
  router.post('/', async (req, res) => {
    const { customer, item } = bodyOf(req);
    const order = { id: `ord_${randomUUID()}`, customer: textOf(customer), item: textOf(item) };
    const mail = await transaction(async (tx) => {
      const placed = await tx.query(
        'insert into shop.orders (id, customer, item) select $1, id, $2 from shop.customers where id = $3 returning id',
        [order.id, order.item, order.customer],
      );
      if (placed.rows.length === 0)
        throw new HttpError(404, 'no_such_customer', 'There is no such customer.');
      const sent = await email.send(
        { to: order.customer, template: orderConfirmation, data: { order: order.id, item: order.item } },
        { tx },
      );
      if (queryOf(req, 'fail')) {
        throw new HttpError(
          500,
          'failed_on_purpose',
          'The order failed after its mail was sent: both are undone.',
        );
      }
      return sent;
    });
    res.status(201).json({ ...order, mail });
  });
  return router;
}
