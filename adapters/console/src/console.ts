import type { IncomingMessage } from 'node:http';
import { answerNodeRequest, type Messaging, type NodeRequest, type NodeResponse } from 'postern';
import { bodyAgain, mountOf } from './console-node.ts';
import { type Authority, type ConsoleOptions, type MaybePromise, readSettings } from './console-options.ts';
import { below, ConsoleServer } from './console-server.ts';

/** Ends the streams of live changes, which would keep a server from closing; call it before `server.close()`. */
interface Closing {
  /** Ends the streams at once; what is asked afterwards is answered 503, and its connection closed. */
  close(): void;
}

/** A middleware for Express, Connect, or `createServer` of `node:http` and `node:http2`. */
export interface ConsoleMiddleware<Req extends NodeRequest> extends Closing {
  (req: Req, res: NodeResponse, next?: (error?: unknown) => void): void;
}

/** What a handler is called with besides the request. */
type Given<Context> = Context extends undefined ? [] : [context: Context];

/** A Web handler, also as `{ fetch }`. */
export interface ConsoleHandler<Context> extends Closing {
  (request: Request, ...context: Given<Context>): Promise<Response>;
  /** The handler itself, for servers that take `{ fetch }`. */
  fetch(request: Request, ...context: Given<Context>): Promise<Response>;
}

/**
 * The messaging pages with their API: `app.use('/messaging', messagingConsole(messaging, { authorize }))`. Everything below the mount is
 * answered here, and nothing without `authorize`. Mount it before body parsers with small limits.
 * @throws MessagingError `invalid_config`, naming an option that cannot be used
 */
export function messagingConsole<Req extends NodeRequest = IncomingMessage>(
  messaging: Messaging,
  options: ConsoleOptions<Req>,
): ConsoleMiddleware<Req> {
  const settings = readSettings(messaging, options);
  const server = new ConsoleServer(settings);
  const middleware = (req: Req, res: NodeResponse, next?: (error?: unknown) => void): void => {
    const place = mountOf(req, settings.basePath);
    if (!place) {
      if (next) next();
      else {
        res.statusCode = 404;
        res.end();
      }
      return;
    }
    const authorize = () => options.authorize(req);
    // It never rejects.
    void answerNodeRequest(req, res, {
      answer: async (request) => {
        const response = await server.handle({ request, ...place, authorize });
        // A connection that is kept, by a page that goes on asking, would keep the host's server from closing.
        const isLast = server.closed || isStream(response);
        if (isLast && req.httpVersionMajor < 2 && !res.headersSent) res.setHeader('connection', 'close');
        return response;
      },
      reread: bodyAgain,
      onError: (error) => settings.onError(error, { method: req.method ?? '', endpoint: 'unknown' }),
    });
  };
  return Object.assign(middleware, { close: () => server.close() });
}

function isStream({ headers }: Response): boolean {
  return headers.get('content-type')?.startsWith('text/event-stream') ?? false;
}

/** As {@link ConsoleOptions}, for a Web handler. */
export interface ConsoleHandlerOptions<Context> extends Omit<ConsoleOptions<Request>, 'authorize'> {
  /** As in {@link ConsoleOptions}; `context` is what the handler is called with besides, such as Hono's `c`. */
  readonly authorize: (request: Request, context: Context) => MaybePromise<Authority | null | undefined>;
}

/**
 * The same as a Web handler, for Hono, Next and others: give it every request for `basePath` and below.
 * @throws MessagingError `invalid_config`, naming an option that cannot be used
 */
export function consoleHandler<Context = undefined>(
  messaging: Messaging,
  options: ConsoleHandlerOptions<Context>,
): ConsoleHandler<Context> {
  const settings = readSettings(messaging, options);
  const server = new ConsoleServer(settings);
  const handle = async (request: Request, ...[context]: Given<Context>): Promise<Response> => {
    const place = below(settings.basePath ?? '', new URL(request.url).pathname);
    if (!place) return new Response(null, { status: 404 });
    return server.handle({
      request,
      ...place,
      authorize: () => options.authorize(request, context as Context),
    });
  };
  return Object.assign(handle, { fetch: handle, close: () => server.close() });
}
