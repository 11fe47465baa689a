import type { Claimed, Settlement } from '../interfaces/storage/message-claims.ts';
import type { Processing, ProcessingEnd } from '../interfaces/telemetry.ts';
import type { Channel } from '../model/message.ts';
import { present } from '../model/present.ts';
import type { Engine } from '../wiring.ts';
import type { Ready } from './claims.ts';
import { Cutoff } from './cutoff.ts';
import { type Circumstances, deliver } from './deliver.ts';
import type { Hold } from './hold.ts';
import type { Pauses } from './pauses.ts';
import { eventOf, Settler } from './settler.ts';
import type { HandOverSlot } from './slots.ts';
import { endsWithin } from './within.ts';

interface Flight {
  readonly claimed: Claimed;
  readonly cutoff: Cutoff;
  readonly hold: Hold;
  /** When its time is up, by the process's own clock. */
  readonly deadline: number;
  readonly ended: Promise<void>;
}

/** What a worker has in flight: hop 4 and 5 of each claim, and the leases that go with them. */
export class Flights {
  readonly #engine: Engine;
  readonly #pauses: Pauses;
  readonly #settler: Settler;
  readonly #flights = new Map<string, Flight>();
  readonly #onFree: () => void;
  readonly #stopped = () => this.#stopping;
  #stopping = false;
  /** One timer for all: it goes off at the earliest deadline there was when it was set. */
  #timer: NodeJS.Timeout | undefined;
  #looksAt = Number.POSITIVE_INFINITY;

  /** `onFree`: a slot freed. */
  constructor(engine: Engine, pauses: Pauses, onFree: () => void) {
    this.#engine = engine;
    this.#pauses = pauses;
    this.#settler = new Settler(engine);
    this.#onFree = onFree;
  }

  /** How many of a channel are under way. */
  busy(channel: Channel): number {
    let busy = 0;
    for (const flight of this.#flights.values()) if (flight.claimed.message.channel === channel) busy += 1;
    return busy;
  }

  /** Resolves when this one has ended; what is written down then may still be on its way. */
  launch({ claimed, suppressed, hold, slot }: Ready): Promise<void> {
    const cutoff = new Cutoff();
    const deadline = performance.now() + longestHandOver(this.#engine, claimed.message.channel);
    const ended = this.#fly(claimed, { suppressed, cutoff, hold, slot, stopping: this.#stopped });
    this.#flights.set(claimed.id, { claimed, cutoff, hold, deadline, ended });
    if (deadline < this.#looksAt) this.#lookAt(deadline);
    return ended;
  }

  /** Gives back a claim that was never launched. */
  release({ id, token, message: { channel } }: Claimed, slot?: HandOverSlot): void {
    slot?.leave();
    this.#settler.add({ id, token, to: 'released', channel });
  }

  async #fly(claimed: Claimed, circumstances: Circumstances): Promise<void> {
    try {
      this.#engine.events.message('sending', claimed.message);
      this.#settler.add(await this.#deliver(claimed, circumstances), claimed.message);
    } catch (error) {
      // Not foreseen: the lease runs out, and the sweep decides by the channel's policy.
      this.#engine.events.fault(error, 'a hand-over');
    }
    circumstances.slot?.leave();
    this.#flights.delete(claimed.id);
    this.#onFree();
  }

  #deliver(claimed: Claimed, circumstances: Circumstances): Promise<Settlement> {
    const { probe, now } = this.#engine;
    const run = () => deliver(this.#engine, this.#pauses, claimed, circumstances);
    return probe ? probe.processing(processingOf(claimed, now()), run, processingEndOf) : run();
  }

  #lookAt(deadline: number): void {
    clearTimeout(this.#timer);
    this.#looksAt = deadline;
    this.#timer = setTimeout(() => this.#cutOverdue(), deadline - performance.now()).unref();
  }

  #cutOverdue(): void {
    const now = performance.now();
    let next = Number.POSITIVE_INFINITY;
    for (const { cutoff, deadline } of this.#flights.values()) {
      if (deadline <= now) cutoff.abort();
      else next = Math.min(next, deadline);
    }
    this.#looksAt = next;
    if (next !== Number.POSITIVE_INFINITY) this.#lookAt(next);
  }

  /** Extends the leases of what is in flight; a hand-over whose lease is gone is cut short: its result would not count. */
  async renewLeases(): Promise<void> {
    const flights = [...this.#flights.values()];
    if (flights.length === 0) return;
    const { storage, delivery, timed } = this.#engine;
    const given = flights.map(({ hold }) => hold.ask());
    const held = new Set(
      await storage.messages.renew(
        flights.map(({ claimed: { id, token } }) => ({ id, token })),
        delivery.leaseMs,
        timed(),
      ),
    );
    for (const [index, { claimed, cutoff }] of flights.entries()) {
      if (held.has(claimed.id)) given[index]?.();
      else cutoff.abort();
    }
  }

  /** Resolves when nothing is in flight and all is written down. */
  async idle(): Promise<void> {
    while (this.#flights.size > 0)
      await Promise.all([...this.#flights.values()].map((flight) => flight.ended));
    await this.#settler.flush();
  }

  /** `false` where it took longer. */
  idleWithin(ms: number): Promise<boolean> {
    return endsWithin(ms, this.idle());
  }

  /** From now on what is cut short and certainly not taken is given back. */
  closing(): void {
    this.#stopping = true;
  }

  /** Lets hand-overs end for `drainMs`, then aborts them, and writes down how they ended. */
  async land(drainMs: number): Promise<void> {
    if (await this.idleWithin(drainMs)) return;
    for (const flight of this.#flights.values()) flight.cutoff.abort();
    this.#settler.giveUp();
    await this.idle();
  }
}

/** All of a channel's transports may have to be tried in turn. */
function longestHandOver(engine: Engine, channel: Channel): number {
  return engine.transports[channel].reduce(
    (sum, { capabilities }) => sum + capabilities.handOverTimeoutMs,
    0,
  );
}

function processingOf({ id, message, attempt }: Claimed, now: Date): Processing {
  const { site, channel, origin, priority, traceparent, dueAt, createdAt } = message;
  const waitedMs = Math.max(0, now.getTime() - (dueAt ?? createdAt).getTime());
  return present({ messageId: id, site, channel, origin, priority, attempt, waitedMs, traceparent });
}

function processingEndOf(settlement: Settlement): ProcessingEnd {
  const transport = settlement.to === 'sent' ? settlement.transport : undefined;
  const failure = settlement.to === 'sent' ? undefined : settlement.failure?.class;
  return present({ outcome: eventOf(settlement), transport, failure });
}
