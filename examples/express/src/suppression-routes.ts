import { Router } from 'express';
import type { Messaging, SuppressionInput } from 'postern';
import { present } from 'postern/adapter';
import { bodyOf, queryOf, textOf } from './api-input.ts';
import { HttpError } from './http-error.ts';

/** The addresses that a channel does not send to: list, add, remove. */
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
    const { address, reason } = bodyOf(req);
    const added = await suppressions.add({
      address: textOf(address),
      // Checked by the library, so its type is only claimed here.
      reason: reason as SuppressionInput['reason'],
    });
    res.status(added ? 201 : 200).json(await suppressions.find(textOf(address)));
  });
  router.delete('/:address', async (req, res) => {
    if (!(await suppressions.delete(req.params.address)))
      throw new HttpError(404, 'no_such_suppression', 'This address is not on the list.');
    res.status(204).end();
  });
  return router;
}
