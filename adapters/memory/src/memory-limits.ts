import type { Bucket, ConcurrencyLimit, Granted, Holding, LimitStore } from 'postern/adapter';

interface Level {
  tokens: number;
  /** When `tokens` was so, in ms. */
  at: number;
}

/** What a holder has. */
interface Held {
  readonly count: number;
  /** When its lease is over, in ms. */
  readonly until: number;
}

/** Limits, held by this process alone. */
export class MemoryLimits implements LimitStore {
  readonly #clock: () => Date;
  readonly #levels = new Map<string, Level>();
  readonly #held = new Map<string, Map<string, Held>>();

  constructor(clock: () => Date) {
    this.#clock = clock;
  }

  async take(bucket: Bucket, want: number): Promise<Granted> {
    const level = this.#level(bucket);
    const granted = Math.min(want, Math.floor(level.tokens));
    level.tokens -= granted;
    const missing = granted < want ? 1 - level.tokens : 0;
    return { granted, retryAfterMs: Math.ceil((missing * 1000) / bucket.perSecond) };
  }

  async giveBack(bucket: Bucket, count: number): Promise<void> {
    const level = this.#level(bucket);
    level.tokens = Math.min(bucket.burst, level.tokens + count);
  }

  async hold({ key, max, leaseMs, now }: ConcurrencyLimit, { holder, busy, want }: Holding): Promise<number> {
    const time = (now ?? this.#clock()).getTime();
    const holders = this.#held.get(key) ?? new Map<string, Held>();
    this.#held.set(key, holders);
    holders.delete(holder);
    let others = 0;
    for (const [name, { count, until }] of holders) {
      if (until <= time) holders.delete(name);
      else others += count;
    }
    const count = Math.max(busy, Math.min(want, max - others));
    if (count > 0) holders.set(holder, { count, until: time + leaseMs });
    return count;
  }

  /** The level as it is now: what dripped in since it was last looked at is added. */
  #level({ key, perSecond, burst, now }: Bucket): Level {
    const time = (now ?? this.#clock()).getTime();
    const level = this.#levels.get(key) ?? { tokens: burst, at: time };
    level.tokens = Math.min(burst, level.tokens + (Math.max(0, time - level.at) * perSecond) / 1000);
    level.at = Math.max(level.at, time);
    this.#levels.set(key, level);
    return level;
  }
}
