import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';

/** What a stand-in answers. An object is sent as JSON, a string as HTML, unless `headers` say otherwise; without a body there is none. */
export interface HttpAnswer {
  readonly status: number;
  readonly body?: object | string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A request to a stand-in, read to its end. */
export interface HttpCall {
  readonly method: string;
  /** Without the query, as it was sent: nothing decoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Headers;
  readonly body: Buffer;
  /** The decoded parts of the path that a route names, such as `id` of `PUT /senders/:id`; empty before a route was found. */
  readonly parameters: Readonly<Record<string, string>>;
  /** The body as JSON; `undefined` where it is none. */
  json(): unknown;
  /** The body as a form, URL-encoded or multipart. Rejects where it is neither. */
  form(): Promise<FormData>;
  /** To answer by hand: then what was asked answers `'answered'`. */
  readonly response: ServerResponse;
}

/** Reads a request to its end. */
export async function readCall(request: IncomingMessage, response: ServerResponse): Promise<HttpCall> {
  const body = await buffer(request);
  const [path = '/', ...query] = (request.url ?? '/').split('?');
  const headers = new Headers();
  for (const [name, values] of Object.entries(request.headersDistinct)) {
    for (const value of values ?? []) headers.append(name, value);
  }
  return {
    method: request.method ?? '',
    path,
    query: new URLSearchParams(query.join('?')),
    headers,
    body,
    parameters: {},
    json() {
      try {
        return JSON.parse(body.toString('utf8'));
      } catch {
        return undefined;
      }
    },
    form: () => new Response(new Uint8Array(body), { headers }).formData(),
    response,
  };
}

/** Writes an answer whole. */
export function writeAnswer(response: ServerResponse, { status, body, headers = {} }: HttpAnswer): void {
  const type = typeof body === 'string' ? 'text/html; charset=utf-8' : 'application/json';
  const text = typeof body === 'object' ? JSON.stringify(body) : body;
  response.writeHead(status, { ...(text === undefined ? {} : { 'Content-Type': type }), ...headers });
  response.end(text);
}
