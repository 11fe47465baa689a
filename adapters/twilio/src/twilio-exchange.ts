import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { present } from 'postern/adapter';
import type { TwilioFault } from './twilio-outcome.ts';

/** Carries a {@link TwilioFault}. Says nothing of what was sent, and has no cause that could: errors of HTTP clients hold credentials and body. */
export class TwilioError extends Error {
  override readonly name = 'TwilioError';
  readonly fault: TwilioFault;

  constructor(fault: TwilioFault) {
    super(`Twilio: ${fault.kind === 'broken' ? fault.code : `HTTP ${fault.status}`}`);
    this.fault = fault;
  }
}

export interface ApiRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface ExchangeLimits {
  readonly agent: HttpAgent;
  /** For the whole of it, from the look-up of the name to the last byte of the answer. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
}

export interface ApiAnswer {
  readonly status: number;
  readonly retryAfter?: string;
  readonly text: string;
}

/** How long a connection is kept unused, in ms: shorter than servers do, which close theirs without asking. */
const idleMs = 4_000;
const maxAnswerBytes = 4_000_000;

export function agentFor({ protocol }: URL): HttpAgent {
  const options = { keepAlive: true, timeout: idleMs };
  return protocol === 'https:' ? new HttpsAgent(options) : new HttpAgent(options);
}

/**
 * One HTTP request, tried once; redirects are answers. Rejects with a {@link TwilioError} that knows whether anything may have
 * left: until the connection stands (with TLS, until its handshake is done) nothing of the request has.
 */
export function exchange(
  { method, url, headers, body }: ApiRequest,
  { agent, timeoutMs, signal }: ExchangeLimits,
): Promise<ApiAnswer> {
  return new Promise((resolve, reject) => {
    let sent = false;
    if (signal?.aborted) return reject(new TwilioError({ kind: 'broken', code: 'EABORT', sent }));
    const secure = url.protocol === 'https:';
    const request = (secure ? httpsRequest : httpRequest)(url, { method, headers, agent });

    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
    };
    const fail = (code: string) => {
      done();
      reject(new TwilioError({ kind: 'broken', code, sent }));
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
    request.end(body);
  });
}

async function readAnswer(response: IncomingMessage): Promise<ApiAnswer> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > maxAnswerBytes) throw Object.assign(new Error('too long'), { code: 'EMSGSIZE' });
    parts.push(part);
  }
  const retryAfter = response.headers['retry-after'];
  return present({
    status: response.statusCode ?? 0,
    text: Buffer.concat(parts).toString('utf8'),
    retryAfter,
  });
}
