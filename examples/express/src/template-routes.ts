import { type Request, Router } from 'express';
import type { Messaging } from 'postern';
import { present } from 'postern/adapter';
import { bodyOf, textOf } from './api-input.ts';
import { userOf } from './user.ts';

/** The templates that people write, beside those in code (`templates.ts`). */
export function templateRoutes(templates: Messaging['email']['templates']): Router {
  const router = Router();
  router.get('/', async (_req, res) => res.json(await templates.list()));
  router.post('/', async (req, res) => res.status(201).json(await templates.save(templateOf(req))));
  router.get('/:id', async (req, res) => res.json(await templates.get(req.params.id)));
  router.put('/:id', async (req: Request<{ id: string }>, res) => {
    res.json(await templates.save({ ...templateOf(req), id: req.params.id }));
  });
  router.delete('/:id', async (req, res) => {
    await templates.delete(req.params.id, { actor: userOf(req).id });
    res.status(204).end();
  });
  router.post('/:id/preview', async (req: Request<{ id: string }>, res) => {
    res.json(await templates.render(req.params.id, bodyOf(req).data));
  });
  return router;
}

function templateOf(req: Request) {
  const body = bodyOf(req);
  const text = (field: string) => (body[field] === undefined ? undefined : textOf(body[field]));
  return present({
    name: textOf(body.name),
    id: text('id'),
    subject: text('subject'),
    text: text('text'),
    html: text('html'),
    topic: text('topic'),
    sender: text('sender'),
    actor: userOf(req).id,
  });
}
