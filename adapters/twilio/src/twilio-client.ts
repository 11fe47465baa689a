import { AsyncLocalStorage } from 'node:async_hooks';
import { ProviderError, type ProviderRequest, present, providerApi, unreadableAnswer } from 'postern/adapter';
import type { Twilio } from 'twilio';
import { z } from 'zod';
import { provider } from './twilio-outcome.ts';
import type { TwilioSettings } from './twilio-settings.ts';

/** Twilio's API: the SDK, loaded on first use (it takes a quarter of a second and 26 MB), over an HTTP client of ours. */
export interface TwilioApi {
  /** Runs calls of the SDK under a signal. What goes wrong is a {@link ProviderError}. */
  call<T>(signal: AbortSignal | undefined, run: (client: Twilio) => Promise<T>): Promise<T>;
  /** Closes the connections; a later call opens new ones. */
  close(): void;
}

/**
 * The SDK's own HTTP client cannot be aborted, drops `Retry-After`, does not tell what had left when a connection broke,
 * reads proxies and log levels from the environment (the latter prints numbers), and its errors hold credentials and body.
 * So its documented replacement is used: ours asks once, and every failure is a {@link ProviderError}.
 */
export function twilioApi(settings: TwilioSettings): TwilioApi {
  // The SDK's methods take no signal, so it travels beside the call.
  const signals = new AsyncLocalStorage<AbortSignal | undefined>();
  const { user, password } = settings.login;
  const api = providerApi({
    provider,
    // The SDK puts the whole path before its requests. Credentials go to no other host, whatever page an answer points to or region the environment names.
    baseUrl: new URL(settings.baseUrl.origin),
    timeoutMs: settings.timeoutMs,
    agent: settings.agent,
    headers: () => ({ authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` }),
    clock: settings.clock,
  });
  let client: Promise<Twilio> | undefined;

  const open = async (): Promise<Twilio> => {
    const { default: sdk } = await import('twilio');
    class HttpClient extends sdk.RequestClient {
      override async request<Body>(options: SdkRequest) {
        const { status, body } = await api.request(requestOf(options), signals.getStore());
        return { statusCode: status, headers: {}, body: body as Body };
      }
    }
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
        if (error instanceof ProviderError) throw error;
        // What we ask is checked before, so the SDK itself fails only where it cannot read the answer.
        throw unreadableAnswer('Twilio');
      }
    },
    close() {
      api.close();
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

/** Each answer that counts is an object. */
const answer = z.looseObject({});

function requestOf({ method, uri, headers, params, data }: SdkRequest): ProviderRequest {
  const { pathname: path, searchParams } = new URL(uri);
  const query = new URLSearchParams([...searchParams, ...fields(params)]);
  return present({
    method: method.toUpperCase(),
    path,
    query,
    form: data === undefined ? undefined : new URLSearchParams(fields(data)),
    headers: Object.fromEntries(fields(headers)),
    answer,
  });
}

function fields(values: unknown): [string, string][] {
  if (typeof values !== 'object' || values === null) return [];
  return Object.entries(values).map(([name, value]) => [name, String(value)]);
}
