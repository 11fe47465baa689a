import type { SeenKey, SeenStore, Timed } from 'postern/adapter';

/** What came in already; a time that has passed is kept until it is pruned. */
export class MemorySeen implements SeenStore {
  readonly #clock: () => Date;
  /** When each one's time has passed, in ms. */
  readonly #until = new Map<string, number>();

  constructor(clock: () => Date) {
    this.#clock = clock;
  }

  async has({ site, key, now }: SeenKey & Timed): Promise<boolean> {
    return (this.#until.get(keyOf(site, key)) ?? 0) > this.#time(now);
  }

  async add({ site, key, now, forMs }: SeenKey & Timed & { readonly forMs: number }): Promise<boolean> {
    const time = this.#time(now);
    const name = keyOf(site, key);
    if ((this.#until.get(name) ?? 0) > time) return false;
    this.#until.set(name, time + forMs);
    return true;
  }

  async prune({ limit, now }: Timed & { readonly limit: number }): Promise<number> {
    const time = this.#time(now);
    let removed = 0;
    for (const [name, until] of this.#until) {
      if (removed === limit) break;
      if (until <= time && this.#until.delete(name)) removed += 1;
    }
    return removed;
  }

  #time(now: Date | undefined): number {
    return (now ?? this.#clock()).getTime();
  }
}

function keyOf(site: string, key: string): string {
  return `${site}\n${key}`;
}
