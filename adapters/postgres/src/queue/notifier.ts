import { randomUUID } from 'node:crypto';
import type { Database } from '../drivers/database.ts';
import { prepared } from '../drivers/prepared.ts';

/** NOTIFY makes commits wait for each other, over all databases of the server: so few, and never in the sender's commit. */
const throttleMs = 20;

// Its commit waits for no disk: a wake-up survives no crash anyway, and polling makes good what is lost.
const notifySql = prepared(
  `select set_config('synchronous_commit', 'off', true), pg_notify($1::text, $2::text)`,
);

/** Sends wake-ups to other processes: the first at once, then one for all that came within 20 ms. */
export class Notifier {
  /** Names this queue in its wake-ups, so that it does not wake itself twice. */
  readonly identity = randomUUID();
  readonly #database: Database;
  readonly #channel: string;
  readonly #onFault: (error: unknown, during: string) => void;
  #earliest = Number.POSITIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;
  #last = Number.NEGATIVE_INFINITY;
  #sending: Promise<void> | undefined;

  constructor(database: Database, channel: string, onFault: (error: unknown, during: string) => void) {
    this.#database = database;
    this.#channel = channel;
    this.#onFault = onFault;
  }

  /** `at`: when something is due, in ms; in the past for now. */
  notify(at: number): void {
    this.#earliest = Math.min(this.#earliest, at);
    const wait = this.#last + throttleMs - performance.now();
    if (wait <= 0) this.#send();
    // The timer keeps the process: what was sent is to be known elsewhere before it ends.
    else this.#timer ??= setTimeout(() => this.#send(), wait);
  }

  async flush(): Promise<void> {
    if (this.#timer) this.#send();
    await this.#sending;
  }

  #send(): void {
    const at = this.#earliest;
    this.#earliest = Number.POSITIVE_INFINITY;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#last = performance.now();
    this.#sending = this.#database.query(notifySql, [this.#channel, `${this.identity} ${at}`]).then(
      () => undefined,
      (error: unknown) => this.#onFault(error, 'sending a wake-up'),
    );
  }
}

export function parseWakeUp(payload: string): { readonly from: string; readonly at: number } {
  const [from = '', at = ''] = payload.split(' ');
  return { from, at: Number(at) || 0 };
}
