import { lowShare } from '../model/priority.ts';

/** Keeps account of what `low` is owed, in messages: its share of all that is claimed, so that it moves on below much that is higher. */
export class LowShare {
  #owed = 0;

  /** How many of a claim go to `low` first. */
  of(want: number): number {
    return Math.min(Math.floor(this.#owed), Math.ceil(want * lowShare));
  }

  /** What was claimed, and how many of it were `low`. What it did not want it is not owed for long. */
  claimed(all: number, low: number): void {
    const more = all * lowShare;
    this.#owed = Math.max(0, Math.min(this.#owed + more - low, 1 + more));
  }
}
