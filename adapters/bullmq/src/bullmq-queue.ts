/*
 * Queue: carries word that something waits, to the workers of this process at once and to one of all others by a job of BullMQ.
 * A job is no message: it says when to look, has a name by which it is there once, and goes away when it was taken. Who may send
 * what is the storage's to say, so whatever Redis loses is found by polling. When a worker looks is its own matter.
 */

import type { Due, Queue, Stop, Tx, Worker } from 'postern/adapter';
import type { Faults } from './bullmq-faults.ts';
import { listen } from './bullmq-listener.ts';
import type { Settings } from './bullmq-options.ts';
import type { Sender } from './bullmq-sender.ts';
import { type WordJob, wordLater, wordsNow } from './bullmq-words.ts';

/** After a push in a host's transaction, whose end we do not learn: looks soon, then less and less so. */
const looksAfterMs = [25, 100, 400, 1_000];

/** Wake-ups through Redis, and polling, which finds what that missed. */
export class BullMqQueue implements Queue {
  /** Always `bullmq`. */
  readonly name = 'bullmq';
  readonly #settings: Settings;
  readonly #faults: Faults;
  readonly #sender: Sender;
  readonly #workers = new Set<Worker>();
  #listening: Promise<Stop> | undefined;
  #poll: NodeJS.Timeout | undefined;

  constructor(settings: Settings, faults: Faults, sender: Sender) {
    this.#settings = settings;
    this.#faults = faults;
    this.#sender = sender;
  }

  async push(due: readonly Due[], tx?: Tx): Promise<void> {
    if (due.length === 0) return;
    const now = Date.now();
    const earliest = Math.min(...due.map(({ dueAt }) => dueAt?.getTime() ?? 0));
    const later = earliest > now ? [earliest] : [];
    const times = tx ? [...looksAfterMs.map((ms) => now + ms), ...later] : later;
    const words: readonly WordJob[] =
      times.length > 0 ? times.map((at) => wordLater(at, now)) : wordsNow(countDue(due, now));
    for (const at of times.length > 0 ? times : [now]) this.#wakeAt(at);
    this.#sender.send(words);
  }

  async start(worker: Worker): Promise<Stop> {
    this.#workers.add(worker);
    this.#listening ??= listen(this.#settings, this.#faults, (at) => this.#wakeAt(at));
    if (!this.#poll) this.#pollAgain();
    worker.wake();
    return async () => {
      if (this.#workers.delete(worker) && this.#workers.size === 0) await this.#end();
    };
  }

  /** Wakes no worker any more, and sends what is still to be sent. */
  async close(): Promise<void> {
    this.#workers.clear();
    await Promise.all([this.#end(), this.#sender.close()]);
  }

  #pollAgain(): void {
    const delay = this.#settings.pollMs * (0.8 + 0.4 * Math.random());
    this.#poll = setTimeout(() => {
      this.#wakeAt(0);
      this.#pollAgain();
    }, delay).unref();
  }

  async #end(): Promise<void> {
    clearTimeout(this.#poll);
    this.#poll = undefined;
    const listening = this.#listening;
    this.#listening = undefined;
    const stop = await listening;
    await stop?.();
  }

  /** `at` in ms; in the past for now. */
  #wakeAt(at: number): void {
    for (const worker of this.#workers) worker.wake(new Date(at));
  }
}

function countDue(due: readonly Due[], now: number): number {
  return due.filter(({ dueAt }) => dueAt === undefined || dueAt.getTime() <= now).length;
}
