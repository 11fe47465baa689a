import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { below, type Place } from './console-server.ts';

/** What Express and Connect add to a request. */
interface Mounted extends IncomingMessage {
  readonly originalUrl?: string;
  /** Set where the host parsed the body before us. */
  readonly body?: unknown;
}

/** Methods that `Request` refuses to be made with. */
const refused = new Set(['CONNECT', 'TRACE', 'TRACK']);

/** Node's request as a Web one; aborted when the connection ends before the answer does. */
export function toRequest(req: Mounted, res: ServerResponse): Request {
  const { url = '/', method = 'GET' } = req;
  const gone = new AbortController();
  res.once('close', () => gone.abort());
  const body = method === 'GET' || method === 'HEAD' ? undefined : bodyOf(req);
  // Only path and query are read from it; `Host` may be anything, and is looked at where it matters.
  return new Request(new URL(url.replace(/^\/*/, '/'), 'http://console.invalid'), {
    method: refused.has(method) ? 'OPTIONS' : method,
    headers: headersOf(req),
    signal: gone.signal,
    ...(body === undefined ? {} : { body, duplex: 'half' }),
  });
}

/** Where the host mounted us: where it says, or else what its router took away from the front of the path. */
export function mountOf(
  { originalUrl, url = '/' }: Mounted,
  basePath: string | undefined,
): Place | undefined {
  const whole = pathOf(originalUrl ?? url);
  if (basePath !== undefined) return below(basePath, whole);
  const own = pathOf(url);
  const before = whole.endsWith(own) ? whole.slice(0, whole.length - own.length) : whole;
  return { base: before.replace(/\/+$/, ''), path: own.replace(/^\/+/, '') };
}

/** Sends a Web answer, streaming. */
export async function sendResponse(response: Response, res: ServerResponse): Promise<void> {
  res.statusCode = response.status;
  for (const [name, value] of response.headers) res.setHeader(name, value);
  // The rest of a body that is too large is not waited for.
  if (response.status === 413) res.setHeader('connection', 'close');
  if (!response.body || res.req.method === 'HEAD') {
    res.end();
    return;
  }
  // At once, so that a stream counts as open before its first event.
  res.flushHeaders();
  await pipeline(Readable.fromWeb(response.body), res);
}

function pathOf(url: string): string {
  return url.split(/[?#]/, 1)[0] ?? '';
}

function headersOf({ headersDistinct }: IncomingMessage): [string, string][] {
  return Object.entries(headersDistinct).flatMap(([name, values = []]) =>
    values.map((value): [string, string] => [name, value]),
  );
}

function bodyOf(req: Mounted): ReadableStream | string | undefined {
  const { body } = req;
  if (!req.readableEnded && !req.readableDidRead) return Readable.toWeb(req) as ReadableStream;
  // The host's middleware has read it: what it made of it is written down again.
  if (typeof body !== 'object' || body === null || Buffer.isBuffer(body)) return String(body ?? '');
  const isForm = req.headers['content-type']?.startsWith('application/x-www-form-urlencoded');
  return isForm
    ? new URLSearchParams(Object.entries(body).map(([k, v]) => [k, String(v)] as [string, string])).toString()
    : JSON.stringify(body);
}
