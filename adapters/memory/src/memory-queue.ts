import type { Due, Queue, Stop, Tx, Worker } from 'postern';
import { MemoryTransaction } from './memory-transaction.ts';
import { SortedIndex } from './sorted-index.ts';

/** What a timer of Node's can wait at most; a longer one would fire at once. */
const longestTimerMs = 2 ** 31 - 1;
/** After a worker failed; its storage may be away for a moment. */
const pauseAfterFailureMs = 1_000;
/** A worker that says again and again that it should have been called already gets its turn, but not all turns. */
const shortestPauseMs = 10;

export interface MemoryQueueOptions {
  /** What times are measured against. Default: the computer's clock. */
  readonly clock?: () => Date;
}

/** Wakes the workers of this process. Its timers keep no process alive; a wake-up that is due does. */
export class MemoryQueue implements Queue {
  readonly name = 'memory';
  readonly #clock: () => Date;
  /** How to wake each started worker. */
  readonly #wakers = new Set<() => void>();
  /** When to wake them next, in ms. */
  readonly #times = new SortedIndex<number>((a, b) => a - b);
  #timer: NodeJS.Timeout | undefined;

  constructor({ clock = () => new Date() }: MemoryQueueOptions = {}) {
    this.#clock = clock;
  }

  /** With a transaction of `memoryStorage`, once that commits. Of any other it does not learn the end: it wakes at once, and the worker's sweep finds the rest. */
  async push(due: readonly Due[], tx?: Tx): Promise<void> {
    const times = due.map(({ dueAt }) => dueAt?.getTime() ?? Number.NEGATIVE_INFINITY);
    if (tx instanceof MemoryTransaction && tx.isOpen) tx.onCommit(() => this.#wakeAt(times));
    else this.#wakeAt(times);
  }

  async start(worker: Worker): Promise<Stop> {
    let stopped = false;
    let soon: NodeJS.Immediate | undefined;
    const call = async () => {
      soon = undefined;
      const next = await worker.deliverDue().then(
        ({ nextDueAt }) => nextDueAt && Math.max(nextDueAt.getTime(), this.#now() + shortestPauseMs),
        // The worker reports its own failures; all there is to do here is to come back.
        () => this.#now() + pauseAfterFailureMs,
      );
      if (!stopped && next !== undefined) this.#wakeAt([next]);
    };
    // One call for all that is pushed in the same turn of the event loop.
    const wake = () => {
      soon ??= setImmediate(call);
    };
    this.#wakers.add(wake);
    wake();
    return async () => {
      stopped = true;
      this.#wakers.delete(wake);
      clearImmediate(soon);
      this.#arm();
    };
  }

  #wakeAt(times: readonly number[]): void {
    // A worker that starts later looks for itself, and says what to wait for.
    if (this.#wakers.size === 0) return;
    const now = this.#now();
    if (times.some((time) => time <= now)) this.#wakeAll();
    for (const time of times) if (time > now) this.#times.add(time);
    this.#arm();
  }

  #wakeAll(): void {
    for (const wake of this.#wakers) wake();
  }

  /** Sets the one timer for the next time. */
  #arm(): void {
    clearTimeout(this.#timer);
    const next = this.#times.first;
    if (next === undefined || this.#wakers.size === 0) return;
    const delay = Math.min(Math.max(next - this.#now(), 1), longestTimerMs);
    this.#timer = setTimeout(() => this.#ring(), delay).unref();
  }

  #ring(): void {
    const now = this.#now();
    let next = this.#times.first;
    const due = next !== undefined && next <= now;
    for (; next !== undefined && next <= now; next = this.#times.first) this.#times.delete(next);
    if (due) this.#wakeAll();
    this.#arm();
  }

  #now(): number {
    return this.#clock().getTime();
  }
}

export function memoryQueue(options?: MemoryQueueOptions): MemoryQueue {
  return new MemoryQueue(options);
}
