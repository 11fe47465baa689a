import type { Agent, IncomingMessage } from 'node:http';
import { lazily } from '../model/lazily.ts';
import { ProviderError, type ProviderFault } from './provider-fault.ts';

/** Node's HTTP, loaded by the first request: importing an adapter is part of each start of a host. */
export const nodeHttp = lazily(async () => {
  const [http, https] = await Promise.all([import('node:http'), import('node:https')]);
  return { http, https };
});

/** One request as it leaves. */
export interface ExchangeRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** Empty where there is none. */
  readonly bytes: Uint8Array;
}

/** What bounds it. */
export interface ExchangeLimits {
  /** In errors. */
  readonly provider: string;
  readonly agent: Agent;
  /** When it has to be over, from the look-up of the name to the last byte of the answer, in ms from now. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
}

/** The answer, whatever its status. */
export interface RawAnswer {
  readonly status: number;
  /** By names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

const maxAnswerBytes = 4_000_000;

/**
 * One HTTP request, tried once; redirects are answers. Rejects with a {@link ProviderError} that knows whether anything may have left:
 * until the connection stands (with TLS, until its handshake is done) nothing of the request has.
 */
export async function exchange(
  { method, url, headers, bytes }: ExchangeRequest,
  { provider, agent, timeoutMs, signal }: ExchangeLimits,
): Promise<RawAnswer> {
  const { http, https } = await nodeHttp();
  return new Promise((resolve, reject) => {
    let sent = false;
    const broken = (code: string): ProviderFault => ({ kind: 'broken', code, sent });
    if (signal?.aborted) return reject(new ProviderError(provider, broken('EABORT')));
    const secure = url.protocol === 'https:';
    const request = (secure ? https : http).request(url, { method, headers, agent });

    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
    };
    const fail = (code: string) => {
      done();
      reject(new ProviderError(provider, broken(code)));
      request.destroy();
    };
    const failBy = (error: NodeJS.ErrnoException) => fail(error.code ?? 'ECONNECTION');
    const onAbort = () => fail('EABORT');
    const timer = setTimeout(() => fail('ETIMEDOUT'), timeoutMs);
    signal?.addEventListener('abort', onAbort);

    request.on('socket', (socket) => {
      const markSent = () => {
        sent = true;
      };
      if (request.reusedSocket || !socket.connecting) markSent();
      else socket.once(secure ? 'secureConnect' : 'connect', markSent);
    });
    request.on('error', failBy);
    request.on('response', (response) => {
      readAnswer(response)
        .then((answer) => {
          done();
          resolve(answer);
        })
        .catch(failBy);
    });
    request.end(bytes.length > 0 ? bytes : undefined);
  });
}

async function readAnswer(response: IncomingMessage): Promise<RawAnswer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > maxAnswerBytes) throw Object.assign(new Error('too long'), { code: 'EMSGSIZE' });
    parts.push(part);
  }
  const headers = Object.entries(response.headers).map(([name, value]) => [name, String(value)]);
  return {
    status: response.statusCode ?? 0,
    headers: Object.fromEntries(headers),
    text: Buffer.concat(parts).toString('utf8'),
  };
}
