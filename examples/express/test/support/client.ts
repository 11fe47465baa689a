import { vi } from 'vitest';
import { startExample } from '../../src/example.ts';
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
  readonly url: string;
  readonly #stop: () => Promise<void>;

  constructor(url: string, stop: () => Promise<void> = async () => {}) {
    this.url = url;
    this.#stop = stop;
  }

  /** A fresh example in this process, on free ports and in memory unless `env` says otherwise. */
  static async start(env: Readonly<Record<string, string>> = {}): Promise<Client> {
    const storage = env.DATA_DIR ? {} : { STORAGE: 'memory' };
    const settings = readSettings({ PORT: '0', PACE_MS: '0', ...storage, ...env });
    const { url, stop } = await startExample(settings);
    return new Client(url, stop);
  }

  stop(): Promise<void> {
    return this.#stop();
  }

  async ask(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    const response = await fetch(`${this.url}${path}`, {
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

  /** Sends, and answers what `send` does. */
  async send(channel: 'email' | 'sms', message: object): Promise<Receipt> {
    return (await this.post(`/api/${channel}/messages`, message)) as Receipt;
  }

  /** The code in the newest mail to this address, once it is there. */
  codeFor(address: string): Promise<string> {
    return vi.waitFor(async () => {
      const mails = (await this.get('/mail.json')) as readonly { to: string; text: string }[];
      const [code] = /^\d{6}/.exec(mails.find(({ to }) => to.includes(address))?.text ?? '') ?? [];
      if (code === undefined) throw new Error('No code was caught yet.');
      return code;
    }, patience);
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

  /** A message once it has this status, with its events. */
  reaches(status: string, channel: 'email' | 'sms', id: string): Promise<unknown> {
    return vi.waitFor(async () => {
      const message = (await this.get(`/api/${channel}/messages/${id}`)) as Receipt;
      if (message.status !== status) throw new Error(`It is ${message.status}, not ${status} yet.`);
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
const patience = { timeout: 40_000, interval: 20 };
