import { ConsoleError } from './console-error.ts';

interface Bucket {
  tokens: number;
  at: number;
}

const maxUsers = 10_000;
/** A page that opens makes some dozen calls at once. */
const burstSeconds = 15;

/** A token bucket for each user: so many calls a minute, a quarter of them at once. */
export class Allowance {
  readonly #perMs: number;
  readonly #burst: number;
  readonly #now: () => number;
  readonly #buckets = new Map<string, Bucket>();

  constructor(perMinute: number, now: () => number = () => performance.now()) {
    this.#perMs = perMinute / 60_000;
    this.#burst = (perMinute / 60) * burstSeconds;
    this.#now = now;
  }

  /** @throws ConsoleError `too_many_requests` */
  take(user: string, cost: number): void {
    const at = this.#now();
    const known = this.#buckets.get(user);
    const tokens = known ? Math.min(this.#burst, known.tokens + (at - known.at) * this.#perMs) : this.#burst;
    // A call that costs more than fits is let through when the bucket is full, and leaves a debt.
    const allowed = tokens >= Math.min(cost, this.#burst);
    this.#keep(user, { tokens: allowed ? tokens - cost : tokens, at });
    if (allowed) return;
    const waitMs = Math.ceil((Math.min(cost, this.#burst) - tokens) / this.#perMs);
    throw new ConsoleError(429, 'too_many_requests', 'That was too much at once: wait a moment.', {
      retryAt: new Date(Date.now() + waitMs).toISOString(),
    });
  }

  /** Last used last, so that what is forgotten, when there are too many, is who has been away longest. */
  #keep(user: string, bucket: Bucket): void {
    this.#buckets.delete(user);
    this.#buckets.set(user, bucket);
    if (this.#buckets.size > maxUsers) this.#buckets.delete(this.#buckets.keys().next().value ?? '');
  }
}
