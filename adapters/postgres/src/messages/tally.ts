/*
 * Messages counted by status. What has ended is counted when it ends: sums of each day are kept. What waits is counted here, from the job
 * that is due first in each lane on, and no further than a bound: a newsletter may wait in its millions.
 */

import {
  type Channel,
  type DailyTally,
  type MessageStatus,
  noCounts,
  type StatusTally,
} from 'postern/adapter';
import type { Query } from '../drivers/database.ts';
import { arrayOf, needText } from '../drivers/values.ts';
import { allLanesOf } from './lanes.ts';

/** How many of what waits are counted: some 0.1 s. */
export const serverWaitingCounted = 100_000;
/** PGlite works in this process's own thread. */
export const embeddedWaitingCounted = 20_000;

interface Tallied {
  /** `YYYY-MM-DD`; empty where days were not asked for. */
  readonly day: string;
  readonly status: MessageStatus;
  count: number;
}

interface Wanted {
  readonly site: string;
  readonly channel: Channel;
  /** Of what waits. */
  readonly most: number;
}

/** @see MessageStore.counts */
export async function counts(query: Query, wanted: Wanted): Promise<StatusTally> {
  const { rows, more } = await tally(query, wanted);
  return { counts: countsOf(rows), more };
}

/** @see MessageStore.daily */
export async function daily(
  query: Query,
  { since, ...wanted }: Wanted & { readonly since: string },
): Promise<DailyTally> {
  const { rows, more } = await tally(query, wanted, since);
  const days = new Map<string, Tallied[]>();
  for (const row of rows) if (row.day >= since) days.set(row.day, [...(days.get(row.day) ?? []), row]);
  return {
    days: [...days].map(([day, ofDay]) => ({ day, counts: countsOf(ofDay) })),
    more,
  };
}

/** By status, and where days are asked for by these, in their order. `more`: more wait than `most`, of whatever day. */
async function tally(
  query: Query,
  { site, channel, most }: Wanted,
  since?: string,
): Promise<{ readonly rows: readonly Tallied[]; readonly more: boolean }> {
  const day = since === undefined ? `''` : `to_char(day, 'YYYY-MM-DD')`;
  const found = await query(
    `select ${day} as day, status, sum(count)::text as count, waits::int as waits from (
      select day, status, count, false as waits from postern.message_count
      where site = $1::text and channel = $2::text and ($4::text is null or day >= $4::text::date)
      union all
      select day, status, 1, true from (
        select j.day, case when j.lease_token is null then j.status else 'sending' end as status
        from unnest($3::text[]) as of_channel(lane) cross join lateral (
          select one.day, one.status, one.lease_token from postern.message_job one
          where one.lane = of_channel.lane and one.site = $1::text order by one.due_at limit $5::text::int
        ) j limit $5::text::int
      ) waiting
    ) t group by 1, status, waits having sum(count) <> 0 order by 1`,
    // One more tells that there are more.
    [site, channel, arrayOf(allLanesOf(channel)), since ?? null, String(most + 1)],
  );
  const rows = found.map((row) => ({
    day: String(row.day),
    status: needText(row, 'status') as MessageStatus,
    count: Number(row.count),
  }));
  const waiting = rows.filter((_, index) => Number(found[index]?.waits) === 1);
  const more = waiting.reduce((sum, { count }) => sum + count, 0) > most;
  // The latest day's: what is due first is counted first.
  const last = waiting.at(-1);
  if (more && last) last.count -= 1;
  return { rows, more };
}

function countsOf(rows: readonly Tallied[]) {
  const all = { ...noCounts };
  for (const { status, count } of rows) all[status] += count;
  return all;
}
