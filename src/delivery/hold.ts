import type { Engine } from '../wiring.ts';

/** A moment by both of a process's clocks. */
interface Moment {
  readonly running: number;
  readonly wall: number;
}

type Clock = Pick<Engine, 'now' | 'delivery'>;

/**
 * Whether a lease is certainly still ours, by this process's own clocks: it counts from before it was asked for. The clock that runs on while
 * a process is stopped may stand while its machine is suspended, and the time of day may be set back: what is over by either is over.
 */
export class Hold {
  readonly #clock: Clock;
  #since: Moment | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** To be called before the lease is asked for; what it answers, once it was given. */
  ask(): () => void {
    const asked = { running: performance.now(), wall: this.#clock.now().getTime() };
    return () => {
      this.#since = asked;
    };
  }

  /** Whether it was ever given. */
  get begun(): boolean {
    return this.#since !== undefined;
  }

  get holds(): boolean {
    const { now, delivery } = this.#clock;
    if (!this.#since) return false;
    const { running, wall } = this.#since;
    return Math.max(performance.now() - running, now().getTime() - wall) < delivery.leaseMs;
  }
}
