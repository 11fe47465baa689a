/*
 * What one transport has under way at once over all processes, where it has a `maxConcurrent`. Slots are taken before a claim,
 * renewed with the leases of messages, and given back when a hand-over ends; the limits store keeps the account by holders, of
 * which each worker is one, and says how many each has. A worker says how many it uses, so that an account that was lost (a Redis
 * that was emptied) is right again when it speaks next.
 */

import type { Transport } from '../interfaces/transport.ts';
import { createId } from '../model/ids.ts';
import type { Channel } from '../model/message.ts';
import type { Engine } from '../wiring.ts';
import { endsWithin } from './within.ts';

/** How long a slot is kept after its hand-over, in ms: a worker that has more uses it again, and connections are closed meanwhile. */
const keptMs = 200;
/** For how long it does so without asking, in ms: then it learns whether there are too many, as after the store lost its account. */
const unaskedMs = 500;
/** When to ask again where others hold what there is, in ms; doubled each time. Nobody tells when one frees elsewhere. */
const askAgainMs = { first: 100, most: 1_000 };
/** How long somebody waits until all is given back, in ms. */
const giveBackMs = 1_000;

/** What a worker took. */
interface Taken {
  readonly count: number;
  /** Of these, those that were kept, and until when; the one used last is the last. */
  readonly kept: readonly number[];
}

/** The slots of one transport that one worker has. */
class TransportSlots {
  readonly #engine: Engine;
  readonly #holder: string;
  readonly #key: string;
  readonly #max: number;
  #busy = 0;
  /** What the store gave, or may have given where no answer came. */
  #held = 0;
  /** When it last granted some, by the process's own clock. */
  #grantedAt = Number.NEGATIVE_INFINITY;
  #fullUntil = 0;
  #askAgainMs = askAgainMs.first;
  /** When those are given back that were used and are kept, by the process's own clock; the one used last is the last. */
  readonly #kept: number[] = [];
  #timer: NodeJS.Timeout | undefined;
  /** One call at a time: each says what is held from then on. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(engine: Engine, holder: string, { channel, name }: Transport, max: number) {
    this.#engine = engine;
    this.#holder = holder;
    this.#key = `transport/${channel}/${name}`;
    this.#max = max;
  }

  /** How many more this worker may use, if others use none. */
  get room(): number {
    return Math.max(0, this.#max - this.#busy);
  }

  /** When to ask again, where others hold what there is. */
  get fullUntil(): Date | undefined {
    return this.#fullUntil > this.#engine.now().getTime() ? new Date(this.#fullUntil) : undefined;
  }

  /** 0 to `want`; each is to be given back, by one of the two below. */
  take(want: number): Promise<Taken> {
    return this.#inTurn(async () => {
      const wanted = Math.min(want, this.room);
      if (wanted === 0 || this.fullUntil) return { count: 0, kept: [] };
      const asked = performance.now();
      const unasked = asked - this.#grantedAt < unaskedMs && this.#held - this.#busy >= wanted;
      if (!unasked) {
        await this.#hold(this.#busy + Math.max(wanted, this.#countKept()));
        this.#grantedAt = asked;
      }
      const count = Math.min(wanted, Math.max(0, this.#held - this.#busy));
      this.#busy += count;
      this.#note(count, wanted);
      return { count, kept: this.#kept.splice(Math.max(0, this.#kept.length - count)) };
    });
  }

  /** One whose hand-over has ended: kept for a moment. */
  giveBackUsed(): void {
    this.#free(1);
    this.#kept.push(performance.now() + keptMs);
    this.#tellLater();
  }

  /** Those that no message was there for. The one used last is used first, as connections are: the others are kept on. */
  giveBackUnused({ count, kept }: Taken, used: number): void {
    if (count === used) return;
    this.#free(count - used);
    this.#kept.push(...kept.slice(0, Math.max(0, kept.length - used)));
    this.#kept.sort((a, b) => a - b);
    void this.#giveBackSpare();
    this.#tellLater();
  }

  #free(count: number): void {
    this.#busy -= count;
    this.#fullUntil = 0;
  }

  /** Also tells of what was not told, or was forgotten. */
  async renew(): Promise<void> {
    if (this.#held > 0 || this.#busy > 0) await this.#tell();
  }

  /** Gives back at once what is kept, too. */
  async giveBackKept(): Promise<void> {
    this.#kept.length = 0;
    await this.#giveBackSpare();
  }

  async #giveBackSpare(): Promise<void> {
    if (this.#held > this.#busy + this.#countKept()) await this.#tell();
  }

  #countKept(): number {
    const now = performance.now();
    this.#kept.splice(0, this.#kept.filter((until) => until <= now).length);
    return this.#kept.length;
  }

  /** Where it got less than it wanted, others hold the rest. */
  #note(count: number, wanted: number): void {
    if (count > 0) this.#askAgainMs = askAgainMs.first;
    if (count === wanted) return;
    const { now, random } = this.#engine;
    this.#fullUntil = now().getTime() + this.#askAgainMs * (0.5 + random() / 2);
    this.#askAgainMs = Math.min(this.#askAgainMs * 2, askAgainMs.most);
  }

  #tellLater(): void {
    const [first] = this.#kept;
    if (this.#timer || first === undefined) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#giveBackSpare();
      this.#tellLater();
    }, first - performance.now()).unref();
  }

  /** Holds what is used or kept, and no more. */
  async #tell(): Promise<void> {
    try {
      await this.#inTurn(() => this.#hold(this.#busy + this.#countKept()));
    } catch (error) {
      this.#engine.events.fault(error, 'renewing the slots of a transport');
    }
  }

  async #hold(want: number): Promise<void> {
    const { limits, delivery, timed } = this.#engine;
    const limit = { key: this.#key, max: this.#max, leaseMs: delivery.leaseMs, ...timed() };
    const granted = this.#grantedAt;
    this.#held = Math.max(this.#held, want);
    this.#grantedAt = Number.NEGATIVE_INFINITY;
    this.#held = await limits.hold(limit, { holder: this.#holder, busy: this.#busy, want });
    this.#grantedAt = granted;
  }

  #inTurn<T>(task: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(task);
    this.#turn = result.catch(() => undefined);
    return result;
  }
}

/** A worker's slots, of all transports that have a limit. */
export class Slots {
  readonly #engine: Engine;
  readonly #holder: string;
  readonly #byTransport = new Map<Transport, TransportSlots>();
  readonly #onFree: () => void;

  /** `onFree`: a slot freed, though its hand-over goes on elsewhere. */
  constructor(engine: Engine, onFree: () => void) {
    this.#engine = engine;
    this.#onFree = onFree;
    this.#holder = createId('wrk', engine.now());
  }

  /** `undefined` where the transport has no limit. */
  of(transport: Transport): TransportSlots | undefined {
    const { maxConcurrent } = transport;
    if (maxConcurrent === undefined) return undefined;
    const known = this.#byTransport.get(transport);
    if (known) return known;
    const made = new TransportSlots(this.#engine, this.#holder, transport, maxConcurrent);
    this.#byTransport.set(transport, made);
    return made;
  }

  /** Whether any transport of a channel has a limit. */
  limit(channel: Channel): boolean {
    return this.#engine.transports[channel].some(({ maxConcurrent }) => maxConcurrent !== undefined);
  }

  /** More may be claimed than before. */
  freed(): void {
    this.#onFree();
  }

  async renew(): Promise<void> {
    await Promise.all([...this.#byTransport.values()].map((slots) => slots.renew()));
  }

  /** Gives back what is not used; within a second, or it comes back when its lease is over. */
  async giveBack(): Promise<void> {
    if (this.#byTransport.size === 0) return;
    const all = [...this.#byTransport.values()].map((slots) => slots.giveBackKept());
    await endsWithin(giveBackMs, Promise.all(all));
  }
}

/** The slot that one hand-over has: of the transport that it is tried by, one at a time. */
export class HandOverSlot {
  readonly #slots: Slots;
  #of: TransportSlots | undefined;

  /** With a slot of one transport, where that was taken for it. */
  constructor(slots: Slots, taken: TransportSlots | undefined) {
    this.#slots = slots;
    this.#of = taken;
  }

  /** Leaves the one before. `false` where this transport has no slot free. */
  async enter(transport: Transport): Promise<boolean> {
    const next = this.#slots.of(transport);
    if (next === this.#of) return true;
    if (this.#of) {
      this.leave();
      this.#slots.freed();
    }
    if (next && (await next.take(1)).count === 0) return false;
    this.#of = next;
    return true;
  }

  /** May be repeated. */
  leave(): void {
    this.#of?.giveBackUsed();
    this.#of = undefined;
  }
}
