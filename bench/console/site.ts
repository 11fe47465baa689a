import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { messagingConsole } from '@postern/console';
import { memoryConsumers, memoryTransport } from '@postern/memory';
import { postgres } from '@postern/postgres';
import type pg from 'pg';
import { Messaging, type Site } from 'postern';
import { Recorder } from './recorder.ts';

const acme: Site = { id: 'acme', name: 'Acme' };
/** Another, whose messages must not wait for the first one's. */
export const neighbour: Site = { id: 'beta', name: 'Beta' };

/** A console over a database, where everything is allowed and no call is too many. */
export async function startSite(pool: pg.Pool) {
  const { storage, queue, migrate, close } = postgres({ pool });
  await migrate();
  const email = memoryTransport({ channel: 'email' });
  const messaging = new Messaging({
    ...{ site: acme, sites: [acme, neighbour], secret: 'x'.repeat(32), storage, queue, email },
    consumers: memoryConsumers([{ id: 'c7', name: 'User 7', email: 'user7@example.com' }]),
  });
  const pages = messagingConsole(messaging, {
    authorize: () => ({ user: { id: 'ada', name: 'Ada' }, can: { view: true, send: true, manage: true } }),
    requestsPerMinute: 1_000_000,
  });
  const recorder = new Recorder();
  const web = createServer((request, response) => {
    recorder.watch(request, response);
    pages(request, response, () => response.writeHead(404).end());
  });
  await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve));
  const { port } = web.address() as AddressInfo;
  return {
    ...{ storage, messaging, recorder, base: `http://127.0.0.1:${port}` },
    async stop(): Promise<void> {
      pages.close();
      web.close();
      web.closeAllConnections();
      await messaging.stop();
      await close();
    },
  };
}
