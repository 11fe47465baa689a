import type { Engine } from './engine.ts';
import type { Channel, Failure } from './message.ts';

const firstPauseMs = 30_000;
const maxPauseMs = 15 * 60_000;

interface Pause {
  readonly until: number;
  /** The length of the pause, doubled at the next failure without a success between. */
  readonly length: number;
}

/** Channels that hand nothing over for a while, because no message would be taken. After the pause one message tries. */
export class Pauses {
  readonly #engine: Engine;
  readonly #pauses = new Map<Channel, Pause>();

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** Answers how long, in ms. Failures of hand-overs that were under way when the channel paused do not lengthen it. */
  pause(channel: Channel, failure: Failure, afterMs: number | undefined): number {
    const now = this.#engine.now().getTime();
    const current = this.#pauses.get(channel);
    if (current && current.until > now) return current.until - now;
    const length = afterMs ?? Math.min(current ? current.length * 2 : firstPauseMs, maxPauseMs);
    this.#pauses.set(channel, { until: now + length, length });
    this.#engine.events.emit('channel.paused', { channel, failure, until: new Date(now + length) });
    return length;
  }

  /** How many may be handed over: none while it lasts, one to try after it, else all. */
  allowance(channel: Channel, free: number): number {
    const pause = this.#pauses.get(channel);
    if (!pause) return free;
    return this.until(channel) ? 0 : Math.min(1, free);
  }

  until(channel: Channel): Date | undefined {
    const pause = this.#pauses.get(channel);
    return pause && pause.until > this.#engine.now().getTime() ? new Date(pause.until) : undefined;
  }

  /** Whether the channel may hand over one message only, to try. */
  probing(channel: Channel): boolean {
    return this.#pauses.has(channel);
  }

  lift(channel: Channel): boolean {
    if (!this.#pauses.delete(channel)) return false;
    this.#engine.events.emit('channel.resumed', { channel });
    return true;
  }
}
