import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { type HttpAnswer, type HttpCall, readCall, writeAnswer } from './http-call.ts';
import { type HttpPost, type HttpPostAnswer, postOnce } from './http-callbacks.ts';
import { goWrong, type HttpIntercept } from './http-fault.ts';
import { HttpRefusal, type HttpRoutes, routeFor } from './http-routes.ts';

/** What a provider's API is made of. */
export interface HttpStandInOptions {
  /** What can be asked for; `authenticate` and `intercept` come before. */
  readonly routes: HttpRoutes;
  /** Where no route fits; `allowed`: the methods that the path does have. Default: 405 or 404 without a body. */
  readonly notFound?: (call: HttpCall, allowed: readonly string[]) => HttpAnswer;
  /** Refuses a call that does not authenticate; `undefined` lets it pass. Default: all may pass. */
  readonly authenticate?: (call: HttpCall) => HttpAnswer | undefined;
  /** How calls go wrong, for tests of faults. Default: none does. */
  readonly intercept?: HttpIntercept;
  /** Default: any that is free. */
  readonly port?: number;
}

/** So many calls are remembered: a demonstration may go on for days. */
const maxCalls = 1_000;

/**
 * A provider's HTTP API on the loopback interface, for tests and demonstrations: what every stand-in for a provider rests on.
 * By {@link startHttpStandIn}.
 */
export class HttpStandIn {
  /** How calls go wrong from now on; `undefined`: none does. */
  intercept: HttpIntercept | undefined;
  readonly #server: Server;
  readonly #options: HttpStandInOptions;
  readonly #calls: HttpCall[] = [];
  readonly #closing = new AbortController();
  readonly #aside = new Set<Promise<void>>();
  readonly #waiting = new Set<(call: HttpCall) => void>();
  #port = 0;

  /** Listens after `plug()`. */
  constructor(options: HttpStandInOptions) {
    this.#options = options;
    this.#port = options.port ?? 0;
    this.intercept = options.intercept;
    this.#server = createServer((request, response) => {
      this.#answer(request, response).catch((error) => fail(response, error));
    });
  }

  /** `http://127.0.0.1:…`, without a slash at its end. */
  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** The last 1,000 calls that might pass, oldest first. */
  get calls(): readonly HttpCall[] {
    return this.#calls;
  }

  /** Aborted when the stand-in closes. */
  get signal(): AbortSignal {
    return this.#closing.signal;
  }

  /** The next call that may pass. */
  reached(): Promise<HttpCall> {
    return new Promise((resolve) => this.#waiting.add(resolve));
  }

  /** Posts a webhook to the host, once. Rejects where there is no answer in time, or the stand-in closes. */
  post(request: HttpPost): Promise<HttpPostAnswer> {
    return postOnce(request, this.signal);
  }

  /** Does something beside the answers, such as reports that come by themselves. What it throws is nobody's concern; `close` waits for it, and aborts `signal`. */
  aside(work: (signal: AbortSignal) => Promise<void>): void {
    const done: Promise<void> = work(this.signal)
      .catch(() => {})
      .finally(() => this.#aside.delete(done));
    this.#aside.add(done);
  }

  /**
   * Tells events that come by themselves, beside the answers: one after the other, after a pause of so many ms each. Where nobody takes one,
   * nobody hears of it.
   */
  tellAside<T>(events: () => readonly T[], paceMs: number, tell: (event: T) => Promise<unknown>): void {
    this.aside(async (signal) => {
      for (const event of events()) {
        await pause(paceMs, undefined, { signal });
        await tell(event).catch(() => {});
      }
    });
  }

  /** Listens, at the same place as before. */
  async plug(): Promise<void> {
    this.#server.listen(this.#port, '127.0.0.1');
    await once(this.#server, 'listening');
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  /** Nobody listens there any more, and what is open is cut; what was taken stays. */
  async unplug(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  /** For good: also aborts webhooks under way. May be repeated. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.unplug();
    await Promise.all(this.#aside);
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const call = await readCall(request, response);
    const refused = this.#options.authenticate?.(call);
    if (refused) return writeAnswer(response, refused);
    this.#remember(call);
    const fault = await this.intercept?.(call);
    if (fault === 'answered') return;
    if (fault === undefined) return writeAnswer(response, await this.#carryOut(call));
    await goWrong(response, fault, () => this.#carryOut(call));
  }

  async #carryOut(call: HttpCall): Promise<HttpAnswer> {
    const { routes, notFound = nothingThere } = this.#options;
    const route = routeFor(routes, call);
    if (!('handler' in route)) return notFound(call, route.allowed);
    try {
      return await route.handler(route.call);
    } catch (error) {
      if (error instanceof HttpRefusal) return error.answer;
      throw error;
    }
  }

  #remember(call: HttpCall): void {
    this.#calls.push(call);
    if (this.#calls.length > maxCalls) this.#calls.shift();
    for (const resolve of this.#waiting) resolve(call);
    this.#waiting.clear();
  }
}

/**
 * Starts a stand-in for a provider's API on the loopback interface.
 *
 * @example
 * ```ts
 * import { startHttpStandIn } from 'postern/testing';
 *
 * const taken: unknown[] = [];
 * const standIn = await startHttpStandIn({
 *   routes: {
 *     'POST /messages': (call) => ({ status: 201, body: { id: `${taken.push(call.json())}` } }),
 *   },
 *   authenticate: ({ headers }) => (headers.get('api-key') === 'key' ? undefined : { status: 401 }),
 * });
 * standIn.intercept = () => 'break'; // taken, and nobody says so
 * await standIn.close();
 * ```
 */
export async function startHttpStandIn(options: HttpStandInOptions): Promise<HttpStandIn> {
  const standIn = new HttpStandIn(options);
  await standIn.plug();
  return standIn;
}

function nothingThere(_call: HttpCall, allowed: readonly string[]): HttpAnswer {
  return { status: allowed.length > 0 ? 405 : 404 };
}

/** A handler threw, or the request broke off: whoever writes the test wants to see why. */
function fail(response: ServerResponse, error: unknown): void {
  if (response.headersSent || response.destroyed) response.destroy();
  else writeAnswer(response, { status: 500, body: `The stand-in failed: ${error}` });
}
