import { type EndpointName, endpoints } from '../../../src/contract/endpoints.ts';
import type { Call, csrfHeader as CsrfHeader } from '../../../src/contract.ts';
import { allShown } from '../strings/shown.ts';
import { ApiError, readError, signInUrlOf } from './error.ts';
import { type Progress, upload } from './upload.ts';

// Only the type: the contract's values would bring zod into the page.
const csrfHeader: typeof CsrfHeader = 'x-postern-csrf';

type Needed<Name extends EndpointName> = (keyof Call<Name>['params'] extends never
  ? unknown
  : { readonly params: Call<Name>['params'] }) &
  (undefined extends Call<Name>['body'] ? unknown : { readonly body: Call<Name>['body'] }) &
  (undefined extends Call<Name>['query'] ? unknown : { readonly query?: Call<Name>['query'] });

/** What a call takes: its path's parameters, its query, its body; each only where it has one. */
export type Input<Name extends EndpointName> = AnyInput & Needed<Name>;

interface AnyInput {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, unknown>> | undefined;
  readonly body?: unknown;
}

/** A file that a call answered. */
export interface Saved {
  readonly content: Blob;
  readonly name: string;
}

export interface ApiOptions {
  /** The mount's path, without a slash at the end. */
  readonly base: string;
  /** Chosen by a user who has several. */
  readonly site: string | undefined;
}

/** Calls the console's own server, and nobody else. */
export class Api {
  readonly base: string;
  readonly #site: string | undefined;
  #token = '';
  #signInUrl: string | undefined;
  /** By how much the server's clock is ahead of this device's. */
  #aheadMs = 0;

  constructor({ base, site }: ApiOptions) {
    this.base = base;
    this.#site = site;
  }

  get csrfToken(): string {
    return this.#token;
  }

  /** Where one signs in again, as the last refusal said. */
  get signInUrl(): string | undefined {
    return this.#signInUrl;
  }

  /** The time by the server's clock, which the times in its answers go by; in ms since 1970. */
  now(): number {
    return Date.now() + this.#aheadMs;
  }

  /** The session, whose token all later calls carry. */
  async session(signal?: AbortSignal): Promise<Call<'session'>['response']> {
    const session = (await this.#send('session', {}, signal)) as Call<'session'>['response'];
    this.#token = session.csrfToken;
    this.#aheadMs = Date.parse(session.now) - Date.now();
    return session;
  }

  /** @throws ApiError */
  async call<Name extends EndpointName>(
    name: Name,
    input: Input<Name>,
    signal?: AbortSignal,
    onProgress?: Progress,
  ): Promise<Call<Name>['response']> {
    const given: AnyInput = input;
    return (await this.#renewing(
      () => this.#send(name, given, signal, onProgress),
      signal,
    )) as Call<Name>['response'];
  }

  /** A call that answers a file: what is in it, and its name. @throws ApiError */
  async file<Name extends EndpointName>(
    name: Name,
    input: Input<Name>,
    signal?: AbortSignal,
  ): Promise<Saved> {
    const given: AnyInput = input;
    const response = await this.#renewing(() => this.#ask(name, given, signal), signal);
    const named = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '');
    try {
      return { content: await response.blob(), name: named?.[1] ?? '' };
    } catch (cause) {
      throw unreached(cause, signal);
    }
  }

  /** Where a call goes: also for frames, event streams and forms. */
  url(name: EndpointName, input: Pick<AnyInput, 'params' | 'query'> = {}): string {
    const path = endpoints[name].path.replaceAll(/:(\w+)/g, (_, key: string) =>
      encodeURIComponent(input.params?.[key] ?? ''),
    );
    const query = new URLSearchParams();
    if (this.#site !== undefined) query.set('site', this.#site);
    for (const [key, value] of Object.entries(input.query ?? {})) {
      if (value !== undefined && value !== '') query.set(key, String(value));
    }
    const search = query.toString();
    return `${this.base}/api/${path}${search === '' ? '' : `?${search}`}`;
  }

  async #renewing<T>(send: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
    try {
      return await send();
    } catch (error) {
      // The token's time was up: the session has a new one.
      if (!(error instanceof ApiError) || error.code !== 'csrf_invalid') throw error;
      await this.session(signal);
      return await send();
    }
  }

  async #send(
    name: EndpointName,
    input: AnyInput,
    signal: AbortSignal | undefined,
    onProgress?: Progress,
  ): Promise<unknown> {
    const response = await this.#ask(name, input, signal, onProgress);
    if (response.status === 204) return undefined;
    try {
      return allShown(await response.json());
    } catch (cause) {
      throw new ApiError(
        { code: 'bad_answer', message: '', details: {}, status: response.status },
        { cause },
      );
    }
  }

  async #ask(
    name: EndpointName,
    input: AnyInput,
    signal: AbortSignal | undefined,
    onProgress?: Progress,
  ): Promise<Response> {
    const { method } = endpoints[name];
    const init = {
      method,
      headers: {
        accept: 'application/json',
        ...(method === 'GET' ? {} : { [csrfHeader]: this.#token }),
        ...(input.body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(input.body === undefined ? {} : { body: JSON.stringify(input.body) }),
      ...(signal ? { signal } : {}),
    };
    const url = this.url(name, input);
    const response = await (onProgress ? upload(url, init, onProgress) : this.#fetch(url, init));
    if (!response.ok) {
      const error = await readError(response);
      this.#signInUrl = signInUrlOf(error) ?? this.#signInUrl;
      throw error;
    }
    return response;
  }

  async #fetch(url: string, init: RequestInit): Promise<Response> {
    try {
      return await fetch(url, init);
    } catch (cause) {
      throw unreached(cause, init.signal);
    }
  }
}

function unreached(cause: unknown, signal: AbortSignal | null | undefined): unknown {
  if (signal?.aborted) return cause;
  return new ApiError({ code: 'network', message: '', details: {}, status: 0 }, { cause });
}
