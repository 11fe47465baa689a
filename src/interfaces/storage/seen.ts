import type { Timed } from '../../model/times.ts';

/** Something that came in, by an id of the other side's. */
export interface SeenKey {
  readonly site: string;
  /** Storable text of at most 200 characters. */
  readonly key: string;
}

/** What came in already, each for a time: so that a repetition counts once. */
export interface SeenStore {
  /** Whether it was added and its time has not passed. */
  has(seen: SeenKey & Timed): Promise<boolean>;
  /**
   * Known for `forMs` from now. Of concurrent callers one gets `true`; `false`, and nothing changed, where it
   * is known already.
   */
  add(seen: SeenKey & Timed & { readonly forMs: number }): Promise<boolean>;
  /** Removes those of all sites whose time has passed, at most `limit`; answers how many. */
  prune(query: Timed & { readonly limit: number }): Promise<number>;
}
