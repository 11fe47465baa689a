/*
 * Queue: carries word that something waits, to the workers of this process at once and to others by `notifier.ts` (NOTIFY, throttled,
 * outside of the sender's commit); one listener serves all workers. What was missed is found by polling: it costs at most `pollMs`. When a
 * worker looks is its own matter.
 */

import type { Due, Queue, Stop, Tx, Worker } from 'postern/adapter';
import type { Database, Listener } from '../drivers/database.ts';
import { Notifier, parseWakeUp } from './notifier.ts';

/** After a push in a host's transaction whose end we do not learn: looks soon, then less and less so. */
const looksAfterMs = [25, 100, 400, 1_000];

export interface QueueOptions {
  /** In the transaction given to `push`, too, wake-ups are sent: sooner for other processes, at a price for every commit. */
  readonly notifyInTransaction: boolean;
  readonly pollMs: number;
  readonly onFault: (error: unknown, during: string) => void;
}

/** Wake-ups through the database: NOTIFY, and polling, which finds what that missed. */
export class PostgresQueue implements Queue {
  readonly name: string;
  readonly #database: Database;
  readonly #options: QueueOptions;
  readonly #channel: string;
  readonly #notifier: Notifier;
  readonly #workers = new Set<Worker>();
  #listening: { readonly listener: Listener | undefined } | undefined;
  #poll: NodeJS.Timeout | undefined;

  constructor(database: Database, options: QueueOptions) {
    this.name = database.embedded ? 'pglite' : 'postgres';
    this.#database = database;
    this.#options = options;
    this.#channel = `${database.schema}_wake`;
    this.#notifier = new Notifier(database, this.#channel, options.onFault);
  }

  async push(due: readonly Due[], tx?: Tx): Promise<void> {
    if (due.length === 0) return;
    const earliest = Math.min(...due.map(({ dueAt }) => dueAt?.getTime() ?? 0));
    if (!tx) {
      this.#database.outside(() => {
        this.#wakeAt(earliest);
        if (!this.#database.embedded) this.#notifier.notify(earliest);
      });
      return;
    }
    if (this.#database.embedded || this.#options.notifyInTransaction) {
      // Another identity than our own: this process, too, is to hear of the commit.
      await this.#database.within(tx, () =>
        this.#database.query('select pg_notify($1::text, $2::text)', [this.#channel, `tx ${earliest}`]),
      );
      return;
    }
    const now = Date.now();
    this.#database.outside(() => {
      for (const ms of looksAfterMs) this.#wakeAt(now + ms);
      if (earliest > now) this.#wakeAt(earliest);
    });
  }

  async start(worker: Worker): Promise<Stop> {
    return this.#database.outside(() => {
      this.#workers.add(worker);
      this.#listening ??= { listener: this.#listen() };
      if (!this.#poll) this.#pollAgain();
      worker.wake();
      return async () => {
        if (this.#workers.delete(worker) && this.#workers.size === 0) await this.#end();
      };
    });
  }

  /** Wakes no worker any more, and sends what is still to be sent. */
  async close(): Promise<void> {
    this.#workers.clear();
    await this.#end();
    await this.#notifier.flush();
  }

  #pollAgain(): void {
    const delay = this.#options.pollMs * (0.8 + 0.4 * Math.random());
    this.#poll = setTimeout(() => {
      this.#wakeAt(0);
      this.#pollAgain();
    }, delay).unref();
  }

  #listen(): Listener | undefined {
    return this.#database.listen(this.#channel, {
      onNotify: (payload) => {
        const wakeUp = parseWakeUp(payload);
        if (wakeUp.from !== this.#notifier.identity) this.#wakeAt(wakeUp.at);
      },
      // What was sent while nobody listened is lost: look.
      onListening: () => this.#wakeAt(0),
      onFault: (error) => this.#options.onFault(error, 'listening for wake-ups'),
    });
  }

  async #end(): Promise<void> {
    clearTimeout(this.#poll);
    this.#poll = undefined;
    const listening = this.#listening;
    this.#listening = undefined;
    await listening?.listener?.stop();
  }

  /** `at` in ms; in the past for now. */
  #wakeAt(at: number): void {
    for (const worker of this.#workers) worker.wake(new Date(at));
  }
}
