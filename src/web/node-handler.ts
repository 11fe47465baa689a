import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';

/** Anything that answers Web requests: a `Messaging`, or a function. */
export type WebHandler = (request: Request) => Promise<Response>;

/**
 * A Web handler for Node's `http`, Express and Connect. Mount it before body parsers: signatures are over the raw body.
 * `app.use('/messaging', nodeHandler((request) => messaging.handle(request)))`
 */
export function nodeHandler(
  handle: WebHandler,
): (request: NodeRequest, response: ServerResponse) => Promise<void> {
  return async (incoming, outgoing) => {
    const response = await handle(toWebRequest(incoming));
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    outgoing.end(Buffer.from(await response.arrayBuffer()));
  };
}

/** Express keeps the whole path in `originalUrl` and cuts `url` by the mount. */
type NodeRequest = IncomingMessage & { readonly originalUrl?: string };

function toWebRequest(incoming: NodeRequest): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    for (const one of Array.isArray(value) ? value : [value])
      if (one !== undefined) headers.append(name, one);
  }
  const method = incoming.method ?? 'GET';
  const hasBody = method !== 'GET' && method !== 'HEAD';
  // The host name is never used: public URLs come from the configuration.
  return new Request(new URL(incoming.originalUrl ?? incoming.url ?? '/', 'http://localhost'), {
    method,
    headers,
    ...(hasBody ? { body: Readable.toWeb(incoming) as ReadableStream, duplex: 'half' } : {}),
  });
}
