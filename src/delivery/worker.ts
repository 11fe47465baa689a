import type { Worker } from '../interfaces/queue.ts';
import type { Claimed } from '../interfaces/storage/messages.ts';
import { channels } from '../model/channel.ts';
import type { Channel } from '../model/message.ts';
import type { Engine } from '../wiring.ts';
import { claimDue, type Ready } from './claims.ts';
import { deliver } from './deliver.ts';
import { Pauses } from './pauses.ts';
import { Settler } from './settler.ts';

/** Not sooner: the storage's clock, which decides what is due, may be a little behind ours. */
const minTimerMs = 10;
/** What a timer of Node's can wait at most. */
const maxTimerMs = 2 ** 31 - 1;

interface Flight {
  readonly claimed: Claimed;
  readonly abort: AbortController;
  readonly ended: Promise<void>;
}

/** Hops 3 to 5 in one process: claims for free slots only, hands over, settles. */
export class DeliveryWorker implements Worker {
  readonly #engine: Engine;
  readonly #settler: Settler;
  readonly #pauses: Pauses;
  readonly #flights = new Map<string, Flight>();
  /** Channels whose rate limit is used up, and until when. */
  readonly #limited = new Map<Channel, Date>();
  #round: Promise<{ nextDueAt?: Date }> | undefined;
  #again = false;
  #refill: NodeJS.Immediate | undefined;
  #wakesItself = false;
  #timer: NodeJS.Timeout | undefined;
  /** Closed while stopping, and while a quarantined message is handed over alone. */
  #open = true;
  #stopping = false;
  /** Counts what was claimed, ever. */
  #claims = 0;

  constructor(engine: Engine) {
    this.#engine = engine;
    this.#settler = new Settler(engine);
    this.#pauses = new Pauses(engine);
  }

  resume(channel: Channel): boolean {
    return this.#engine.transports[channel].filter((transport) => this.#pauses.lift(transport)).length > 0;
  }

  /** Calls during a round make one more round after it. */
  deliverDue(): Promise<{ nextDueAt?: Date }> {
    if (this.#round) {
      this.#again = true;
      return this.#round;
    }
    this.#round = this.#rounds().finally(() => {
      this.#round = undefined;
    });
    return this.#round;
  }

  async #rounds(): Promise<{ nextDueAt?: Date }> {
    const usable = channels.filter((channel) => this.#engine.transports[channel].length > 0);
    let nextDueAt: Date | undefined;
    do {
      this.#again = false;
      for (const channel of usable) await this.#claimFor(channel);
      nextDueAt = await this.#nextDueAt(usable);
    } while (this.#again);
    if (this.#wakesItself) this.#wakeAt(nextDueAt);
    return nextDueAt ? { nextDueAt } : {};
  }

  /** A channel without free slots is looked at again when one frees; one held back when that ends. */
  async #nextDueAt(usable: readonly Channel[]): Promise<Date | undefined> {
    const waiting = usable.filter((channel) => this.#free(channel) > 0);
    const { messages } = this.#engine.storage;
    const next = waiting.length > 0 ? await messages.nextDue(waiting, { quarantined: false }) : undefined;
    const held = usable.flatMap((channel) => this.#heldUntil(channel) ?? []);
    return [...(next ? [next] : []), ...held].sort((a, b) => a.getTime() - b.getTime())[0];
  }

  /** From now on it looks by itself when the next message is due: also after rounds that no queue asked for. */
  wakeItself(): void {
    this.#wakesItself = true;
  }

  #wakeAt(time: Date | undefined): void {
    clearTimeout(this.#timer);
    if (!time || this.#stopping) return;
    const delay = Math.min(Math.max(minTimerMs, time.getTime() - this.#engine.now().getTime()), maxTimerMs);
    this.#timer = setTimeout(() => this.#refillSlots(), delay).unref();
  }

  /** When a channel's pause or rate limit ends, where one holds it back now. */
  #heldUntil(channel: Channel): Date | undefined {
    const limited = this.#limited.get(channel);
    return (
      this.#pauses.channelUntil(channel) ?? (limited && limited > this.#engine.now() ? limited : undefined)
    );
  }

  #free(channel: Channel): number {
    if (!this.#open || this.#heldUntil(channel)) return 0;
    let busy = 0;
    for (const flight of this.#flights.values()) if (flight.claimed.message.channel === channel) busy += 1;
    const free = this.#engine.delivery.concurrency[channel] - busy;
    // The one that tries whether a paused channel works again goes alone.
    return this.#pauses.probing(channel) && busy > 0 ? 0 : this.#pauses.allowance(channel, free);
  }

  async #claimFor(channel: Channel): Promise<void> {
    const limit = this.#free(channel);
    if (limit < 1) return;
    for (const ready of await this.#claim(channel, limit, false)) this.#launch(ready);
  }

  async #claim(channel: Channel, want: number, quarantined: boolean): Promise<readonly Ready[]> {
    const { ready, returned, limitedForMs } = await claimDue(
      this.#engine,
      this.#pauses,
      channel,
      want,
      quarantined,
    );
    this.#claims += ready.length + returned.length;
    for (const settlement of returned) this.#settler.add(settlement);
    if (limitedForMs > 0) this.#limited.set(channel, new Date(this.#engine.now().getTime() + limitedForMs));
    return ready;
  }

  #launch({ claimed, suppressed }: Ready): Flight {
    const abort = new AbortController();
    const ended = this.#fly(claimed, suppressed, abort).finally(() => {
      this.#flights.delete(claimed.id);
      this.#refill ??= setImmediate(() => this.#refillSlots());
    });
    const flight = { claimed, abort, ended };
    this.#flights.set(claimed.id, flight);
    return flight;
  }

  /** One look for all slots that freed in this turn of the event loop. */
  #refillSlots(): void {
    this.#refill = undefined;
    if (this.#open) this.deliverDue().catch((error: unknown) => this.#engine.events.fault(error, 'claiming'));
  }

  async #fly(claimed: Claimed, suppressed: boolean, abort: AbortController): Promise<void> {
    this.#engine.events.message('sending', claimed.message);
    const timer = setTimeout(
      () => abort.abort(),
      longestHandOver(this.#engine, claimed.message.channel),
    ).unref();
    const circumstances = { suppressed, signal: abort.signal, stopping: () => this.#stopping };
    try {
      this.#settler.add(await deliver(this.#engine, this.#pauses, claimed, circumstances));
    } catch (error) {
      // Not foreseen: the lease runs out, and the sweep decides by the channel's policy.
      this.#engine.events.fault(error, 'a hand-over');
    } finally {
      clearTimeout(timer);
    }
  }

  /** Hands over, one at a time and with nothing else in flight, what a worker was lost with: it may have been the cause. */
  async deliverQuarantined(maxMessages = 20, waitMs = 30_000): Promise<void> {
    const { storage, transports, now } = this.#engine;
    const usable = channels.filter(
      (channel) => transports[channel].length > 0 && !this.#pauses.probing(channel),
    );
    const due = await storage.messages.nextDue(usable, { quarantined: true });
    if (!due || due > now() || !this.#open) return;
    this.#open = false;
    try {
      if (!(await this.#settledWithin(waitMs))) return;
      for (let count = 0, found = true; found && count < maxMessages && !this.#stopping; ) {
        found = false;
        for (const channel of usable) {
          for (const ready of await this.#claim(channel, 1, true)) {
            found = true;
            count += 1;
            await this.#launch(ready).ended;
            await this.#settler.flush();
          }
        }
      }
    } finally {
      this.#open = !this.#stopping;
      this.#refillSlots();
    }
  }

  /** Extends the leases of what is in flight; a hand-over whose lease is gone is cut short: its result would not count. */
  async renewLeases(): Promise<void> {
    const flights = [...this.#flights.values()];
    if (flights.length === 0) return;
    const { storage, delivery, timed } = this.#engine;
    const held = new Set(
      await storage.messages.renew(
        flights.map(({ claimed: { id, token } }) => ({ id, token })),
        delivery.leaseMs,
        timed(),
      ),
    );
    for (const flight of flights) if (!held.has(flight.claimed.id)) flight.abort.abort();
  }

  /** Hands over until nothing more is due, and resolves when that has ended. */
  async deliverAll(): Promise<void> {
    for (let before = -1; before !== this.#claims; ) {
      before = this.#claims;
      await this.deliverDue();
      await this.idle();
    }
  }

  /** Resolves when nothing is in flight and all is written down. */
  async idle(): Promise<void> {
    while (this.#flights.size > 0)
      await Promise.all([...this.#flights.values()].map((flight) => flight.ended));
    await this.#settler.flush();
  }

  /** Claims no more; lets hand-overs end for `drainMs`, then aborts them, and writes down how they ended. */
  async stop(drainMs: number): Promise<void> {
    this.#stopping = true;
    this.#open = false;
    clearImmediate(this.#refill);
    clearTimeout(this.#timer);
    await this.#round?.catch(() => undefined);
    if (await this.#settledWithin(drainMs)) return;
    for (const flight of this.#flights.values()) flight.abort.abort();
    this.#settler.giveUp();
    await this.idle();
  }

  async #settledWithin(ms: number): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<false>((resolve) => {
      timer = setTimeout(() => resolve(false), ms);
    });
    const settled = await Promise.race([this.idle().then(() => true), late]);
    clearTimeout(timer);
    return settled;
  }
}

/** All of a channel's transports may have to be tried in turn. */
function longestHandOver(engine: Engine, channel: Channel): number {
  return engine.transports[channel].reduce(
    (sum, { capabilities }) => sum + capabilities.handOverTimeoutMs,
    0,
  );
}
