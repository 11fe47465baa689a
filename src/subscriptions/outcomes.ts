import { setTimeout as pause } from 'node:timers/promises';
import type { InboxOutcome } from '../interfaces/storage/subscriptions.ts';
import type { Engine } from '../wiring.ts';
import type { Pace } from './pace.ts';

const againAfterMs = 500;

/** Writes down what became of events, in their order. While one batch is being written the next gathers. */
export class Outcomes {
  readonly #engine: Engine;
  readonly #name: string;
  readonly #pace: Pace;
  /** Whether to try again what could not be written. */
  readonly #goesOn: () => boolean;
  #waiting: InboxOutcome[] = [];
  #writing: Promise<void> | undefined;

  constructor(
    engine: Engine,
    given: { readonly name: string; readonly pace: Pace; readonly goesOn: () => boolean },
  ) {
    this.#engine = engine;
    this.#name = given.name;
    this.#pace = given.pace;
    this.#goesOn = given.goesOn;
  }

  add(outcome: InboxOutcome): void {
    this.#waiting.push(outcome);
    this.#writing ??= this.#writeAll().finally(() => {
      this.#writing = undefined;
    });
  }

  /** Resolves once what was added so far is written, or given up: then it comes again. */
  async written(): Promise<void> {
    while (this.#writing) await this.#writing;
  }

  async #writeAll(): Promise<void> {
    // One turn of the event loop lets what ends together be written together.
    await new Promise((resolve) => setImmediate(resolve));
    const { storage, events, timed } = this.#engine;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      const change = this.#pace.change();
      for (;;) {
        try {
          const options = change ? { ...timed(), pace: change } : timed();
          await storage.subscriptions.settle(this.#name, batch, options);
          break;
        } catch (error) {
          events.fault(error, `writing down what became of events of the subscription ${this.#name}`);
          if (!this.#goesOn()) break;
          await pause(againAfterMs);
        }
      }
    }
  }
}
