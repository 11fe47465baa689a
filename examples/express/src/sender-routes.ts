import { type Request, Router } from 'express';
import type { EmailSender, Messaging, SmsSender } from 'postern';
import { present } from 'postern/adapter';
import { bodyOf, textOf } from './api-input.ts';
import { userOf } from './user.ts';

/** The sender by default at `/sender`; all of them, each by its key, at `/senders`. */
export function emailSenderRoutes({ sender, senders }: Messaging['email']): Router {
  const router = Router();
  router.use(
    '/sender',
    oneEmailSender(() => sender),
  );
  router.use('/senders', listRoutes(senders));
  router.use('/senders/:key', oneEmailSender(keyed(senders)));
  return router;
}

export function smsSenderRoutes({ sender, senders }: Messaging['sms']): Router {
  const router = Router();
  router.use(
    '/sender',
    oneSmsSender(() => sender),
  );
  router.use('/senders', listRoutes(senders));
  router.use('/senders/:key', oneSmsSender(keyed(senders)));
  return router;
}

/** `mergeParams`: the key stands in the path that the routes are mounted at. */
function keyed<Sender>(senders: { named(key: string): Sender }): (req: Request) => Sender {
  return (req) => senders.named(textOf(req.params.key));
}

function listRoutes(senders: Messaging['email']['senders'] | Messaging['sms']['senders']): Router {
  const router = Router();
  router.get('/', async (_req, res) => res.json(await senders.list()));
  router.post('/:key/default', async (req, res) =>
    res.json(await senders.makeDefault(req.params.key, { actor: userOf(req).id })),
  );
  return router;
}

/** Create, confirm by the code or the link, check the domain. */
function oneEmailSender(of: (req: Request) => EmailSender): Router {
  const router = Router({ mergeParams: true });
  router.get('/', async (req, res) => res.json((await of(req).find()) ?? null));
  router.post('/', async (req, res) => {
    const { name, address } = bodyOf(req);
    const input = { name: textOf(name), address: textOf(address) };
    res.status(201).json(await of(req).create(input, { actor: userOf(req).id }));
  });
  router.patch('/', async (req, res) => {
    const { name, address } = bodyOf(req);
    const changes = present({
      name: name === undefined ? undefined : textOf(name),
      address: address === undefined ? undefined : textOf(address),
    });
    res.json(await of(req).update(changes, { actor: userOf(req).id }));
  });
  router.delete('/', async (req, res) => {
    await of(req).delete({ actor: userOf(req).id });
    res.status(204).end();
  });
  router.post('/code', async (req, res) => res.json(await of(req).sendCode()));
  router.post('/confirm', async (req, res) =>
    res.json(await of(req).confirm(textOf(bodyOf(req).code), { actor: userOf(req).id })),
  );
  router.post('/address/check', async (req, res) =>
    res.json(await of(req).checkAddress({ actor: userOf(req).id })),
  );
  router.get('/domain', async (req, res) => res.json(await of(req).domain()));
  router.post('/domain/check', async (req, res) => res.json(await of(req).checkDomain()));
  router.post('/domain/keys', async (req, res) =>
    res.json(await of(req).rotateKeys({ actor: userOf(req).id })),
  );
  return router;
}

function oneSmsSender(of: (req: Request) => SmsSender): Router {
  const router = Router({ mergeParams: true });
  router.get('/', async (req, res) => res.json((await of(req).find()) ?? null));
  router.put('/', async (req, res) =>
    res.json(await of(req).set(textOf(bodyOf(req).value), { actor: userOf(req).id })),
  );
  router.delete('/', async (req, res) => {
    await of(req).delete({ actor: userOf(req).id });
    res.status(204).end();
  });
  return router;
}
