import { Hold } from '../delivery/hold.ts';
import type { InboxHolder } from '../interfaces/storage/subscriptions.ts';
import type { Engine } from '../wiring.ts';

/** This process's hold on a subscription, renewed until it is closed. By this process's own clocks it ends no later than by the storage's. */
export class Lease {
  /** Aborts where the lease is lost, or those who use it are told to end. */
  readonly ending = new AbortController();
  readonly #engine: Engine;
  readonly #holder: InboxHolder;
  readonly #timer: NodeJS.Timeout;
  readonly #hold: Hold;

  constructor(engine: Engine, holder: InboxHolder) {
    this.#engine = engine;
    this.#holder = holder;
    this.#hold = new Hold(engine);
    this.#timer = setInterval(() => void this.#renew(), engine.delivery.leaseMs / 3).unref();
  }

  /** Whether it certainly is still ours. A process that was frozen learns it here. */
  get holds(): boolean {
    if (!this.#hold.holds) this.ending.abort();
    return !this.ending.signal.aborted;
  }

  /** Runs what takes or renews it; `undefined` or `false` where another has it. */
  async within<T>(ask: (leaseMs: number) => Promise<T>): Promise<T> {
    const { leaseMs } = this.#engine.delivery;
    const given = this.#hold.ask();
    const answer = await ask(leaseMs);
    if (answer) given();
    return answer;
  }

  async #renew(): Promise<void> {
    const { storage, events, timed } = this.#engine;
    try {
      const held = await this.within((leaseMs) =>
        storage.subscriptions.renew(this.#holder, leaseMs, timed()),
      );
      if (!held) this.ending.abort();
    } catch (error) {
      events.fault(error, `holding the subscription ${this.#holder.name}`);
    }
  }

  stopRenewing(): void {
    clearInterval(this.#timer);
  }

  /** Where it was never ours there is nothing to release. */
  async release(): Promise<void> {
    if (this.#hold.begun) await this.#engine.storage.subscriptions.release(this.#holder);
  }
}
