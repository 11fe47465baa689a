/*
 * Adapter: what adapters would otherwise each write anew, published by `adapter.ts`. A transport over a provider's API is its options
 * (`provider-options.ts`), a request (here; `provider-exchange.ts` knows whether anything left), a table of errors
 * (`error-rules.ts`; `provider-failures.ts` makes results and refusals of it) and a table of events. `docs/providers.md` is the guide.
 */
import type { Agent } from 'node:http';
import { MessagingError } from '../errors.ts';
import { present } from '../model/present.ts';
import { formBody, type ProviderBody, parametersOf } from './provider-body.ts';
import { exchange, nodeHttp } from './provider-exchange.ts';
import { ProviderError, unreadableAnswer } from './provider-fault.ts';
import { type ResetHeader, readRetryAfter } from './retry-after.ts';

/** What a provider's API is asked by; see {@link providerApi}. */
export interface ProviderApiOptions {
  /** As it is called in errors: `Twilio`. */
  readonly provider: string;
  /** Where the API is. Its path, if any, stands before each request's. Credentials go to no other host. */
  readonly baseUrl: URL;
  /** For one request, from the look-up of the name to the last byte of the answer. */
  readonly timeoutMs: number;
  /** A host's own: for a proxy, or an authority that it trusts. Default: one that keeps a connection for 4 s, shorter than servers do. */
  readonly agent?: Agent | undefined;
  /**
   * What each request carries besides, such as credentials; asked for each anew, with all that a signature may be made of. What it throws
   * is told as a fault of code `ECREDENTIALS`: nothing has left.
   */
  readonly headers?: (
    request: SignedRequest,
  ) => Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>;
  /**
   * The provider's own code in an error's body (JSON, or the text where it is none) or headers (by names in lower case), where there is one.
   * Default: what is named `code` in the body.
   */
  readonly errorCode?: (
    body: unknown,
    headers: Readonly<Record<string, string>>,
  ) => string | number | undefined;
  /** Where a 429 says when the limit is over, besides `Retry-After`. */
  readonly resets?: readonly ResetHeader[];
  /** For `Retry-After`. Default: the machine's. */
  readonly clock?: (() => Date) | undefined;
}

/** A request as it will leave, but for what `headers` answers. */
export interface SignedRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** Empty where there is none. */
  readonly bytes: Uint8Array;
}

/** A schema of zod's, of any copy of it. */
export interface AnswerSchema<T> {
  /** As zod has it. */
  safeParse(value: unknown): { readonly success: true; readonly data: T } | { readonly success: false };
}

/** One request. At most one of `json`, `form` and `body`. */
export interface ProviderRequest<T = unknown> {
  /** Default: `GET` without a body, `POST` with one. */
  readonly method?: string;
  /** Below the base URL, from its `/` on. What comes from outside goes through `encodeURIComponent`. */
  readonly path: string;
  /** A field without a value is left out. */
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>> | URLSearchParams;
  /** Sent as `application/json`. */
  readonly json?: unknown;
  /** Sent as `application/x-www-form-urlencoded`. */
  readonly form?: Readonly<Record<string, string | number | boolean | undefined>> | URLSearchParams;
  /** Any other: `multipartBody(…)`, or bytes of your own. */
  readonly body?: ProviderBody;
  /** Of this request. */
  readonly headers?: Readonly<Record<string, string>>;
  /** What a success has to be, as JSON; what does not fit is a fault `EBADANSWER`. Default: anything, also no JSON. */
  readonly answer?: AnswerSchema<T>;
}

/** A success. */
export interface ProviderAnswer<T> {
  /** 200 to 299. */
  readonly status: number;
  /** By names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** As `answer` reads it; without one the JSON, or the text where it is none. */
  readonly body: T;
}

/** Asks a provider's API. */
export interface ProviderApi {
  /**
   * Asks once: no repetition, no redirect followed, at most 4 MB of answer.
   *
   * @throws ProviderError where it is no success, or a success that cannot be read; it knows whether anything had left
   */
  request<T = unknown>(request: ProviderRequest<T>, signal?: AbortSignal): Promise<ProviderAnswer<T>>;
  /** Closes the connections, but for those of an agent given; a later request opens new ones. */
  close(): void;
}

/** How long a connection is kept unused, in ms: shorter than servers do, which close theirs without asking. */
const idleMs = 4_000;

/** An HTTP client for a provider's API, by Node's own HTTP, which is loaded by the first request. */
export function providerApi(options: ProviderApiOptions): ProviderApi {
  const { provider, baseUrl, timeoutMs, errorCode = codeIn, resets = [], clock = () => new Date() } = options;
  let own: Agent | undefined;

  const agentOf = async (): Promise<Agent> => {
    if (options.agent) return options.agent;
    const { http, https } = await nodeHttp();
    const settings = { keepAlive: true, timeout: idleMs };
    own ??= baseUrl.protocol === 'https:' ? new https.Agent(settings) : new http.Agent(settings);
    return own;
  };

  return {
    async request<T>(asked: ProviderRequest<T>, signal?: AbortSignal): Promise<ProviderAnswer<T>> {
      const until = Date.now() + timeoutMs;
      const unsigned = requestOf(asked, options);
      const signed = await inTime(async () => options.headers?.(unsigned), { until, signal }).catch(() => {
        throw new ProviderError(provider, { kind: 'broken', code: 'ECREDENTIALS', sent: false });
      });
      const { method, url, bytes } = unsigned;
      const request = { method, url, headers: merged(unsigned.headers, signed), bytes };
      const limits = { provider, agent: await agentOf(), timeoutMs: Math.max(1, until - Date.now()), signal };
      const { status, headers, text } = await exchange(request, limits);
      const body = contentOf(text);
      if (status < 200 || status > 299) {
        const code = tellable(errorCode(body, headers));
        const retryAfterMs = readRetryAfter(headers, clock(), status === 429 ? resets : []);
        throw new ProviderError(provider, { kind: 'refused', status, ...present({ code, retryAfterMs }) });
      }
      if (!asked.answer) return { status, headers, body: body as T };
      const read = asked.answer.safeParse(body);
      if (!read.success) throw unreadableAnswer(provider);
      return { status, headers, body: read.data };
    },
    close() {
      own?.destroy();
    },
  };
}

type Fields = Readonly<Record<string, string>>;

function requestOf(
  { path, query, json, form, body, headers, ...asked }: ProviderRequest,
  { baseUrl }: ProviderApiOptions,
): SignedRequest {
  const url = new URL(baseUrl);
  const pathname = `${url.pathname.replace(/\/$/, '')}${path}`;
  url.pathname = pathname;
  // A part such as `..` would ask for something else than was meant.
  if (!path.startsWith('/') || url.pathname !== pathname)
    throw new MessagingError('invalid_argument', 'The path of a request begins with "/" and is encoded.');
  if (query) url.search = parametersOf(query).toString();
  const content = body ?? (form && formBody(form)) ?? jsonBody(json);
  return {
    method: asked.method ?? (content ? 'POST' : 'GET'),
    url,
    headers: merged(
      { accept: 'application/json', 'user-agent': 'postern' },
      content && { 'content-type': content.type },
      headers,
    ),
    bytes: content?.bytes ?? new Uint8Array(),
  };
}

function jsonBody(json: unknown): ProviderBody | undefined {
  if (json === undefined) return undefined;
  return { type: 'application/json', bytes: Buffer.from(JSON.stringify(json)) };
}

/** Later ones replace earlier ones; names are the same in either case. */
function merged(...lists: readonly (Fields | undefined)[]): Fields {
  const all = lists.flatMap((fields) => Object.entries(fields ?? {}));
  return Object.fromEntries(all.map(([name, value]) => [name.toLowerCase(), value]));
}

async function inTime<T>(
  task: () => Promise<T>,
  { until, signal }: { readonly until: number; readonly signal: AbortSignal | undefined },
): Promise<T> {
  const { promise, stop } = ending(until - Date.now(), signal);
  try {
    return await Promise.race([task(), promise]);
  } finally {
    stop();
  }
}

/** Rejects when the time is over. */
function ending(ms: number, signal: AbortSignal | undefined) {
  let stop = () => {};
  const promise = new Promise<never>((_, reject) => {
    const timer = setTimeout(reject, ms);
    signal?.addEventListener('abort', reject);
    stop = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', reject);
    };
  });
  return { promise, stop };
}

function contentOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function codeIn(body: unknown): string | number | undefined {
  const code = typeof body === 'object' && body !== null && Reflect.get(body, 'code');
  return typeof code === 'string' || typeof code === 'number' ? code : undefined;
}

/** A code is shown and kept: what may be anybody's text is none. */
function tellable(code: string | number | undefined): string | number | undefined {
  return code !== undefined && /^[\w.:-]{1,100}$/.test(`${code}`) ? code : undefined;
}
