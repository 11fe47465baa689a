import { type Request, Router } from 'express';
import type { Messaging } from 'postern';
import { bodyOf } from './api-input.ts';
import { userOf } from './user.ts';

/** What somebody gets of the site's topics: read, change on their behalf, and a link to the page where they choose themselves. */
export function preferenceRoutes(preferences: Messaging['email']['preferences']): Router {
  const router = Router();
  router.get('/:address', async (req, res) => res.json(await preferences.get(req.params.address)));
  router.put('/:address', async (req: Request<{ address: string }>, res) => {
    const input = { ...bodyOf(req), actor: userOf(req).id };
    res.json(await preferences.set(req.params.address, input));
  });
  router.post('/:address/link', async (req, res) => {
    res.json({ url: await preferences.url(req.params.address) });
  });
  return router;
}
