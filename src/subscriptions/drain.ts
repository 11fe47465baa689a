import { whenAborted } from '../delivery/round.ts';
import { endsWithin } from '../delivery/within.ts';
import type { InboxEvent } from '../interfaces/storage/subscriptions.ts';
import type { MessageId } from '../model/message.ts';
import type { Engine } from '../wiring.ts';
import { Lease } from './lease.ts';
import { Outcomes } from './outcomes.ts';
import { failedOutcome, Pace } from './pace.ts';
import { recordedEvent, type Subscriber } from './subscriber.ts';

/** After handlers were told to end: the rest is left to its lease. */
const patienceMs = 5_000;

/** Events in hand for each that is handed out, so that the storage is not asked for each. */
const ahead = 4;

/** Hands one subscription's events out while something is due and this process holds it, then lets go of it. */
export class Drain {
  readonly #engine: Engine;
  readonly #subscriber: Subscriber;
  readonly #holder: string;
  readonly #lease: Lease;
  readonly #pace: Pace;
  readonly #outcomes: Outcomes;
  /** By message, in their order. */
  readonly #ready = new Map<MessageId, readonly InboxEvent[]>();
  readonly #running = new Map<MessageId, Promise<void>>();
  #wake: () => void = () => undefined;
  /** Events handed out. */
  handed = 0;

  constructor(engine: Engine, subscriber: Subscriber, holder: string) {
    this.#engine = engine;
    this.#subscriber = subscriber;
    this.#holder = holder;
    const { name } = subscriber;
    this.#lease = new Lease(engine, { name, holder });
    this.#pace = new Pace(engine.random);
    this.#outcomes = new Outcomes(engine, { name, pace: this.#pace, goesOn: () => this.#lease.holds });
  }

  /** Something may be due that was not when it looked last. */
  wake(): void {
    this.#wake();
  }

  /** Resolves when nothing more is due, another holds it, it is slowed down, or `stopping` aborts; what is under way has ended then, or was told to. */
  async run(stopping: AbortSignal): Promise<void> {
    const stopped = whenAborted(stopping);
    try {
      while (!stopping.aborted && !this.#lease.ending.signal.aborted && (await this.#takeMore())) {
        this.#begin(stopping);
        if (this.#running.size === 0) continue;
        const woken = new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
        await Promise.race([stopped, woken, ...this.#running.values()]);
      }
    } finally {
      this.#ready.clear();
      await this.#land();
    }
  }

  /** Takes what there is room for. `false` where there is nothing left to do, or to be done here. */
  async #takeMore(): Promise<boolean> {
    if (this.#pace.slow && this.handed > 0 && this.#running.size === 0) return false;
    const width = this.#width;
    if (this.#ready.size >= width || (this.#pace.slow && this.#running.size > 0)) return true;
    const { name } = this.#subscriber;
    const { storage, timed } = this.#engine;
    const except = [...this.#ready.keys(), ...this.#running.keys()];
    const limit = this.#pace.slow ? 1 : width * ahead;
    const taken = await this.#lease.within((leaseMs) =>
      storage.subscriptions.take({ name, holder: this.#holder, leaseMs, limit, except, ...timed() }),
    );
    if (!taken) return false;
    this.#pace.known(taken.failures);
    for (const event of taken.events) {
      const { id } = event.message;
      this.#ready.set(id, [...(this.#ready.get(id) ?? []), event]);
    }
    return taken.more || this.#ready.size + this.#running.size > 0;
  }

  get #width(): number {
    return this.#pace.slow ? 1 : this.#subscriber.concurrency;
  }

  #begin(stopping: AbortSignal): void {
    for (const [id, events] of this.#ready) {
      if (this.#running.size >= this.#width) return;
      this.#ready.delete(id);
      const running = this.#inOrder(events, stopping).finally(() => this.#running.delete(id));
      this.#running.set(id, running);
    }
  }

  /** One after the other, until one fails. */
  async #inOrder(events: readonly InboxEvent[], stopping: AbortSignal): Promise<void> {
    for (const event of events) {
      if (stopping.aborted || !this.#lease.holds) break;
      this.handed += 1;
      if (!(await this.#hand(event))) break;
    }
    // Taken again before that is written, they would be handed out again.
    await this.#outcomes.written();
  }

  async #hand(event: InboxEvent): Promise<boolean> {
    const { handler, retry, name, quiet } = this.#subscriber;
    const { signal } = this.#lease.ending;
    const recorded = recordedEvent(event);
    try {
      await handler(recorded, { signal, attempt: event.failures + 1 });
      this.#pace.handled();
      this.#outcomes.add({ id: event.id, to: 'handled' });
      return true;
    } catch (error) {
      // Cut off, it comes again as though it had not been handed out.
      if (signal.aborted) return false;
      const { events, now, random } = this.#engine;
      if (!quiet) events.fault(error, `the subscription ${name}`);
      const outcome = failedOutcome(event, error, { retry, now: now(), random: random() });
      this.#pace.failed(event.failures);
      this.#outcomes.add(outcome);
      if (outcome.to === 'parked') await this.#tellGivenUp(event, error);
      return false;
    }
  }

  async #tellGivenUp(event: InboxEvent, error: unknown): Promise<void> {
    const { onGivenUp, name } = this.#subscriber;
    try {
      await onGivenUp?.(recordedEvent(event), error);
    } catch (fault) {
      this.#engine.events.fault(fault, `giving up an event of the subscription ${name}`);
    }
  }

  /** Lets handlers end, and then tells them to. Only what has ended is let go of: what goes on keeps others off until its lease ends. */
  async #land(): Promise<void> {
    const ended = Promise.all(this.#running.values());
    const all = (await endsWithin(this.#engine.delivery.drainMs, ended)) || (await this.#cutOff(ended));
    this.#lease.stopRenewing();
    await this.#outcomes.written();
    if (all) await this.#lease.release();
  }

  #cutOff(ended: Promise<unknown>): Promise<boolean> {
    this.#lease.ending.abort();
    return endsWithin(patienceMs, ended);
  }
}
