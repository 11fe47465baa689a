import { Router } from 'express';
import type { Messaging, SuppressionInput } from 'postern';
import { present } from 'postern/adapter';
import { bodyOf, queryOf, textOf } from './api-input.ts';
import { HttpError } from './http-error.ts';
import { userOf } from './user.ts';

/** The addresses that a channel does not send to, at all or of a topic: list, add, remove. */
export function suppressionRoutes(suppressions: Messaging['email']['suppressions']): Router {
  const router = Router();
  router.get('/', async (req, res) => {
    const cursor = queryOf(req, 'cursor');
    const limit = queryOf(req, 'limit');
    const options = present({
      cursor: cursor || undefined,
      limit: limit ? Number(limit) : undefined,
    });
    res.json(await suppressions.list(options));
  });
  router.post('/', async (req, res) => {
    const { address, reason, topic } = bodyOf(req);
    const input = present({
      address: textOf(address),
      topic: topic === undefined ? undefined : textOf(topic),
      // Checked by the library, so its type is only claimed here.
      reason: reason as SuppressionInput['reason'],
      source: userOf(req).id,
    });
    const added = await suppressions.add(input);
    const entries = await suppressions.of(input.address);
    // Where everything was on the list already, nothing was added for a topic.
    const entry = entries.find((one) => one.topic === input.topic) ?? entries[0];
    res.status(added ? 201 : 200).json(entry);
  });
  router.delete('/:address', async (req, res) => {
    const options = present({ topic: queryOf(req, 'topic'), actor: userOf(req).id });
    if (!(await suppressions.delete(req.params.address, options)))
      throw new HttpError(404, 'no_such_suppression', 'This address is not on the list.');
    res.status(204).end();
  });
  return router;
}
