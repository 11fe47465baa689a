import { Router } from 'express';
import type { EmailInput, Messaging, SmsInput } from 'postern';
import { present } from 'postern/adapter';
import { auditOptions, channelOf, historyOptions, jsonBody, queryOf } from './api-input.ts';
import { channelRoutes } from './channel-routes.ts';
import type { Database } from './database.ts';
import { orderRoutes } from './order-routes.ts';
import { emailSenderRoutes, smsSenderRoutes } from './sender-routes.ts';

/** The library's face as JSON routes. Nothing is decided here: paths and dates are mapped, the library does the rest. */
export function api(messaging: Messaging, database: Database): Router {
  const { email, sms, consumers } = messaging;
  const router = Router();
  router.use(jsonBody);

  router.use('/email', emailSenderRoutes(email));
  router.use('/sms', smsSenderRoutes(sms));
  // The library checks every field of what comes from outside, so its type is only claimed here.
  router.use(
    '/email',
    channelRoutes(email, {
      send: (input) => email.send(input as EmailInput),
      preview: (input) => email.preview(input as EmailInput),
    }),
  );
  router.use(
    '/sms',
    channelRoutes(sms, {
      send: (input) => sms.send(input as SmsInput),
      preview: (input) => sms.preview(input as SmsInput),
    }),
  );
  router.use('/consumers', consumerRoutes(consumers));
  router.use('/orders', orderRoutes(messaging, database));
  router.get('/audit', async (req, res) => res.json(await messaging.audit.list(auditOptions(req))));
  router.get('/alerts', async (_req, res) => res.json(await messaging.alerts()));
  router.get('/subscriptions', async (_req, res) => res.json(await messaging.subscriptions.list()));
  return router;
}

function consumerRoutes(consumers: Messaging['consumers']): Router {
  const router = Router();
  router.get('/', async (req, res) => {
    const reachableBy = channelOf(req, 'reachableBy');
    res.json(await consumers.search(queryOf(req, 'q') ?? '', reachableBy ? { reachableBy } : {}));
  });
  router.get('/:id', async (req, res) => res.json(await consumers.get(req.params.id)));
  router.get('/:id/messages', async (req, res) => {
    const channel = channelOf(req, 'channel');
    const options = present({ ...historyOptions(req), channel });
    res.json(await consumers.history(req.params.id, options));
  });
  return router;
}
