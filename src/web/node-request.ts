import type { Readable } from 'node:stream';
import { present } from '../model/present.ts';

/** What the bridge reads of Node's request: of `node:http` or of HTTP/2, as Express and Connect hand it on. */
export interface NodeRequest extends Readable {
  readonly url?: string | undefined;
  /** The whole path, where a router has cut `url` by its mount. */
  readonly originalUrl?: string | undefined;
  readonly method?: string | undefined;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly httpVersionMajor: number;
  /** The whole request has come in. */
  readonly complete: boolean;
  /** What a body parser made of the body. */
  readonly body?: unknown;
  /** The bytes it kept: NestJS (`rawBody: true`) and many a `verify` function do. */
  readonly rawBody?: unknown;
}

/** What a request could not be made of: `status` says why. */
export class Unanswerable extends Error {
  readonly status: 400 | 405;

  constructor(status: 400 | 405) {
    super(status === 405 ? 'This method is not allowed.' : 'This is not a valid request.');
    this.status = status;
  }
}

/** Reading the body where a body parser in front has read it already, and kept nothing that a signature could be checked over. */
export class BodyTaken extends Error {
  override readonly name = 'BodyTaken';

  constructor() {
    super('The body of the request was read before: mount this before body parsers.');
  }
}

/** Methods that `Request` refuses to be made with. */
const refused = new Set(['CONNECT', 'TRACE', 'TRACK']);

/** Characters; Node itself takes 16 kB of headers unless it is told otherwise. */
const longestTarget = 1_000_000;

/** Path and query as the client wrote them, of any form of request target (RFC 9112 §3.2); `undefined` where it names no path. */
export function targetOf(url: string): { readonly path: string; readonly search: string } | undefined {
  if (typeof url !== 'string' || url.length > longestTarget) return undefined;
  const origin = /^https?:\/\/[^/?#\\]*/i.exec(url)?.[0] ?? '';
  if (origin !== '' && !URL.canParse(origin)) return undefined;
  const target = url.slice(origin.length);
  if (origin === '' && !target.startsWith('/')) return undefined;
  const [, path = '', search = ''] = /^([^?#]*)(\?[^#]*)?/.exec(target) ?? [];
  return { path: path === '' ? '/' : path, search };
}

/**
 * Node's request as a Web one. The host name is never used: `Host` may be anything, and public URLs come from the configuration.
 * @throws Unanswerable
 */
export function toWebRequest(
  incoming: NodeRequest,
  signal: AbortSignal,
  reread?: (incoming: NodeRequest) => string | Uint8Array | undefined,
): Request {
  const method = (incoming.method ?? 'GET').toUpperCase();
  if (refused.has(method)) throw new Unanswerable(405);
  const target = targetOf(incoming.originalUrl ?? incoming.url ?? '/');
  if (!target) throw new Unanswerable(400);
  const body = method === 'GET' || method === 'HEAD' ? undefined : bodyOf(incoming, reread);
  try {
    const sent = present({ body, duplex: body === undefined ? undefined : 'half' });
    return new Request(`http://localhost${target.path}${target.search}`, {
      method,
      signal,
      headers: headersOf(incoming),
      ...sent,
    });
  } catch {
    throw new Unanswerable(400);
  }
}

function headersOf({ headers }: NodeRequest): [string, string][] {
  // HTTP/2 has pseudo headers, such as ":path", which are none; ":authority" is its Host.
  const { ':authority': host = [], ...rest } = headers;
  return Object.entries({ host, ...rest }).flatMap(([name, value = []]) =>
    name.startsWith(':') ? [] : [value].flat().map((one): [string, string] => [name, one]),
  );
}

function bodyOf(
  incoming: NodeRequest,
  reread: ((incoming: NodeRequest) => string | Uint8Array | undefined) | undefined,
): ReadableStream<Uint8Array> | string | Uint8Array<ArrayBuffer> {
  if (!incoming.readableDidRead && !incoming.readableEnded) return streamOf(incoming);
  for (const kept of [incoming.rawBody, incoming.body]) {
    if (kept instanceof Uint8Array) return new Uint8Array(kept);
  }
  const again = reread?.(incoming);
  if (again !== undefined) return typeof again === 'string' ? again : new Uint8Array(again);
  return new ReadableStream(
    { pull: (controller) => controller.error(new BodyTaken()) },
    { highWaterMark: 0 },
  );
}

/** Read on demand; what is left unread leaves the connection whole, so that the answer still arrives. */
function streamOf(incoming: NodeRequest): ReadableStream<Uint8Array> {
  let chunks: AsyncIterator<unknown> | undefined;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        chunks ??= incoming.iterator({ destroyOnReturn: false })[Symbol.asyncIterator]();
        const { done, value } = await chunks.next();
        if (done) controller.close();
        else controller.enqueue(value instanceof Uint8Array ? value : Buffer.from(String(value)));
      },
      async cancel() {
        await chunks?.return?.();
      },
    },
    { highWaterMark: 0 },
  );
}
