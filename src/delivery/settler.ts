import type { Due } from '../interfaces/queue.ts';
import type { Claim, Settlement } from '../interfaces/storage/messages.ts';
import type { Channel } from '../model/message.ts';
import type { MessageEventType } from '../model/status.ts';
import type { Engine } from '../wiring.ts';

const maxBatch = 500;
const retryMs = { first: 100, max: 5_000 };

/** A claim given back: nothing was begun, and nothing of it is recorded. */
interface Released extends Claim {
  readonly to: 'released';
  readonly channel: Channel;
}

/** How a claim ends. */
export type Ending = Settlement | Released;

/**
 * Hop 5: writes outcomes down. While one batch is being written the next gathers, so that an idle worker settles at
 * once and a busy one in large batches. What cannot be written is tried again until it can, or until the worker gives up.
 */
export class Settler {
  readonly #engine: Engine;
  #waiting: Ending[] = [];
  #writing: Promise<void> | undefined;
  #givenUp = false;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  add(ending: Ending): void {
    this.#waiting.push(ending);
    this.#writing ??= this.#writeAll().finally(() => {
      this.#writing = undefined;
    });
  }

  /** Resolves when nothing waits any more. */
  async flush(): Promise<void> {
    while (this.#writing) await this.#writing;
  }

  /** The storage is gone and so is our time: what waits is left to the sweep of whoever comes after. */
  giveUp(): void {
    this.#givenUp = true;
  }

  async #writeAll(): Promise<void> {
    // One turn of the event loop lets what ends together be written together.
    await new Promise((resolve) => setImmediate(resolve));
    let delay = retryMs.first;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.slice(0, maxBatch);
      try {
        await this.#writeOrHalve(batch);
        this.#waiting = this.#waiting.slice(batch.length);
        delay = retryMs.first;
      } catch (error) {
        this.#engine.events.fault(error, 'settling');
        if (this.#givenUp) return;
        await new Promise((resolve) => setTimeout(resolve, delay));
        delay = Math.min(delay * 2, retryMs.max);
      }
    }
  }

  /** What the storage cannot take is found by halving, so that it holds up nobody else. */
  async #writeOrHalve(batch: readonly Ending[]): Promise<void> {
    try {
      await this.#write(batch);
    } catch (error) {
      const [first, ...others] = batch;
      if (!first || !isDataFault(error)) throw error;
      if (others.length === 0) return this.#endUnwritable(first, error);
      const half = Math.ceil(batch.length / 2);
      await this.#writeOrHalve(batch.slice(0, half));
      await this.#writeOrHalve(batch.slice(half));
    }
  }

  /** It may have been taken, and that cannot be written down: held, so that it does not go twice. */
  async #endUnwritable({ id, token }: Ending, error: unknown): Promise<void> {
    this.#engine.events.fault(error, 'settling one message');
    const failure = {
      class: 'transport_fault',
      message: 'What became of it could not be written down.',
    } as const;
    try {
      await this.#write([{ id, token, to: 'unknown', failure, detail: failure.message }]);
    } catch (again) {
      if (!isDataFault(again)) throw again;
      // Its lease runs out, and the sweep decides by the channel's policy.
      this.#engine.events.fault(again, 'settling one message as unknown');
    }
  }

  async #write(batch: readonly Ending[]): Promise<void> {
    const { storage, queue, events, timed, now } = this.#engine;
    const settlements = batch.filter((ending) => ending.to !== 'released');
    const released = batch.filter((ending) => ending.to === 'released');
    if (released.length > 0) await storage.messages.release(released);
    const settled = settlements.length > 0 ? await storage.messages.settle(settlements, timed()) : [];
    const changed = new Map(settled.map((message) => [message.id, message]));
    const due: Due[] = released.map(({ id, channel }) => ({ id, channel }));
    for (const settlement of settlements) {
      const message = changed.get(settlement.id);
      if (!message) continue;
      events.message(eventOf(settlement), message);
      if (settlement.to === 'queued') {
        due.push({
          id: message.id,
          channel: message.channel,
          dueAt: message.dueAt ?? new Date(now().getTime() + settlement.afterMs),
        });
      }
    }
    if (due.length > 0)
      await queue.push(due).catch((error: unknown) => events.fault(error, 'waking the queue'));
  }
}

/** Whether what was to be written is at fault, so that trying again changes nothing: SQLSTATE 22 and 23, or a value out of range. */
function isDataFault(error: unknown): boolean {
  if (error instanceof RangeError) return true;
  if (typeof error !== 'object' || error === null) return false;
  if ('code' in error && typeof error.code === 'string' && /^2[23][0-9A-Z]{3}$/.test(error.code)) return true;
  return 'cause' in error && isDataFault(error.cause);
}

/** What waits again is not `unknown`, also where it may have been taken. */
function eventOf(settlement: Settlement): MessageEventType {
  if (settlement.to !== 'queued') return settlement.to;
  return settlement.reason === 'unknown' ? 'retry' : settlement.reason;
}
