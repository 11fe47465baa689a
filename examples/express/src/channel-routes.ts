import { type Request, Router } from 'express';
import type { Messaging, Receipt } from 'postern';
import { bodyOf, dateOf, historyOptions, messageOf, queryOf, searchOptions } from './api-input.ts';
import { preferenceRoutes } from './preference-routes.ts';
import { suppressionRoutes } from './suppression-routes.ts';
import { templateRoutes } from './template-routes.ts';
import { userOf } from './user.ts';

/** What e-mail and SMS do alike. Only what a message consists of differs. */
export function channelRoutes(
  channel: Messaging['email'] | Messaging['sms'],
  { send, preview }: { send(input: unknown): Promise<Receipt>; preview(input: unknown): Promise<unknown> },
): Router {
  const router = Router();
  router.get('/overview', async (_req, res) => res.json(await channel.overview()));
  router.get('/daily', async (req, res) => {
    const days = queryOf(req, 'days');
    res.json(await channel.daily(days === undefined ? undefined : Number(days)));
  });
  router.post('/preview', async (req, res) => res.json(await preview(messageOf(bodyOf(req)))));

  router.post('/messages', async (req, res) => {
    const message = messageOf(bodyOf(req));
    // Who sends by hand is who asks, whatever the body says.
    const receipt = await send(message.origin === 'web' ? { ...message, actor: userOf(req).id } : message);
    res.status(202).location(`${req.baseUrl}/messages/${receipt.id}`).json(receipt);
  });
  router.get('/messages', async (req, res) => res.json(await channel.history(historyOptions(req))));
  router.get('/messages/search', async (req, res) =>
    res.json(await channel.search(queryOf(req, 'q') ?? '', searchOptions(req))),
  );
  router.get('/messages/:id', async (req, res) => res.json(await channel.get(req.params.id)));
  router.post('/messages/:id/cancel', async (req, res) =>
    res.json(await channel.cancel(req.params.id, { actor: userOf(req).id })),
  );
  router.post('/messages/:id/reschedule', async (req: Request<{ id: string }>, res) => {
    const { at } = bodyOf(req);
    const when = at === 'now' ? at : dateOf(at, 'at');
    res.json(await channel.reschedule(req.params.id, when, { actor: userOf(req).id }));
  });
  router.post('/messages/:id/retry', async (req, res) =>
    res.json(await channel.retry(req.params.id, { actor: userOf(req).id })),
  );

  router.use('/suppressions', suppressionRoutes(channel.suppressions));
  router.use('/preferences', preferenceRoutes(channel.preferences));
  router.use('/templates', templateRoutes(channel.templates));
  return router;
}
