import type { Transport } from '../interfaces/transport.ts';
import type { Channel, Failure } from '../model/message.ts';
import type { Engine } from '../wiring.ts';

const firstPauseMs = 30_000;
const maxPauseMs = 15 * 60_000;

interface Pause {
  readonly until: number;
  /** The length of the pause, doubled at the next failure without a success between. */
  readonly length: number;
  /** When the first of those began that followed each other without a success. */
  readonly since: number;
}

/** Transports that are left alone for a while, because they would take no message. After the pause one message tries. */
export class Pauses {
  readonly #engine: Engine;
  readonly #pauses = new Map<Transport, Pause>();
  readonly #tookAt = new Map<Transport, Date>();

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** Answers how long, in ms. Failures of hand-overs that were under way when the transport paused do not lengthen it. */
  pause(transport: Transport, failure: Failure, afterMs: number | undefined): number {
    const now = this.#engine.now().getTime();
    const current = this.#pauses.get(transport);
    if (current && current.until > now) return current.until - now;
    const length = afterMs ?? Math.min(current ? current.length * 2 : firstPauseMs, maxPauseMs);
    this.#pauses.set(transport, { until: now + length, length, since: current?.since ?? now });
    const { channel, name } = transport;
    this.#engine.events.paused({
      channel,
      transport: name,
      failure,
      until: new Date(now + length),
    });
    return length;
  }

  /** The pause a transport is in, its end included; `undefined` where it may be tried. */
  until(transport: Transport): Date | undefined {
    const pause = this.#pauses.get(transport);
    return pause && pause.until > this.#engine.now().getTime() ? new Date(pause.until) : undefined;
  }

  /** When the first of a channel's transports may be tried again, where none may now. */
  channelUntil(channel: Channel): Date | undefined {
    const ends = this.#engine.transports[channel].map((transport) => this.until(transport));
    const [first] = ends.filter((end) => end !== undefined).sort((a, b) => a.getTime() - b.getTime());
    return ends.includes(undefined) ? undefined : first;
  }

  /** Since when none of a channel's transports has taken anything; `undefined` where one may. */
  channelSince(channel: Channel): Date | undefined {
    const pauses = this.#engine.transports[channel].map((transport) => this.#pauses.get(transport));
    const began = pauses.flatMap((pause) => pause?.since ?? []);
    return began.length > 0 && began.length === pauses.length ? new Date(Math.max(...began)) : undefined;
  }

  /** How many a channel may hand over: none while all its transports pause, one to try after that, else all. */
  allowance(channel: Channel, free: number): number {
    if (this.#engine.transports[channel].some((transport) => !this.#pauses.has(transport))) return free;
    return this.channelUntil(channel) ? 0 : Math.min(1, free);
  }

  /** Whether the channel may hand over one message only, to try. */
  probing(channel: Channel): boolean {
    return this.#engine.transports[channel].every((transport) => this.#pauses.has(transport));
  }

  /** Lifts what pauses in a channel; `false` where nothing did. */
  resume(channel: Channel): boolean {
    return this.#engine.transports[channel].filter((transport) => this.lift(transport)).length > 0;
  }

  /** It took a message. */
  took(transport: Transport): void {
    this.#tookAt.set(transport, this.#engine.now());
  }

  /** When it last took a message from this process. */
  tookAt(transport: Transport): Date | undefined {
    return this.#tookAt.get(transport);
  }

  lift(transport: Transport): boolean {
    if (!this.#pauses.delete(transport)) return false;
    this.#engine.events.emit('channel.resumed', { channel: transport.channel, transport: transport.name });
    return true;
  }
}
