import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { memory, memoryDns } from '@postern/memory';
import { Messaging, nodeHandler } from 'postern';
import type { SesOptions } from '../../src/index.ts';
import type { SesStandIn } from '../../src/testing/index.ts';
import { closedAfterTest, transportTo } from './fixtures.ts';

/** A site that sends by the stand-in, and is called back by it over HTTP. */
export async function openHost(standIn: SesStandIn, options: Partial<SesOptions> = {}) {
  const server = createServer((request, response) => {
    nodeHandler((one) => messaging.handle(one))(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closedAfterTest({
    async close() {
      server.closeAllConnections();
      server.close();
    },
  });
  const publicUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/messaging`;
  const email = transportTo(standIn, options);
  const dns = memoryDns({ 'acme.example': { MX: [{ exchange: 'mx.acme.example', priority: 10 }] } });
  const messaging = new Messaging({
    ...{ site: { id: 'acme', name: 'Acme' }, secret: 'x'.repeat(32), publicUrl, email, dns },
    ...memory(),
  });
  return { messaging, email, dns };
}
