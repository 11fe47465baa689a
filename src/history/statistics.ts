import { z } from 'zod';
import { MessagingError } from '../errors.ts';
import { type OutcomeCounts, outcomesKeptMs } from '../interfaces/storage/outcomes.ts';
import { type MessageGroup, type StatisticsKey, statisticsKeys } from '../interfaces/storage/statistics.ts';
import { checkArgument, limitArgument, timeArgument } from '../model/arguments.ts';
import { channelRules } from '../model/channel.ts';
import { checkLimit } from '../model/cursor.ts';
import { present } from '../model/present.ts';
import { noCounts, plusCounts, type StatusCounts, sumOf } from '../model/status-counts.ts';
import type { HistoryScope } from './history.ts';

/** Of one channel. */
type ChannelScope = Required<HistoryScope>;

/** What is counted, and since when. */
export interface StatisticsOptions {
  /** `hour` of creation (UTC), `template`, or `domain` of the recipients' addresses. */
  readonly by: StatisticsKey;
  /**
   * Created at this time or later: at most 7 days ago by the hour, 366 otherwise. Default: 48 hours ago by the hour, 30 days otherwise.
   */
  readonly from?: Date;
  /** How many groups, the largest; 1 to 100, default 20. All hours are answered, whatever it is. */
  readonly limit?: number;
}

/** Messages in groups, by the status they have now. */
export interface Statistics {
  readonly from: Date;
  /** By the hour oldest first, hours without any included; otherwise the largest first. */
  readonly groups: readonly MessageGroup[];
  /** The smaller groups, which are not among these: how many, and their messages. */
  readonly others: { readonly groups: number; readonly counts: StatusCounts };
  /**
   * There are too many to look at all of them at once: those created before this time are not counted. Counting takes some 300 ms, at most
   * 100,000 messages, on PostgreSQL; on PGlite at most 20,000.
   */
  readonly countedBackTo?: Date;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** How far back. */
const spans: Readonly<Record<StatisticsKey, { readonly usual: number; readonly most: number }>> = {
  hour: { usual: 2 * dayMs, most: 7 * dayMs },
  template: { usual: 30 * dayMs, most: 366 * dayMs },
  domain: { usual: 30 * dayMs, most: 366 * dayMs },
};

const statisticsOptions = z.strictObject({
  by: z.enum(statisticsKeys),
  from: timeArgument.optional(),
  limit: limitArgument,
});

/** @throws MessagingError `invalid_argument`, `unsupported` */
export async function readStatistics(scope: ChannelScope, options: StatisticsOptions): Promise<Statistics> {
  checkArgument(statisticsOptions, options, { name: 'options' });
  const { engine, site, channel } = scope;
  const { by } = options;
  if (by === 'domain' && !channelRules[channel].hasDomain)
    throw new MessagingError(
      'unsupported',
      `${channelRules[channel].addressWord} has no domain: ask by hour or template.`,
    );
  const limit = checkLimit(options.limit, 20, 100);
  const now = engine.now().getTime();
  const { usual, most } = spans[by];
  const from = options.from ?? new Date(now - usual);
  if (from.getTime() > now || from.getTime() < now - most)
    throw new MessagingError('invalid_argument', `"from" is a time in the last ${most / dayMs} days.`, {
      details: { field: 'from' },
    });
  const since = by === 'hour' ? hourOf(from.getTime()) : from;
  const counted = await engine.storage.messages.statistics({ site, channel, by, from: since });
  const { countedBackTo } = counted;
  if (by === 'hour') {
    const groups = everyHour(counted.groups, since, now);
    return present({ from: since, groups, others: { groups: 0, counts: noCounts }, countedBackTo });
  }
  const sorted = counted.groups.toSorted(
    (a, b) => sumOf(b.counts) - sumOf(a.counts) || (a.key ?? '').localeCompare(b.key ?? '', 'en'),
  );
  const rest = sorted.slice(limit);
  const counts = rest.reduce((sum, group) => plusCounts(sum, group.counts), noCounts);
  return present({
    from,
    groups: sorted.slice(0, limit),
    others: { groups: rest.length, counts },
    countedBackTo,
  });
}

function hourOf(at: number): Date {
  return new Date(Math.floor(at / hourMs) * hourMs);
}

function everyHour(found: readonly MessageGroup[], from: Date, now: number): readonly MessageGroup[] {
  const known = new Map(found.map((group) => [group.key, group.counts]));
  const hours = Math.floor((now - from.getTime()) / hourMs) + 1;
  return Array.from({ length: hours }, (_, index) => {
    const key = new Date(from.getTime() + index * hourMs).toISOString();
    return { key, counts: known.get(key) ?? noCounts };
  });
}

/**
 * What became of what was handed over in the last days (1 to 31, counted by the hour in which it was learned), for rates: large mailbox
 * providers want below 2 % bounced and 0.1 % complained.
 * @throws MessagingError `invalid_argument`
 */
export async function readOutcomes(
  { engine, site, channel }: ChannelScope,
  days: number,
): Promise<OutcomeCounts> {
  if (!Number.isInteger(days) || days < 1 || days > outcomesKeptMs / dayMs)
    throw new MessagingError('invalid_argument', '"days" is a whole number from 1 to 31.', {
      details: { field: 'days' },
    });
  await engine.outcomes.flush();
  return engine.storage.outcomes.of({
    site,
    channel,
    since: new Date(engine.now().getTime() - days * dayMs),
  });
}
