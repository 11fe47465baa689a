import { plain } from './answer.ts';
import { type NodeRequest, toWebRequest, Unanswerable } from './node-request.ts';

/** Anything that answers Web requests: a function such as `(request) => messaging.handle(request)`. */
export type WebHandler = (request: Request) => Promise<Response>;

/** What the bridge needs of Node's response, of `node:http` or of HTTP/2. */
export interface NodeResponse {
  statusCode: number;
  readonly headersSent: boolean;
  readonly writableEnded: boolean;
  /** Called before anything is written; a list for cookies. */
  setHeader(name: string, value: string | readonly string[]): unknown;
  /** Sends the headers before the first part of a body. Left out, they go with it. */
  flushHeaders?(): void;
  /** `false`: full; nothing more is written before `drain`. */
  write(chunk: Uint8Array): boolean;
  /** Called when all is written, or the answer broke off. */
  end(): unknown;
  /** `error` is listened to so that a broken connection ends no process; `close`: the client has left. */
  on(event: 'error' | 'close' | 'drain', listener: () => void): unknown;
  /** Called with what `on` was given, when a body is through. */
  off(event: 'close' | 'drain', listener: () => void): unknown;
}

/** Options of {@link nodeHandler}. */
export interface NodeHandlerOptions {
  /** Told of what the handler throws; the client learns only that something went wrong. Default: a process warning. */
  readonly onError?: (error: unknown) => void;
}

/** How one request of Node's is answered. */
export interface NodeExchange extends NodeHandlerOptions {
  /** What answers; it is given a Web request that aborts when the client leaves. */
  readonly answer: WebHandler;
  /** The body once more, where middleware of the host's has read it and what it made of it is enough. */
  readonly reread?: (incoming: NodeRequest) => string | Uint8Array | undefined;
}

/**
 * A Web handler for Node's `http` and `http2`, Express and Connect. Mount it before body parsers: signatures are over the raw body.
 * Whatever comes in gets an answer, and nothing ends the process.
 * `app.use('/messaging', nodeHandler((request) => messaging.handle(request)))`
 */
export function nodeHandler(
  handle: WebHandler,
  options: NodeHandlerOptions = {},
): (request: NodeRequest, response: NodeResponse) => Promise<void> {
  return (incoming, outgoing) => answerNodeRequest(incoming, outgoing, { ...options, answer: handle });
}

/** One request of Node's, answered by a Web handler. Never rejects. */
export async function answerNodeRequest(
  incoming: NodeRequest,
  outgoing: NodeResponse,
  { answer, reread, onError = warn }: NodeExchange,
): Promise<void> {
  const gone = new AbortController();
  // Without listeners a broken connection would end the process.
  incoming.on('error', () => undefined);
  outgoing.on('error', () => undefined);
  outgoing.on('close', () => gone.abort());
  let response: Response;
  try {
    response = await answer(toWebRequest(incoming, gone.signal, reread));
  } catch (error) {
    response = refusal(error, onError);
  }
  try {
    await (gone.signal.aborted ? response.body?.cancel() : send(response, incoming, outgoing));
  } catch (error) {
    // Headers that Node does not write, or an answer that broke off within.
    if (!gone.signal.aborted) tell(onError, error);
    if (!outgoing.headersSent) outgoing.statusCode = 500;
    if (!outgoing.writableEnded) outgoing.end();
  }
}

function refusal(error: unknown, onError: (error: unknown) => void): Response {
  if (error instanceof Unanswerable) {
    const allow = error.status === 405 ? { allow: 'GET, HEAD, POST' } : {};
    return plain(error.status, error.message, allow);
  }
  tell(onError, error);
  return plain(500, 'Something went wrong.');
}

async function send(response: Response, incoming: NodeRequest, outgoing: NodeResponse): Promise<void> {
  const { body } = response;
  // Somebody has answered meanwhile: a time-out of the host's, or nobody is left.
  if (outgoing.headersSent || outgoing.writableEnded) return body?.cancel();
  outgoing.statusCode = response.status;
  for (const [name, value] of response.headers) if (name !== 'set-cookie') outgoing.setHeader(name, value);
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) outgoing.setHeader('set-cookie', cookies);
  // What is left of a body is not waited for. HTTP/2 has streams for that, and no such header.
  if (!incoming.complete && incoming.httpVersionMajor < 2) outgoing.setHeader('connection', 'close');
  if (!body || incoming.method === 'HEAD') {
    outgoing.end();
    return body?.cancel();
  }
  // At once, so that a stream counts as open before its first event.
  outgoing.flushHeaders?.();
  await pump(body, outgoing);
  outgoing.end();
}

/** Writes as fast as the client reads; ends the stream when it has left. */
async function pump(body: ReadableStream<Uint8Array>, outgoing: NodeResponse): Promise<void> {
  const reader = body.getReader();
  let left = false;
  let wake: () => void = () => undefined;
  const onDrain = () => wake();
  const onClose = () => {
    left = true;
    wake();
    reader.cancel().catch(() => undefined);
  };
  outgoing.on('close', onClose);
  outgoing.on('drain', onDrain);
  try {
    for (let part = await reader.read(); !part.done && !left; part = await reader.read()) {
      if (!outgoing.write(part.value) && !left) await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    outgoing.off('close', onClose);
    outgoing.off('drain', onDrain);
  }
}

/** A listener that throws tells the process, and no more. */
function tell(onError: (error: unknown) => void, error: unknown): void {
  try {
    onError(error);
  } catch (failed) {
    warn(failed);
  }
}

function warn(error: unknown): void {
  const kind = error instanceof Error ? error.name : typeof error;
  process.emitWarning(
    `A Web handler failed (${kind}). Pass "onError" to nodeHandler() to see it.`,
    'PosternWarning',
  );
}
