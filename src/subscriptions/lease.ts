import type { InboxHolder } from '../interfaces/storage/subscriptions.ts';
import type { Engine } from '../wiring.ts';

/** This process's hold on a subscription, renewed until it is closed. By this process's own clock it ends no later than by the storage's. */
export class Lease {
  /** Aborts where the lease is lost, or those who use it are told to end. */
  readonly ending = new AbortController();
  readonly #engine: Engine;
  readonly #holder: InboxHolder;
  readonly #timer: NodeJS.Timeout;
  #until = 0;

  constructor(engine: Engine, holder: InboxHolder) {
    this.#engine = engine;
    this.#holder = holder;
    this.#timer = setInterval(() => void this.#renew(), engine.delivery.leaseMs / 3).unref();
  }

  /** Whether it certainly is still ours. A process that was frozen learns it here. */
  get holds(): boolean {
    if (performance.now() >= this.#until) this.ending.abort();
    return !this.ending.signal.aborted;
  }

  /** Runs what takes or renews it; `undefined` or `false` where another has it. */
  async within<T>(ask: (leaseMs: number) => Promise<T>): Promise<T> {
    const { leaseMs } = this.#engine.delivery;
    const asked = performance.now();
    const answer = await ask(leaseMs);
    if (answer) this.#until = asked + leaseMs;
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
    if (this.#until > 0) await this.#engine.storage.subscriptions.release(this.#holder);
  }
}
