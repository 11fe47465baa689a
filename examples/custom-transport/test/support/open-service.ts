import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { memory } from '@postern/memory';
import { Messaging, nodeHandler } from 'postern';
import { openPigeon } from './open-pigeon.ts';

/** A service that sends by Pigeon, its callbacks mounted where Pigeon can reach them: all of it over HTTP on loopback. */
export async function openService() {
  const { standIn, transport } = await openPigeon({ timeoutMs: 5_000 });
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const messaging = new Messaging({
    site: { id: 'acme', name: 'Acme' },
    ...memory(),
    sms: transport,
    publicUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/messaging`,
    secret: 'x'.repeat(32),
  });
  server.on(
    'request',
    nodeHandler((request) => messaging.handle(request)),
  );
  standIn.webhookUrl = messaging.webhookUrl(transport);
  const close = async () => {
    await messaging.stop();
    await standIn.http.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { messaging, standIn, close };
}
