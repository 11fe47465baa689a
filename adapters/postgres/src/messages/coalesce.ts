import type { Inserted } from 'postern/adapter';
import type { Entry } from './insert.ts';

const maxBatch = 500;

interface Waiting {
  readonly entries: readonly Entry[];
  readonly resolve: (answers: readonly Inserted[]) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Writes what is inserted at the same time in one statement: while one is under way the next gathers, so that a lone call
 * waits for nobody, and many share one commit. Each call still succeeds or fails by itself.
 */
export class Coalescer {
  readonly #insert: (entries: readonly Entry[]) => Promise<readonly Inserted[]>;
  #waiting: Waiting[] = [];
  #writing = false;

  constructor(insert: (entries: readonly Entry[]) => Promise<readonly Inserted[]>) {
    this.#insert = insert;
  }

  insert(entries: readonly Entry[]): Promise<readonly Inserted[]> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ entries, resolve, reject });
      if (!this.#writing) {
        this.#writing = true;
        // Calls of the same turn of the event loop begin together.
        setImmediate(() => this.#writeAll());
      }
    });
  }

  async #writeAll(): Promise<void> {
    while (this.#waiting.length > 0) await this.#write(this.#take());
    this.#writing = false;
  }

  #take(): readonly Waiting[] {
    let size = 0;
    const taken = this.#waiting.findIndex(({ entries }) => {
      size += entries.length;
      return size > maxBatch;
    });
    return this.#waiting.splice(0, taken < 0 ? this.#waiting.length : Math.max(taken, 1));
  }

  async #write(batch: readonly Waiting[]): Promise<void> {
    try {
      const answers = await this.#insert(batch.flatMap(({ entries }) => entries));
      let next = 0;
      for (const { entries, resolve } of batch) {
        resolve(answers.slice(next, next + entries.length));
        next += entries.length;
      }
    } catch (error) {
      const [first] = batch;
      if (batch.length === 1) return first?.reject(error);
      // One of them is at fault, or the server was away: each finds out for itself. Nothing was written.
      await Promise.all(
        batch.map(({ entries, resolve, reject }) => this.#insert(entries).then(resolve, reject)),
      );
    }
  }
}
