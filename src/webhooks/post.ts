import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import http from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import type { WebhookFailure } from '../interfaces/storage/webhooks.ts';
import { present } from '../model/present.ts';
import { isPublicAddress } from '../model/public-address.ts';
import { isTlsFault } from '../model/tls-fault.ts';
import { namesPrivateAddress, type WebhookPolicy } from './address.ts';

/** What is posted, and where to. */
export interface WebhookPost {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly signal: AbortSignal;
}

/** How a post ended. Nothing of an answer but its status: what an address inside says is nobody's to read here. */
export interface PostEnd {
  readonly status?: number;
  /** Absent where it was taken. */
  readonly failure?: WebhookFailure;
  readonly ms: number;
}

interface PosterOptions extends Pick<WebhookPolicy, 'allowPrivateAddresses'> {
  readonly timeoutMs: number;
  /** What a name stands for; default: the system's answer. */
  readonly resolve?: (hostname: string) => Promise<readonly LookupAddress[]>;
}

/** An answer is read so far, so that its connection can be used again; what is longer ends with its connection. */
const mostAnswerBytes = 4_096;
/** Shorter than what web servers wait, so that it is rarely they who close. */
const idleMs = 4_000;

class NoPublicAddress extends Error {
  readonly code = 'NO_PUBLIC_ADDRESS';
}

/** Posts to URLs that people entered: to public addresses, without following, with an end to time and size. */
export class Poster {
  readonly #options: PosterOptions;
  readonly #lookup: LookupFunction;
  #agents: Agents | undefined;
  #underWay = 0;

  constructor(options: PosterOptions) {
    this.#options = options;
    this.#lookup = lookupOf(options);
  }

  /** Never rejects. With `signal` aborted it ends as `timed_out`. */
  async post(post: WebhookPost): Promise<PostEnd> {
    const began = performance.now();
    this.#underWay += 1;
    try {
      const ended = await this.#post(post);
      return { ...ended, ms: Math.round(performance.now() - began) };
    } finally {
      this.#underWay -= 1;
    }
  }

  /** Lets go of the connections that are kept. Those in use end by themselves a little after their post. */
  close(): void {
    const agents = this.#agents;
    this.#agents = undefined;
    if (this.#underWay > 0) return;
    agents?.https.destroy();
    agents?.http.destroy();
  }

  async #post({ url, headers, body, signal }: WebhookPost): Promise<Omit<PostEnd, 'ms'>> {
    // For an address nothing is looked up.
    if (await namesPrivateAddress(url, this.#options)) return { failure: 'no_public_address' };
    this.#agents ??= agents();
    const secure = url.protocol === 'https:';
    const ending = new AbortController();
    const options = {
      method: 'POST',
      headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
      agent: secure ? this.#agents.https : this.#agents.http,
      lookup: this.#lookup,
      signal: ending.signal,
    };
    const begin = () => (secure ? https : http).request(url, options);
    const end = () => ending.abort();
    const timer = setTimeout(end, this.#options.timeoutMs);
    signal.addEventListener('abort', end, { once: true });
    if (signal.aborted) end();
    try {
      const first = await answerTo(begin(), body);
      // The other side closed a kept connection as it was used again: nothing was read of it.
      return first === 'stale' ? fallback(await answerTo(begin(), body)) : first;
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
    }
  }
}

interface Agents {
  readonly http: http.Agent;
  readonly https: https.Agent;
}

function agents(): Agents {
  const options = { keepAlive: true, timeout: idleMs, maxFreeSockets: 50 };
  return { http: new http.Agent(options), https: new https.Agent(options) };
}

function fallback(ended: Omit<PostEnd, 'ms'> | 'stale'): Omit<PostEnd, 'ms'> {
  return ended === 'stale' ? { failure: 'unreachable' } : ended;
}

function answerTo(request: http.ClientRequest, body: string): Promise<Omit<PostEnd, 'ms'> | 'stale'> {
  return new Promise((resolve) => {
    let status: number | undefined;
    request.on('response', (response) => {
      const { statusCode = 0 } = response;
      status = statusCode;
      // The status is what counts, however the rest of it ends.
      const end = () => resolve(endOf(statusCode));
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > mostAnswerBytes) request.destroy();
      });
      response.on('close', end);
      response.on('error', end);
    });
    request.on('error', (error: NodeJS.ErrnoException) => {
      const stale = request.reusedSocket && (error.code === 'ECONNRESET' || error.code === 'EPIPE');
      if (status !== undefined) resolve(endOf(status));
      else resolve(stale ? 'stale' : { failure: failureOf(error) });
    });
    request.end(body);
  });
}

function endOf(status: number): Omit<PostEnd, 'ms'> {
  const failure = status >= 300 && status < 400 ? 'redirected' : 'refused';
  return present({ status, failure: status >= 200 && status < 300 ? undefined : failure });
}

function failureOf({ name, code = '' }: NodeJS.ErrnoException): WebhookFailure {
  if (name === 'AbortError' || name === 'TimeoutError') return 'timed_out';
  // Whether a private network has such a name is told to nobody.
  if (code === 'NO_PUBLIC_ADDRESS' || code === 'ENOTFOUND') return 'no_public_address';
  return isTlsFault(code) ? 'tls' : 'unreachable';
}

/**
 * What a name stands for, asked with each connection and used for it: what is checked is what is connected to, whatever the name stands for
 * a moment later.
 */
function lookupOf({ allowPrivateAddresses, resolve = resolveBySystem }: PosterOptions): LookupFunction {
  const addressesOf = async (hostname: string): Promise<LookupAddress[]> => {
    const found = [...(await resolve(hostname))];
    const inPublic = await Promise.all(found.map(({ address }) => isPublicAddress(address)));
    if (found.length > 0 && (allowPrivateAddresses || inPublic.every(Boolean))) return found;
    throw new NoPublicAddress();
  };
  return (hostname, { all }, answer) => {
    addressesOf(hostname).then(
      (found) => (all ? answer(null, found) : answer(null, found[0]?.address ?? '', found[0]?.family)),
      (error: NodeJS.ErrnoException) => answer(error, []),
    );
  };
}

function resolveBySystem(hostname: string): Promise<readonly LookupAddress[]> {
  return lookup(hostname, { all: true });
}
