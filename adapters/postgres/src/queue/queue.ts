/*
 * Queue: says when to look, never who may send. Each started worker has a `WorkerLoop` (`worker-loop.ts`: one call for many
 * wake-ups, timers for what falls due, polling for what was missed). A push wakes this process at once and others by
 * `notifier.ts` (NOTIFY, throttled, outside of the sender's commit); one listener serves all loops. Losing a wake-up costs
 * at most `pollMs`.
 */

import type { Due, Queue, Stop, Tx, Worker } from 'postern';
import type { Database, Listener } from '../drivers/database.ts';
import { Notifier, parseWakeUp } from './notifier.ts';
import { WorkerLoop } from './worker-loop.ts';

/** After a push in a host's transaction whose end we do not learn: looks soon, then less and less so. */
const looksAfterMs = [25, 100, 400, 1_000];

export interface QueueOptions {
  /** In the transaction given to `push`, too, wake-ups are sent: sooner for other processes, at a price for every commit. */
  readonly notifyInTransaction: boolean;
  readonly pollMs: number;
  readonly onFault: (error: unknown, during: string) => void;
}

/** Wake-ups through the database: NOTIFY, timers, and polling, which finds what both missed. */
export class PostgresQueue implements Queue {
  readonly name: string;
  readonly #database: Database;
  readonly #options: QueueOptions;
  readonly #channel: string;
  readonly #notifier: Notifier;
  readonly #loops = new Set<WorkerLoop>();
  #listening: { readonly listener: Listener | undefined } | undefined;

  constructor(database: Database, options: QueueOptions) {
    this.name = database.embedded ? 'pglite' : 'postgres';
    this.#database = database;
    this.#options = options;
    this.#channel = `${database.schema}_wake`;
    this.#notifier = new Notifier(database, this.#channel, options.onFault);
  }

  async push(due: readonly Due[], tx?: Tx): Promise<void> {
    if (due.length === 0) return;
    const times = due.map(({ dueAt }) => dueAt?.getTime() ?? 0);
    const earliest = Math.min(...times);
    if (!tx) {
      this.#database.outside(() => {
        this.#wakeAt(times);
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
    this.#database.outside(() =>
      this.#wakeAt([...looksAfterMs.map((ms) => now + ms), ...times.filter((time) => time > now)]),
    );
  }

  async start(worker: Worker): Promise<Stop> {
    const { pollMs, onFault } = this.#options;
    return this.#database.outside(() => {
      const loop = new WorkerLoop(worker, pollMs, onFault);
      this.#loops.add(loop);
      this.#listening ??= { listener: this.#listen() };
      loop.wake();
      return async () => {
        await loop.stop();
        if (this.#loops.delete(loop) && this.#loops.size === 0) await this.#end();
      };
    });
  }

  /** Ends what workers left running, and sends what is still to be sent. */
  async close(): Promise<void> {
    await Promise.all([...this.#loops].map((loop) => loop.stop()));
    this.#loops.clear();
    await this.#end();
    await this.#notifier.flush();
  }

  #listen(): Listener | undefined {
    return this.#database.listen(this.#channel, {
      onNotify: (payload) => {
        const wakeUp = parseWakeUp(payload);
        if (wakeUp.from !== this.#notifier.identity) this.#wakeAt([wakeUp.at]);
      },
      // What was sent while nobody listened is lost: look.
      onListening: () => this.#wakeAt([0]),
      onFault: (error) => this.#options.onFault(error, 'listening for wake-ups'),
    });
  }

  async #end(): Promise<void> {
    const listening = this.#listening;
    this.#listening = undefined;
    await listening?.listener?.stop();
  }

  #wakeAt(times: readonly number[]): void {
    for (const loop of this.#loops) loop.wakeAt(times);
  }
}
