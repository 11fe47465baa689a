import { AsyncLocalStorage } from 'node:async_hooks';
import { present } from 'postern/adapter';
import type { Twilio } from 'twilio';
import { bodyOf, unreadable } from './twilio-answer.ts';
import { agentFor, exchange, TwilioError } from './twilio-exchange.ts';
import type { TwilioSettings } from './twilio-settings.ts';

/** Twilio's API: the SDK, loaded on first use (it takes a quarter of a second and 26 MB), over an HTTP client of ours. */
export interface TwilioApi {
  /** Runs calls of the SDK under a signal. What goes wrong is a {@link TwilioError}. */
  call<T>(signal: AbortSignal | undefined, run: (client: Twilio) => Promise<T>): Promise<T>;
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
  const signals = new AsyncLocalStorage<AbortSignal | undefined>();
  const agent = settings.agent ?? agentFor(settings.baseUrl);
  let client: Promise<Twilio> | undefined;

  const open = async (): Promise<Twilio> => {
    const { default: sdk } = await import('twilio');
    class HttpClient extends sdk.RequestClient {
      override async request<Body>(options: SdkRequest) {
        const limits = { agent, timeoutMs: settings.timeoutMs, signal: signals.getStore() };
        const answer = await exchange(requestOf(options, settings), limits);
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
  const asked = new URL(uri);
  // Credentials go to no other host, whatever page an answer points to or region the environment names.
  const url = new URL(settings.baseUrl.origin);
  url.pathname = asked.pathname;
  url.search = asked.search;
  for (const [name, value] of fields(params)) url.searchParams.append(name, value);
  const body = data === undefined ? undefined : new URLSearchParams(fields(data)).toString();
  const { user, password } = settings.login;
  return present({
    method: method.toUpperCase(),
    url,
    headers: present({
      ...Object.fromEntries(fields(headers)),
      Authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
      'Content-Length': body === undefined ? undefined : `${Buffer.byteLength(body)}`,
    }),
    body,
  });
}

function fields(values: unknown): [string, string][] {
  if (typeof values !== 'object' || values === null) return [];
  return Object.entries(values).map(([name, value]) => [name, String(value)]);
}
