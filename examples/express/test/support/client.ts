import { vi } from 'vitest';
import { type Example, startExample } from '../../src/example.ts';
import { readSettings } from '../../src/settings.ts';

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** What sending answers. */
export interface Receipt {
  readonly id: string;
  readonly status: string;
}

/** A program that talks to the example, as curl does in the README. */
export class Client {
  readonly example: Example;

  private constructor(example: Example) {
    this.example = example;
  }

  /** A fresh example on free ports. */
  static async start(env: Readonly<Record<string, string>> = {}): Promise<Client> {
    return new Client(await startExample(readSettings({ PORT: '0', ...env })));
  }

  async ask(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    const response = await fetch(`${this.example.url}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  }

  get(path: string): Promise<unknown> {
    return this.#json('GET', path);
  }

  /** Answers the body of an answer that says it worked. */
  post(path: string, body?: unknown): Promise<unknown> {
    return this.#json('POST', path, body);
  }

  async #json(method: string, path: string, body?: unknown): Promise<unknown> {
    const { status, text } = await this.ask(method, path, body);
    if (status >= 300) throw new Error(`${method} ${path} answered ${status}: ${text}`);
    return JSON.parse(text);
  }

  /** The code in the newest mail, once it is there. */
  code(): Promise<string> {
    return vi.waitFor(async () => {
      const { text } = await this.ask('GET', '/mail/latest/text');
      const [code] = /^\d{6}/.exec(text) ?? [];
      if (code === undefined) throw new Error('No code was caught yet.');
      return code;
    }, patience);
  }

  /** A message once it is `sent`, with its events. */
  sent(channel: 'email' | 'sms', id: string): Promise<unknown> {
    return vi.waitFor(async () => {
      const message = await this.get(`/api/${channel}/messages/${id}`);
      if ((message as Receipt).status !== 'sent') throw new Error('It is not sent yet.');
      return message;
    }, patience);
  }

  /** From nothing to a sender that may send. */
  async makeReady(): Promise<void> {
    await this.post('/api/email/sender', { name: 'Acme', address: 'hello@acme.example' });
    await this.post('/api/email/sender/confirm', { code: await this.code() });
    await this.post('/dns/missing');
    await this.post('/api/email/sender/domain/check');
  }
}

/** How long one waits for what comes by itself, looking often. */
const patience = { timeout: 10_000, interval: 20 };
