import type { Events } from '../events.ts';
import type { OutcomeCounts, OutcomeStore, Outcomes } from '../interfaces/storage/outcomes.ts';
import type { Message } from '../model/message.ts';
import type { OutcomeTally } from '../wiring.ts';

type Counted = { -readonly [K in keyof Outcomes]: Outcomes[K] };

/** Counts what becomes of messages in this process, and writes the sums now and then: on the way of a message it is a look into a map. */
export class Tally implements OutcomeTally {
  readonly #store: OutcomeStore;
  readonly #now: () => Date;
  readonly #events: Events;
  #counted = new Map<string, Counted>();
  #writing: Promise<void> | undefined;

  constructor(store: OutcomeStore, now: () => Date, events: Events) {
    this.#store = store;
    this.#now = now;
    this.#events = events;
  }

  count(message: Pick<Message, 'site' | 'channel'>, what: keyof OutcomeCounts, times = 1): void {
    const { site, channel } = message;
    const key = `${channel} ${site}`;
    let counted = this.#counted.get(key);
    if (!counted) {
      counted = { site, channel, sent: 0, bounced: 0, complained: 0 };
      this.#counted.set(key, counted);
    }
    counted[what] += times;
  }

  /** Writes what was counted before the call. Never rejects: what cannot be written is kept for the next time. */
  async flush(): Promise<void> {
    while (this.#writing) await this.#writing;
    if (this.#counted.size === 0) return;
    this.#writing = this.#write();
    await this.#writing;
  }

  async #write(): Promise<void> {
    const counts = [...this.#counted.values()];
    this.#counted = new Map();
    try {
      await this.#store.add(counts, this.#now());
    } catch (error) {
      this.#events.fault(error, 'counting outcomes');
      for (const one of counts)
        for (const what of ['sent', 'bounced', 'complained'] as const) this.count(one, what, one[what]);
    } finally {
      this.#writing = undefined;
    }
  }
}
