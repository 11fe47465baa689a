import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { closedAfterTest } from './fixtures.ts';

/** A host that is called back, and answers each with 200. */
export async function openHost(called: (request: IncomingMessage) => void) {
  const server = createServer((request, response) => {
    called(request);
    request.resume();
    response.writeHead(200).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closedAfterTest({
    close: async () => {
      server.closeAllConnections();
      server.close();
    },
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/callback` };
}
