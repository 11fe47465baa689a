/*
 * Delivery: how a recorded message goes out. The worker (this file) claims what is due for free slots (`claims.ts`: rate
 * limits, suppressions; `slots.ts`: what all processes may have under way) and launches it; `alarm.ts` says when it looks next; `flights.ts` keeps what is in flight and its leases. One flight is `deliver.ts` (the last
 * checks, the host's `beforeSend`), then `hand-over.ts` (transports in turn, `pauses.ts`), then `settlement.ts`, which makes of the
 * answer how the claim ends (`retry.ts`: when again), then `settler.ts`, which writes it down. `background.ts` repeats what goes on
 * beside: the sweep, leases, `reconcile.ts`, the storage's upkeep. `round.ts` does all of it once, for hosts that do not start a worker.
 */

import type { Worker } from '../interfaces/queue.ts';
import { channels } from '../model/channel.ts';
import type { Channel } from '../model/message.ts';
import type { Engine } from '../wiring.ts';
import { Alarm } from './alarm.ts';
import { Claimer, type Ready } from './claims.ts';
import { Flights } from './flights.ts';
import type { Pauses } from './pauses.ts';

/** After a look that failed: its storage may be away for a moment. */
const pauseAfterFailureMs = 1_000;
/** What was lost with a worker, handed over in one go. */
const maxQuarantined = 20;
/** How long the quarantine waits for what is in flight. */
const quarantineWaitMs = 30_000;

/** Hops 3 to 5 in one process: claims for free slots only, hands over, settles. */
export class DeliveryWorker implements Worker {
  readonly #engine: Engine;
  readonly #pauses: Pauses;
  readonly #claimer: Claimer;
  readonly #flights: Flights;
  readonly #alarm: Alarm;
  /** Channels whose rate limit is used up, and until when. */
  readonly #limited = new Map<Channel, Date>();
  #round: Promise<void> | undefined;
  #again = false;
  #wakesItself = false;
  #failing = false;
  #quarantine: Promise<void> | undefined;
  /** Closed while stopping, and while a quarantined message is handed over alone. */
  #open = true;
  #stopping = false;
  /** Counts what was claimed, ever. */
  #claims = 0;

  constructor(engine: Engine, pauses: Pauses) {
    this.#engine = engine;
    this.#pauses = pauses;
    this.#alarm = new Alarm(engine.now, () => this.#look());
    const look = () => this.#alarm.soon();
    this.#claimer = new Claimer(engine, pauses, look);
    this.#flights = new Flights(engine, pauses, look);
  }

  wake(at?: Date): void {
    if (at) this.#alarm.at(at);
    else this.#alarm.soon();
  }

  /** Claims as far as slots are free; resolves when it has claimed, not when hand-overs end. Calls during a round make one more after it. */
  deliverDue(): Promise<void> {
    if (this.#round) {
      this.#again = true;
      return this.#round;
    }
    this.#round = this.#rounds().finally(() => {
      this.#round = undefined;
    });
    return this.#round;
  }

  async #rounds(): Promise<void> {
    const usable = channels.filter((channel) => this.#engine.transports[channel].length > 0);
    let next: Date | undefined;
    do {
      this.#again = false;
      for (const channel of usable) await this.#claimFor(channel);
      // Where there is another round anyway, that one asks.
      if (!this.#again) next = await this.#nextDueAt(usable);
    } while (this.#again);
    this.#failing = false;
    if (next && this.#wakesItself) this.#alarm.next(next);
  }

  /** A channel without free slots is looked at again when one frees; one held back when that ends. */
  async #nextDueAt(usable: readonly Channel[]): Promise<Date | undefined> {
    const waiting = usable.filter((channel) => this.#free(channel) > 0);
    const times = await Promise.all([
      this.#nextDue(waiting.filter((channel) => !this.#claimer.siteLimits.rate(channel))),
      // What is due here and was not claimed waits for its site's limit.
      this.#nextDue(
        waiting.filter((channel) => this.#claimer.siteLimits.rate(channel)),
        this.#engine.now(),
      ),
    ]);
    const held = usable.map((channel) => this.#heldUntil(channel));
    const limited = waiting.map((channel) => this.#claimer.siteLimits.nextAt(channel));
    return [...times, ...held, ...limited]
      .filter((time) => time !== undefined)
      .sort((a, b) => a.getTime() - b.getTime())[0];
  }

  async #nextDue(channels: readonly Channel[], after?: Date): Promise<Date | undefined> {
    if (channels.length === 0) return undefined;
    // Of what is due already, which was due first is nothing to it.
    const enough = this.#engine.now();
    return this.#engine.storage.messages.nextDue(channels, { quarantined: false, after, enough });
  }

  /** From now on it looks by itself when the next message is due. */
  wakeItself(): void {
    this.#wakesItself = true;
  }

  /** When a channel's pause or limit ends, where one holds it back now. */
  #heldUntil(channel: Channel): Date | undefined {
    const limited = this.#limited.get(channel);
    return (
      this.#pauses.channelUntil(channel) ??
      (limited && limited > this.#engine.now() ? limited : this.#claimer.fullUntil(channel))
    );
  }

  #free(channel: Channel): number {
    if (!this.#open || this.#heldUntil(channel)) return 0;
    const busy = this.#flights.busy(channel);
    const free = Math.min(this.#engine.delivery.concurrency[channel] - busy, this.#claimer.room(channel));
    // The one that tries whether a paused channel works again goes alone.
    return this.#pauses.probing(channel) && busy > 0 ? 0 : this.#pauses.allowance(channel, free);
  }

  async #claimFor(channel: Channel): Promise<void> {
    const limit = this.#free(channel);
    if (limit < 1) return;
    for (const ready of await this.#claim(channel, limit, false)) void this.#flights.launch(ready);
  }

  async #claim(channel: Channel, want: number, quarantined: boolean): Promise<readonly Ready[]> {
    const { ready, returned, limitedForMs } = await this.#claimer.claimDue({ channel, want, quarantined });
    this.#claims += ready.length + returned.length;
    for (const claimed of returned) this.#flights.release(claimed);
    if (limitedForMs > 0) this.#limited.set(channel, new Date(this.#engine.now().getTime() + limitedForMs));
    if (!this.#stopping) return ready;
    for (const { claimed, slot } of ready) this.#flights.release(claimed, slot);
    return [];
  }

  #look(): void {
    if (!this.#open) return;
    this.deliverDue().catch((error: unknown) => {
      // Told once: a database that is away for an hour is one fault.
      if (!this.#failing) this.#engine.events.fault(error, 'claiming');
      this.#failing = true;
      this.#alarm.next(new Date(this.#engine.now().getTime() + pauseAfterFailureMs));
    });
  }

  /** Hands over, one at a time and with nothing else in flight, what a worker was lost with: it may have been the cause. */
  deliverQuarantined(): Promise<void> {
    this.#quarantine ??= this.#handOverAlone().finally(() => {
      this.#quarantine = undefined;
    });
    return this.#quarantine;
  }

  async #handOverAlone(): Promise<void> {
    const { storage, transports, now } = this.#engine;
    const usable = channels.filter(
      (channel) => transports[channel].length > 0 && !this.#pauses.probing(channel),
    );
    const due = await storage.messages.nextDue(usable, { quarantined: true, enough: now() });
    if (!due || due > now() || !this.#open) return;
    this.#open = false;
    try {
      if (!(await this.#flights.idleWithin(quarantineWaitMs))) return;
      for (let count = 0, found = true; found && count < maxQuarantined && !this.#stopping; ) {
        found = false;
        for (const channel of usable) {
          for (const ready of await this.#claim(channel, 1, true)) {
            found = true;
            count += 1;
            await this.#flights.launch(ready);
            await this.#flights.idle();
          }
        }
      }
    } finally {
      this.#open = !this.#stopping;
      this.#alarm.soon();
    }
  }

  async renewLeases(): Promise<void> {
    await Promise.all([this.#flights.renewLeases(), this.#claimer.slots.renew()]);
  }

  /** Hands over until nothing more is due, and resolves when that has ended. */
  async deliverAll(): Promise<void> {
    for (let before = -1; before !== this.#claims; ) {
      await this.#quarantine?.catch(() => undefined);
      // A look counts that found all slots free.
      await this.#flights.idle();
      // Who had to do without those that all processes share left to us what was due: given back before the look, not after it.
      await this.#claimer.slots.giveBack();
      before = this.#claims;
      await this.deliverDue();
    }
  }

  /** Claims no more; lets hand-overs end for `drainMs`, then aborts them, and writes down how they ended. */
  async stop(drainMs: number): Promise<void> {
    this.#stopping = true;
    this.#open = false;
    this.#flights.closing();
    this.#alarm.stop();
    await this.#round?.catch(() => undefined);
    await this.#flights.land(drainMs);
    await this.#quarantine?.catch(() => undefined);
    await this.#flights.idle();
    await this.#claimer.slots.giveBack();
  }
}
