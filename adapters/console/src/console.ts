import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Messaging } from 'postern';
import { mountOf, sendResponse, toRequest } from './console-node.ts';
import { type Authority, type ConsoleOptions, readSettings } from './console-options.ts';
import { ConsoleServer } from './console-server.ts';

/** Ends the streams of live changes, which would keep a server from closing; call it before `server.close()`. */
interface Closing {
  close(): void;
}

/** A middleware for Express, Connect, or `createServer` of `node:http`. */
export interface ConsoleMiddleware<Req extends IncomingMessage> extends Closing {
  (req: Req, res: ServerResponse, next?: (error?: unknown) => void): void;
}

/** What a handler is called with besides the request. */
type Given<Context> = Context extends undefined ? [] : [context: Context];

/** A Web handler, also as `{ fetch }`. */
export interface ConsoleHandler<Context> extends Closing {
  (request: Request, ...context: Given<Context>): Promise<Response>;
  fetch(request: Request, ...context: Given<Context>): Promise<Response>;
}

/**
 * The messaging pages with their API: `app.use('/messaging', console(messaging, { authorize }))`. Everything below the mount is
 * answered here, and nothing without `authorize`. Mount it before body parsers with small limits.
 * @throws TypeError naming an option that cannot be used
 */
export function console<Req extends IncomingMessage = IncomingMessage>(
  messaging: Messaging,
  options: ConsoleOptions<Req>,
): ConsoleMiddleware<Req> {
  const server = new ConsoleServer(readSettings(messaging, options));
  const middleware = (req: Req, res: ServerResponse): void => {
    const visit = { request: toRequest(req, res), ...mountOf(req), authorize: () => options.authorize(req) };
    server
      .handle(visit)
      .then((response) => sendResponse(response, res))
      // Only the connection can have failed: there is nobody left to answer.
      .catch(() => res.destroy());
  };
  return Object.assign(middleware, { close: () => server.close() });
}

/** Where and for whom a Web handler answers. */
export interface ConsoleHandlerOptions<Context> extends Omit<ConsoleOptions<Request>, 'authorize'> {
  /** The path it is mounted at, such as `/messaging`; default: the root. */
  readonly basePath?: string | undefined;
  /** As in {@link ConsoleOptions}; `context` is what the handler is called with besides, such as Hono's `c`. */
  readonly authorize: (request: Request, context: Context) => Promise<Authority | null> | Authority | null;
}

/**
 * The same as a Web handler, for Hono, Fastify, Next and others: give it every request below `basePath`.
 * @throws TypeError naming an option that cannot be used
 */
export function consoleHandler<Context = undefined>(
  messaging: Messaging,
  options: ConsoleHandlerOptions<Context>,
): ConsoleHandler<Context> {
  const { basePath = '', authorize, ...rest } = options;
  const base = basePath.replace(/\/+$/, '');
  if (base !== '' && !base.startsWith('/')) throw new TypeError('console: "basePath" begins with a slash.');
  const server = new ConsoleServer(readSettings(messaging, { ...rest, authorize: () => null }));
  const handle = async (request: Request, ...[context]: Given<Context>): Promise<Response> => {
    const { pathname } = new URL(request.url);
    if (pathname !== base && !pathname.startsWith(`${base}/`)) return new Response(null, { status: 404 });
    const path = pathname.slice(base.length + 1);
    return server.handle({ request, base, path, authorize: () => authorize(request, context as Context) });
  };
  return Object.assign(handle, { fetch: handle, close: () => server.close() });
}
