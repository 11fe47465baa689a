import { setTimeout as pause } from 'node:timers/promises';
import type { BenchMessage, Design } from '../queue/design.ts';
import { newMessage } from '../queue/messages.ts';

/** How a host sends: by how many callers, how many in a call. */
export interface Manner {
  readonly name: string;
  readonly callers: number;
  readonly batch: number;
}

export const manners: readonly Manner[] = [
  { name: 'one by one, 16 callers', callers: 16, batch: 1 },
  { name: 'by 100, 2 callers', callers: 2, batch: 100 },
];

/** What the senders wait for, so that nothing grows: a host that never stopped would come to the same in the end. */
export interface Bounds {
  /** Messages sent and not yet settled. */
  readonly backlog: number;
  /** Messages whose search document is yet to be written. */
  readonly unsearched: number;
}

/** Sends as fast as it is delivered and made searchable, until the signal aborts. */
export class Load {
  sent = 0;
  /** As it was looked at last. */
  unsearched = 0;
  readonly #design: Design;
  readonly #done: () => number;
  readonly #bounds: Bounds;

  constructor(design: Design, done: () => number, bounds: Bounds) {
    this.#design = design;
    this.#done = done;
    this.#bounds = bounds;
  }

  get backlog(): number {
    return Math.max(0, this.sent - this.#done());
  }

  async run({ callers, batch }: Manner, signal: AbortSignal): Promise<void> {
    const send = (messages: readonly BenchMessage[]) => {
      const [first] = messages;
      return messages.length === 1 && first ? this.#design.send(first) : this.#design.sendBulk(messages);
    };
    const caller = async () => {
      while (!signal.aborted) {
        if (this.backlog > this.#bounds.backlog || this.unsearched > this.#bounds.unsearched) {
          await pause(5);
          continue;
        }
        await send(Array.from({ length: batch }, () => newMessage()));
        this.sent += batch;
      }
    };
    await Promise.all([...Array.from({ length: callers }, caller), this.#look(signal)]);
  }

  async #look(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      this.unsearched = (await this.#design.unsearched?.()) ?? 0;
      await pause(250);
    }
  }
}
