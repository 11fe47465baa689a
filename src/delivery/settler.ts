import type { Due } from '../interfaces/queue.ts';
import type { Claim, Settlement } from '../interfaces/storage/message-claims.ts';
import type { Channel, Message } from '../model/message.ts';
import { noteText } from '../model/notes.ts';
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

/** A claim that ended, and its message as it was claimed, where it was handed over. */
interface Ended {
  readonly ending: Ending;
  readonly message: Message | undefined;
}

/**
 * Hop 5: writes outcomes down. While one batch is being written the next gathers, so that an idle worker settles at
 * once and a busy one in large batches. What was sent, nearly all, goes by itself: for that a storage has less to do. What
 * cannot be written is tried again until it can, or until the worker gives up.
 */
export class Settler {
  readonly #engine: Engine;
  readonly #sent: Ended[] = [];
  readonly #others: Ended[] = [];
  #writing: Promise<void> | undefined;
  #givenUp = false;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  add(ending: Ending, message?: Message): void {
    const waiting = ending.to === 'sent' ? this.#sent : this.#others;
    waiting.push({ ending, message });
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
    while (this.#sent.length + this.#others.length > 0) {
      try {
        for (const waiting of [this.#sent, this.#others]) {
          const batch = waiting.slice(0, maxBatch);
          if (batch.length > 0) await this.#writeOrHalve(batch);
          waiting.splice(0, batch.length);
        }
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
  async #writeOrHalve(batch: readonly Ended[]): Promise<void> {
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
  async #endUnwritable({ ending: { id, token }, message }: Ended, error: unknown): Promise<void> {
    this.#engine.events.fault(error, 'settling one message');
    const failure = {
      class: 'transport_fault',
      message: noteText({ code: 'unwritable' }),
    } as const;
    try {
      const ending = { id, token, to: 'unknown', failure, detail: failure.message } as const;
      await this.#write([{ ending, message }]);
    } catch (again) {
      if (!isDataFault(again)) throw again;
      // Its lease runs out, and the sweep decides by the channel's policy.
      this.#engine.events.fault(again, 'settling one message as unknown');
    }
  }

  async #write(batch: readonly Ended[]): Promise<void> {
    const { storage, queue, events, outcomes, timed, now } = this.#engine;
    const endings = batch.map(({ ending }) => ending);
    const settlements = endings.filter((ending) => ending.to !== 'released');
    const released = endings.filter((ending) => ending.to === 'released');
    const claimed = new Map(
      batch.flatMap(({ message }) => (message ? [[message.id, message] as const] : [])),
    );
    if (released.length > 0) await storage.messages.release(released);
    const settled =
      settlements.length > 0 ? await storage.messages.settle(settlements, { ...timed(), claimed }) : [];
    const changed = new Map(settled.map((message) => [message.id, message]));
    const due: Due[] = released.map(({ id, channel }) => ({ id, channel }));
    for (const settlement of settlements) {
      const message = changed.get(settlement.id);
      if (!message) continue;
      events.message(eventOf(settlement), message);
      const refused = settlement.to === 'failed' && settlement.failure.class === 'recipient';
      if (refused || settlement.to === 'sent') outcomes.count(message, 'sent');
      if (refused) outcomes.count(message, 'bounced');
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
export function eventOf(settlement: Settlement): MessageEventType {
  if (settlement.to !== 'queued') return settlement.to;
  return settlement.reason === 'unknown' ? 'retry' : settlement.reason;
}
