import { type Request, Router } from 'express';
import type { Messaging, Receipt } from 'postern';
import { present } from 'postern/adapter';
import { bodyOf, dateOf, historyOptions, messageOf, queryOf, searchOptions, textOf } from './api-input.ts';
import { suppressionRoutes } from './suppression-routes.ts';

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
    const receipt = await send(messageOf(bodyOf(req)));
    res.status(202).location(`${req.baseUrl}/messages/${receipt.id}`).json(receipt);
  });
  router.get('/messages', async (req, res) => res.json(await channel.history(historyOptions(req))));
  router.get('/messages/search', async (req, res) =>
    res.json(await channel.search(queryOf(req, 'q') ?? '', searchOptions(req))),
  );
  router.get('/messages/:id', async (req, res) => res.json(await channel.get(req.params.id)));
  router.post('/messages/:id/cancel', async (req, res) => res.json(await channel.cancel(req.params.id)));
  router.post('/messages/:id/reschedule', async (req: Request<{ id: string }>, res) => {
    const at = dateOf(bodyOf(req).at, 'at');
    res.json(await channel.reschedule(req.params.id, at));
  });
  router.post('/messages/:id/retry', async (req, res) => res.json(await channel.retry(req.params.id)));

  router.use('/suppressions', suppressionRoutes(channel.suppressions));
  router.use('/templates', templateRoutes(channel.templates));
  return router;
}

function templateRoutes(templates: Messaging['email']['templates']): Router {
  const router = Router();
  router.get('/', async (_req, res) => res.json(await templates.list()));
  router.post('/', async (req, res) => res.status(201).json(await templates.save(templateOf(req))));
  router.get('/:id', async (req, res) => res.json(await templates.get(req.params.id)));
  router.put('/:id', async (req: Request<{ id: string }>, res) => {
    res.json(await templates.save({ ...templateOf(req), id: req.params.id }));
  });
  router.delete('/:id', async (req, res) => {
    await templates.delete(req.params.id);
    res.status(204).end();
  });
  router.post('/:id/preview', async (req: Request<{ id: string }>, res) => {
    res.json(await templates.render(req.params.id, bodyOf(req).data));
  });
  return router;
}

function templateOf(req: Request) {
  const { id, name, subject, text, html } = bodyOf(req);
  return present({
    name: textOf(name),
    id: id === undefined ? undefined : textOf(id),
    subject: subject === undefined ? undefined : textOf(subject),
    text: text === undefined ? undefined : textOf(text),
    html: html === undefined ? undefined : textOf(html),
  });
}
