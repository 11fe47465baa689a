import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { WebhookRequest } from 'postern/adapter';
import { closedAfterTest } from './fixtures.ts';

/** A host that is called back, and answers each with a status. */
export async function openHost(answer: (request: WebhookRequest) => Promise<number>) {
  const server = createServer(async (request, response) => {
    const { method = '', url = '', headers } = request;
    const body = await buffer(request);
    const status = await answer({
      method,
      url,
      headers: new Headers(headers as Record<string, string>),
      body,
    });
    response.writeHead(status).end();
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
