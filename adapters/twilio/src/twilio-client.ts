import { AsyncLocalStorage } from 'node:async_hooks';
import type { Twilio } from 'twilio';
import { z } from 'zod';
import { type ApiAnswer, agentFor, exchange, TwilioError } from './twilio-exchange.ts';
import type { TwilioFault } from './twilio-outcome.ts';
import type { TwilioSettings } from './twilio-settings.ts';

/** Twilio's API: the SDK, loaded on first use (it takes a quarter of a second and 26 MB), over an HTTP client of ours. */
export interface TwilioApi {
  /** Runs calls of the SDK under a signal. What goes wrong is a {@link TwilioError}. */
  call<T>(signal: AbortSignal, run: (client: Twilio) => Promise<T>): Promise<T>;
  /** Closes the connections; a later call opens new ones. */
  close(): void;
}

/**
 * The SDK's own HTTP client cannot be aborted, drops `Retry-After`, does not tell what had left when a connection broke,
 * reads proxies and log levels from the environment (the latter prints numbers), and its errors hold credentials and body.
 * So its documented replacement is used: ours asks once, and every failure is a {@link TwilioError}.
 */
export function twilioApi(settings: TwilioSettings): TwilioApi {
  // The SDK's methods take no signal, so it travels beside the call.
  const signals = new AsyncLocalStorage<AbortSignal>();
  const agent = settings.agent ?? agentFor(settings.baseUrl);
  let client: Promise<Twilio> | undefined;

  const open = async (): Promise<Twilio> => {
    const { default: sdk } = await import('twilio');
    class HttpClient extends sdk.RequestClient {
      override async request<Body>(options: SdkRequest) {
        const signal = signals.getStore() ?? AbortSignal.timeout(settings.timeoutMs);
        const request = requestOf(options, settings);
        const answer = await exchange(request, { agent, timeoutMs: settings.timeoutMs, signal });
        return { statusCode: answer.status, headers: {}, body: bodyOf(answer, settings.clock()) as Body };
      }
    }
    const { user, password } = settings.login;
    const opened = sdk(user, password, {
      accountSid: settings.accountSid,
      // With an empty `ca` the base class reads no file that the environment names.
      httpClient: new HttpClient({ ca: '' }),
      env: {},
      autoRetry: false,
    });
    opened.api.baseUrl = settings.baseUrl.href;
    return opened;
  };

  return {
    async call(signal, run) {
      client ??= open();
      const opened = await client;
      try {
        return await signals.run(signal, () => run(opened));
      } catch (error) {
        if (error instanceof TwilioError) throw error;
        // What we ask is checked before, so the SDK itself fails only where it cannot read the answer.
        throw unreadable();
      }
    },
    close() {
      if (!settings.agent) agent.destroy();
    },
  };
}

interface SdkRequest {
  readonly method: string;
  readonly uri: string;
  readonly headers?: object;
  readonly params?: object;
  readonly data?: unknown;
}

function requestOf({ method, uri, headers = {}, params, data }: SdkRequest, settings: TwilioSettings) {
  const url = new URL(uri);
  // Credentials go nowhere else, whatever page an answer points to or region the environment names.
  url.protocol = settings.baseUrl.protocol;
  url.host = settings.baseUrl.host;
  for (const [name, value] of fields(params)) url.searchParams.append(name, value);
  const body = data === undefined ? undefined : new URLSearchParams(fields(data)).toString();
  const { user, password } = settings.login;
  return {
    method: method.toUpperCase(),
    url,
    headers: {
      ...Object.fromEntries(fields(headers)),
      Authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
      ...(body === undefined ? {} : { 'Content-Length': `${Buffer.byteLength(body)}` }),
    },
    ...(body === undefined ? {} : { body }),
  };
}

function fields(values: unknown): [string, string][] {
  if (typeof values !== 'object' || values === null) return [];
  return Object.entries(values).map(([name, value]) => [name, String(value)]);
}

/** Both error formats of Twilio's, its own and RFC 9457, have the code at the same place. */
const errorBody = z.object({ code: z.int().min(1) });

/** @throws TwilioError where the answer is no success, or a success that cannot be read: then the message may exist. */
function bodyOf({ status, text, retryAfter }: ApiAnswer, now: Date): unknown {
  const body = parsed(text);
  if (status >= 200 && status < 300) {
    if (typeof body === 'object' && body !== null) return body;
    throw unreadable();
  }
  const code = errorBody.safeParse(body).data?.code;
  const retryAfterMs = readRetryAfter(retryAfter, now);
  const fault: TwilioFault = {
    ...{ kind: 'refused', status },
    ...(code === undefined ? {} : { code }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
  throw new TwilioError(fault);
}

/** The other side answered something: the message may exist. */
export function unreadable(): TwilioError {
  return new TwilioError({ kind: 'broken', code: 'EBADANSWER', sent: true });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const maxRetryAfterMs = 3_600_000;

/** Seconds or a date (RFC 9110 §10.2.3); at most an hour, since a channel must not stop for ever by one header. */
function readRetryAfter(header: string | undefined, now: Date): number | undefined {
  if (header === undefined) return undefined;
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now.getTime();
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), maxRetryAfterMs);
}
