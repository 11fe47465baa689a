import type { Channel } from '../../model/message.ts';

/** For how long hours are kept: 31 days. */
export const outcomesKeptMs = 31 * 24 * 3_600_000;

/** What became of a site's messages in a channel. */
export interface OutcomeCounts {
  /** Handed over: taken, or refused for their recipient. */
  readonly sent: number;
  /** Refused for their recipient, or taken and come back. */
  readonly bounced: number;
  /** Reported as unwanted. */
  readonly complained: number;
}

/** Counts of one site and channel. */
export interface Outcomes extends OutcomeCounts {
  readonly site: string;
  readonly channel: Channel;
}

/** What became of messages, by the hour in which it was learned: sums for rates, however long the history is. */
export interface OutcomeStore {
  /** Adds to an hour, which is named by any time in it. Atomic for each site and channel. */
  add(counts: readonly Outcomes[], at: Date): Promise<void>;
  /**
   * Sums from the hour of a time on: of those sites and channels that have at least `least` sent and anything bounced or complained. In any order;
   * at most 1,000.
   */
  sums(query: { readonly since: Date; readonly least: number }): Promise<readonly Outcomes[]>;
  /** Sums of one site and channel, from the hour of a time on; zeros where nothing was counted. */
  of(query: {
    readonly site: string;
    readonly channel: Channel;
    readonly since: Date;
  }): Promise<OutcomeCounts>;
  /** Forgets the hours before the one of this time. */
  prune(before: Date): Promise<void>;
}
