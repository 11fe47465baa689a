import type { Due, Queue, Stop, Tx, Worker } from 'postern/adapter';
import { MemoryTransaction } from './memory-transaction.ts';

/** Wakes the workers of this process. */
export class MemoryQueue implements Queue {
  /** Always `memory`. */
  readonly name = 'memory';
  readonly #workers = new Set<Worker>();

  /** With a transaction of `memoryStorage`, once that commits. Of any other it does not learn the end: it wakes at once, and the worker's sweep finds the rest. */
  async push(due: readonly Due[], tx?: Tx): Promise<void> {
    if (due.length === 0) return;
    const now = due.some(({ dueAt }) => dueAt === undefined);
    const at = now ? undefined : new Date(Math.min(...due.map(({ dueAt }) => Number(dueAt))));
    const wake = () => {
      for (const worker of this.#workers) worker.wake(at);
    };
    if (tx instanceof MemoryTransaction && tx.isOpen) tx.onCommit(wake);
    else wake();
  }

  async start(worker: Worker): Promise<Stop> {
    this.#workers.add(worker);
    worker.wake();
    return async () => {
      this.#workers.delete(worker);
    };
  }
}

/** A queue for one process. With `memoryStorage` take both from `memory()`. */
export function memoryQueue(): MemoryQueue {
  return new MemoryQueue();
}
