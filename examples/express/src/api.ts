import { Router } from 'express';
import type { EmailInput, Messaging, SmsInput } from 'postern';
import { present } from 'postern/adapter';
import { bodyOf, channelOf, historyOptions, jsonBody, queryOf, textOf } from './api-input.ts';
import { channelRoutes } from './channel-routes.ts';
import type { Database } from './database.ts';
import { orderRoutes } from './order-routes.ts';

/** The library's face as JSON routes. Nothing is decided here: paths and dates are mapped, the library does the rest. */
export function api({ email, sms, consumers }: Messaging, database: Database): Router {
  const router = Router();
  router.use(jsonBody);

  router.use('/email/sender', emailSenderRoutes(email.sender));
  router.use('/sms/sender', smsSenderRoutes(sms.sender));
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
  router.use('/orders', orderRoutes(email, database));
  return router;
}

/** Create, confirm by the code or the link, check the domain. */
function emailSenderRoutes(sender: Messaging['email']['sender']): Router {
  const router = Router();
  router.get('/', async (_req, res) => res.json((await sender.find()) ?? null));
  router.post('/', async (req, res) => {
    const { name, address } = bodyOf(req);
    res.status(201).json(await sender.create({ name: textOf(name), address: textOf(address) }));
  });
  router.patch('/', async (req, res) => {
    const { name, address } = bodyOf(req);
    const changes = present({
      name: name === undefined ? undefined : textOf(name),
      address: address === undefined ? undefined : textOf(address),
    });
    res.json(await sender.update(changes));
  });
  router.delete('/', async (_req, res) => {
    await sender.delete();
    res.status(204).end();
  });
  router.post('/code', async (_req, res) => res.json(await sender.sendCode()));
  router.post('/confirm', async (req, res) => res.json(await sender.confirm(textOf(bodyOf(req).code))));
  router.post('/address/check', async (_req, res) => res.json(await sender.checkAddress()));
  router.get('/domain', async (_req, res) => res.json(await sender.domain()));
  router.post('/domain/check', async (_req, res) => res.json(await sender.checkDomain()));
  router.post('/domain/keys', async (_req, res) => res.json(await sender.rotateKeys()));
  return router;
}

function smsSenderRoutes(sender: Messaging['sms']['sender']): Router {
  const router = Router();
  router.get('/', async (_req, res) => res.json((await sender.find()) ?? null));
  router.put('/', async (req, res) => res.json(await sender.set(textOf(bodyOf(req).value))));
  router.delete('/', async (_req, res) => {
    await sender.delete();
    res.status(204).end();
  });
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
