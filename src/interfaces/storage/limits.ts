import type { Timed } from '../../model/times.ts';

/** A bucket of tokens that fills by `perSecond` up to `burst`. */
export interface Bucket extends Timed {
  /** Names it among all processes. */
  readonly key: string;
  /** Tokens a second; more than 0, may be a fraction. */
  readonly perSecond: number;
  /** At least 1. */
  readonly burst: number;
}

/** What a bucket gave. */
export interface Granted {
  /** How many of those wanted; 0 to `want`. */
  readonly granted: number;
  /** When the next token is there, in ms; 0 where all were granted. */
  readonly retryAfterMs: number;
}

/** How much may go on at once: so many slots, which all processes share. */
export interface ConcurrencyLimit extends Timed {
  /** Names it among all processes; a bucket of the same name is another thing. */
  readonly key: string;
  /** How many slots there are; at least 1. */
  readonly max: number;
  /** For how long what a holder was given is its own, in ms from now. */
  readonly leaseMs: number;
}

/** What a holder says of itself. */
export interface Holding {
  /** A name that no other holder has, now or later. */
  readonly holder: string;
  /** How many it uses at this moment: they are held in any case, also where that is more than there are. */
  readonly busy: number;
  /** How many it would hold in all, from `busy` up; 0 to hold none any more. */
  readonly want: number;
}

/** Limits that all processes sharing the storage keep together. */
export interface LimitStore {
  /**
   * Takes up to `want` whole tokens, in one step: of concurrent callers none gets what another took. A bucket
   * never seen is full.
   */
  take(bucket: Bucket, want: number): Promise<Granted>;
  /** Puts unused tokens back, never above `burst`. */
  giveBack(bucket: Bucket, count: number): Promise<void>;
  /**
   * Replaces what a holder holds, and answers how many slots that is from now on: what it wants, as far as the
   * leases of others leave room, and never less than is `busy`. In one step: of concurrent holders none gets
   * what another has. It takes, renews and gives back; repeated, it changes nothing but the lease. What is not
   * renewed is free by itself once its lease is over.
   */
  hold(limit: ConcurrencyLimit, holding: Holding): Promise<number>;
}
