import { endsWithin } from './within.ts';

/** What was learned, and when. */
export interface Learned<T> {
  readonly value: T;
  readonly at: Date;
}

/** Something that is asked for often and learned now and then: kept for a while, and never asked for twice at once. */
export class Kept<T> {
  readonly #ask: () => Promise<T>;
  readonly #keepMs: number;
  readonly #now: () => Date;
  #asking: Promise<void> | undefined;
  #learned: Learned<T> | undefined;

  /** `ask` does not reject. */
  constructor(ask: () => Promise<T>, keepMs: number, now: () => Date) {
    this.#ask = ask;
    this.#keepMs = keepMs;
    this.#now = now;
  }

  /** What is known after at most so many ms: `undefined` where nothing was learned by then that is young enough. */
  async within(ms: number): Promise<Learned<T> | undefined> {
    if (this.#isFresh()) return this.#learned;
    this.#asking ??= this.#learn();
    return (await endsWithin(ms, this.#asking)) ? this.#learned : undefined;
  }

  #isFresh(): boolean {
    return this.#learned !== undefined && this.#now().getTime() - this.#learned.at.getTime() < this.#keepMs;
  }

  async #learn(): Promise<void> {
    const value = await this.#ask();
    this.#learned = { value, at: this.#now() };
    this.#asking = undefined;
  }
}
