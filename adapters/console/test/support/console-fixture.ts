import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memoryConsumers } from '@postern/memory';
import { type TestMessaging, type TestOptions, testMessaging } from '@postern/memory/testing';
import { type Authority, type ConsoleHandler, type ConsoleOptions, consoleHandler } from '../../src/index.ts';

export const origin = 'https://app.example';
export const base = '/messaging';

/** A built app as small as can be, in a folder of its own beside a file that must not be reached. */
export function builtApp(): { readonly folder: string; remove(): void } {
  const parent = mkdtempSync(join(tmpdir(), 'console-app-'));
  const folder = join(parent, 'app');
  mkdirSync(join(folder, 'assets'), { recursive: true });
  writeFileSync(join(parent, 'secret.js'), 'the secret');
  writeFileSync(
    join(folder, 'index.html'),
    `<!doctype html><meta name="postern-base" content="__POSTERN_BASE__">
<meta property="csp-nonce" nonce="__POSTERN_NONCE__">
<script type="module" src="./assets/index-Ab1.js"></script><link rel="stylesheet" href="./assets/index-Cd2.css">`,
  );
  writeFileSync(join(folder, 'assets', 'index-Ab1.js'), `console.log(${JSON.stringify('x'.repeat(2000))})`);
  writeFileSync(join(folder, 'assets', 'index-Cd2.css'), 'body{}');
  writeFileSync(join(folder, 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  writeFileSync(join(folder, 'source-hash'), 'abc');
  return { folder, remove: () => rmSync(parent, { recursive: true }) };
}

export const everything: Authority = {
  user: { id: 'u1', name: 'Ada' },
  can: { view: true, send: true, manage: true, operate: true },
};

export const people = memoryConsumers([
  { id: 'c1', name: 'Jo Smith', email: 'jo@people.example', phone: '+447400123456' },
  { id: 'c2', name: 'Zoë Quiet', email: 'zoe@people.example' },
]);

export interface Answer<Body = Record<string, unknown>> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
  readonly text: string;
}

interface Ask {
  readonly as?: Authority | null;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly csrf?: string | null;
}

/** A console over a `Messaging` in memory, asked without a network. `as` says who asks. */
export class ConsoleFixture {
  readonly t: TestMessaging;
  readonly handler: ConsoleHandler<Authority | null>;
  readonly errors: unknown[] = [];

  constructor(t: TestMessaging, options: Partial<Omit<ConsoleOptions<Request>, 'authorize'>>) {
    this.t = t;
    this.handler = consoleHandler<Authority | null>(t.messaging, {
      basePath: base,
      onError: (error) => this.errors.push(error),
      ...options,
      authorize: (_request, who) => who,
    });
  }

  /** One call of the API, by a browser that does everything right unless told otherwise. */
  async call(
    method: string,
    path: string,
    { as = everything, body, headers, csrf }: Ask = {},
  ): Promise<Answer> {
    const token = csrf === undefined && method !== 'GET' ? await this.token(as) : csrf;
    const response = await this.raw(`api/${path}`, as, {
      method,
      headers: {
        'sec-fetch-site': 'same-origin',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token ? { 'x-postern-csrf': token } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.startsWith('application/json');
    return {
      status: response.status,
      headers: response.headers,
      body: isJson ? JSON.parse(text) : {},
      text,
    };
  }

  raw(path: string, as: Authority | null = everything, init: RequestInit = {}): Promise<Response> {
    return this.handler(new Request(`${origin}${base}/${path}`, init), as);
  }

  async token(as: Authority | null = everything): Promise<string> {
    const { body } = await this.call('GET', 'session', { as });
    return typeof body.csrfToken === 'string' ? body.csrfToken : '';
  }

  async mail(input: { subject?: string; text?: string; html?: string; to?: string } = {}): Promise<string> {
    const { to = 'c1', subject = 'Hello', ...rest } = input;
    return (await this.t.messaging.email.send({ to, subject, text: 'Text', ...rest })).id;
  }
}

export async function consoleFixture(
  options: Partial<Omit<ConsoleOptions<Request>, 'authorize'>> = {},
  messaging: TestOptions = {},
): Promise<ConsoleFixture> {
  return new ConsoleFixture(await testMessaging({ consumers: people, ...messaging }), options);
}
