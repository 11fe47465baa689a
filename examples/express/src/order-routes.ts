import { Router } from 'express';
import type { Messaging } from 'postern';
import { bodyOf, queryOf, textOf } from './api-input.ts';
import type { Database } from './database.ts';
import { Orders } from './orders.ts';

/** The shop itself: orders, and what became of the mail about each. */
export function orderRoutes(messaging: Messaging, database: Database): Router {
  const router = Router();
  router.get('/', async (_req, res) => res.json(await Orders.of(messaging, database).list()));

  /** `?fail=1`: something goes wrong after the mail was sent. */
  router.post('/', async (req, res) => {
    const { customer, item } = bodyOf(req);
    const given = { customer: textOf(customer), item: textOf(item) };
    const failing = queryOf(req, 'fail') !== undefined;
    res.status(201).json(await Orders.of(messaging, database).place(given, failing));
  });
  return router;
}
