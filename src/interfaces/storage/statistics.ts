import type { Channel } from '../../model/message.ts';
import type { StatusCounts } from '../../model/status-counts.ts';

/** What messages are grouped by: the hour they were created in, their template, the domain of their recipient. */
export const statisticsKeys = ['hour', 'template', 'domain'] as const;
/** One of {@link statisticsKeys}. */
export type StatisticsKey = (typeof statisticsKeys)[number];

/** Which messages are counted. */
export interface StatisticsQuery {
  readonly site: string;
  readonly channel: Channel;
  readonly by: StatisticsKey;
  /** Created at this time or later. */
  readonly from: Date;
}

/** Messages that have something in common, by the status they have now. */
export interface MessageGroup {
  /**
   * The hour's first moment (`2026-02-28T13:00:00.000Z`), the template's id, or the domain in small letters. Absent of messages without: written
   * without a template, or of an erased recipient.
   */
  readonly key?: string;
  /** The template's name, as the newest message has it. */
  readonly name?: string;
  readonly counts: StatusCounts;
}

/** What was counted. */
export interface CountedGroups {
  /** Each key once; in any order. */
  readonly groups: readonly MessageGroup[];
  /** Counting stopped here: what was created before was not looked at. Absent: all was. */
  readonly countedBackTo?: Date;
}

/** How many messages stand at each status. */
export interface StatusTally {
  readonly counts: StatusCounts;
  /** More wait (scheduled, queued, sending) than were counted. What has ended is counted whole. */
  readonly more: boolean;
}

/** The same of each day they were created on: `YYYY-MM-DD`, UTC. */
export interface DailyTally {
  /** Oldest first; days without messages may be left out. */
  readonly days: readonly { readonly day: string; readonly counts: StatusCounts }[];
  /** More wait than were counted, of whatever day. */
  readonly more: boolean;
}
