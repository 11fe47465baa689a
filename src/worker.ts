import { addressKey } from './address.ts';
import { handOver, settlementOf } from './deliver.ts';
import type { Engine } from './engine.ts';
import { type Channel, channels } from './message.ts';
import { Pauses } from './pauses.ts';
import type { Worker } from './queue.ts';
import { Settler } from './settler.ts';
import type { Claimed } from './storage/messages.ts';
import type { SendResult } from './transport.ts';

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
  #round: Promise<{ nextDueAt?: Date }> | undefined;
  #again = false;
  #refill: NodeJS.Immediate | undefined;
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

  /** Messages being handed over now. */
  get inFlight(): number {
    return this.#flights.size;
  }

  resume(channel: Channel): boolean {
    return this.#pauses.lift(channel);
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
    const { transports, storage } = this.#engine;
    const usable = channels.filter((channel) => transports[channel]);
    do {
      this.#again = false;
      for (const channel of usable) await this.#claimFor(channel);
    } while (this.#again);
    // A channel without free slots is looked at again when one frees; a paused one when its pause ends.
    const waiting = usable.filter((channel) => this.#open && this.#free(channel) > 0);
    const next =
      waiting.length > 0 ? await storage.messages.nextDue(waiting, { quarantined: false }) : undefined;
    const pauses = usable.flatMap((channel) => this.#pauses.until(channel) ?? []);
    const nextDueAt = [...(next ? [next] : []), ...pauses].sort((a, b) => a.getTime() - b.getTime())[0];
    return nextDueAt ? { nextDueAt } : {};
  }

  #free(channel: Channel): number {
    if (!this.#open) return 0;
    let busy = 0;
    for (const flight of this.#flights.values()) if (flight.claimed.message.channel === channel) busy += 1;
    const free = this.#engine.delivery.concurrency[channel] - busy;
    // The one that tries whether a paused channel works again goes alone.
    return this.#pauses.probing(channel) && busy > 0 ? 0 : this.#pauses.allowance(channel, free);
  }

  async #claimFor(channel: Channel): Promise<void> {
    const limit = this.#free(channel);
    if (limit < 1) return;
    for (const { claimed, suppressed } of await this.#claim(channel, limit, false))
      this.#launch(claimed, suppressed);
  }

  /** Claims, and looks the suppression list up once more, for the batch. */
  async #claim(channel: Channel, limit: number, quarantined: boolean) {
    const { storage, delivery, timed } = this.#engine;
    const claims = await storage.messages.claim({
      channel,
      limit,
      quarantined,
      leaseMs: delivery.leaseMs,
      ...timed(),
    });
    this.#claims += claims.length;
    const suppressed = new Set<string>();
    for (const [site, ofSite] of groupBySite(claims)) {
      const addresses = [...new Set(ofSite.map((one) => addressKey(channel, one.message.to.address)))];
      try {
        for (const one of await storage.suppressions.find(site, channel, addresses))
          suppressed.add(`${site}\n${one.address}`);
      } catch (error) {
        // Sending to somebody who opted out is worse than a delay: without the list nothing is sent.
        for (const { id, token } of claims)
          this.#settler.add({ id, token, to: 'queued', reason: 'given_back', afterMs: 1_000 });
        throw error;
      }
    }
    return claims.map((claimed) => ({
      claimed,
      suppressed: suppressed.has(
        `${claimed.message.site}\n${addressKey(channel, claimed.message.to.address)}`,
      ),
    }));
  }

  #launch(claimed: Claimed, suppressed: boolean): Flight {
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
    const { id, token, message } = claimed;
    const transport = this.#engine.transports[message.channel];
    this.#engine.events.message('sending', message);
    if (suppressed) {
      const failure = { class: 'blocked', message: 'The address is on the suppression list.' } as const;
      this.#settler.add({ id, token, to: 'suppressed', failure, detail: failure.message });
      return;
    }
    const now = this.#engine.now();
    if (message.expiresAt && message.expiresAt <= now) {
      const failure = { class: 'expired', message: 'It expired before it could be handed over.' } as const;
      this.#settler.add({ id, token, to: 'failed', failure, detail: failure.message });
      return;
    }
    if (!transport) return;
    const timer = setTimeout(() => abort.abort(), transport.capabilities.handOverTimeoutMs).unref();
    const result = this.#judge(
      message.channel,
      await handOver(this.#engine, transport, claimed, abort.signal),
    );
    clearTimeout(timer);
    this.#settler.add(
      settlementOf(this.#engine, claimed, transport.name, result, this.#engine.now(), this.#engine.random()),
    );
  }

  /** Lets a result speak for its channel: a pause begins or ends, and a stop gives back what was not taken. */
  #judge(channel: Channel, result: SendResult): SendResult {
    if (result.outcome === 'paused')
      return { ...result, afterMs: this.#pauses.pause(channel, result.failure, result.afterMs) };
    // Also a refusal shows that the other side works.
    if (result.outcome === 'accepted' || result.outcome === 'rejected') this.#pauses.lift(channel);
    // Cut short by our own stop and certainly not taken: no fault of the message's, no attempt used up.
    if (this.#stopping && result.outcome === 'retry')
      return { outcome: 'paused', failure: result.failure, afterMs: 0 };
    return result;
  }

  /** Hands over, one at a time and with nothing else in flight, what a worker was lost with: it may have been the cause. */
  async deliverQuarantined(maxMessages = 20, waitMs = 30_000): Promise<void> {
    const { storage, transports, now } = this.#engine;
    const usable = channels.filter((channel) => transports[channel] && !this.#pauses.probing(channel));
    const due = await storage.messages.nextDue(usable, { quarantined: true });
    if (!due || due > now() || !this.#open) return;
    this.#open = false;
    try {
      if (!(await this.#settledWithin(waitMs))) return;
      for (let count = 0, found = true; found && count < maxMessages && !this.#stopping; ) {
        found = false;
        for (const channel of usable) {
          for (const { claimed, suppressed } of await this.#claim(channel, 1, true)) {
            found = true;
            count += 1;
            await this.#launch(claimed, suppressed).ended;
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

function groupBySite(claims: readonly Claimed[]): Map<string, Claimed[]> {
  const groups = new Map<string, Claimed[]>();
  for (const claimed of claims)
    groups.set(claimed.message.site, [...(groups.get(claimed.message.site) ?? []), claimed]);
  return groups;
}
