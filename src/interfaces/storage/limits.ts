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

/** Rate limits that all processes sharing the storage keep together. */
export interface LimitStore {
  /**
   * Takes up to `want` whole tokens, in one step: of concurrent callers none gets what another took. A bucket
   * never seen is full.
   */
  take(bucket: Bucket, want: number): Promise<Granted>;
  /** Puts unused tokens back, never above `burst`. */
  giveBack(bucket: Bucket, count: number): Promise<void>;
}
