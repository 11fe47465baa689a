/* Messages counted by what they have in common. They are looked at from the newest on, in bounded steps: no sums are kept for it. */

import {
  type CountedGroups,
  firstId,
  type HistoryPlace,
  type MessageStatus,
  noCounts,
  present,
  type StatisticsKey,
  type StatisticsQuery,
} from 'postern/adapter';
import type { Query } from '../drivers/database.ts';
import { needDate, needText, readText, seconds } from '../drivers/values.ts';
import { Values } from './filters.ts';
import type { LookBounds } from './list.ts';
import { statusColumn } from './message-row.ts';

export const serverCount: LookBounds = { step: 10_000, most: 100_000, budgetMs: 200 };
/** PGlite works in this process's own thread: shorter steps let others have their turn. */
export const embeddedCount: LookBounds = { step: 2_000, most: 20_000, budgetMs: 200 };

interface Key {
  /** Of `m`, a row of `message`; null where it has none. */
  readonly key: string;
  readonly name: string;
  /** The key as it is told. */
  readonly told: (key: string) => string;
}

const keys: Readonly<Record<StatisticsKey, Key>> = {
  // The hour's number since 1970.
  hour: {
    key: `floor(date_part('epoch', m.created_at) / 3600)::bigint::text`,
    name: 'null::text',
    told: (key) => new Date(Number(key) * 3_600_000).toISOString(),
  },
  template: { key: 'm.template_id', name: 'm.template_name', told: (key) => key },
  domain: {
    key: `nullif(lower(substring(m.to_address from '[^@]*$') collate "C"), '')`,
    name: 'null::text',
    told: (key) => key,
  },
};

interface Group {
  readonly key: string | undefined;
  readonly name: string | undefined;
  readonly counts: Record<MessageStatus, number>;
}

/** @see MessageStore.statistics */
export async function statistics(
  query: Query,
  wanted: StatisticsQuery,
  { step, most, budgetMs }: LookBounds,
): Promise<CountedGroups> {
  const began = performance.now();
  const groups = new Map<string | undefined, Group>();
  let place: HistoryPlace | undefined;
  for (let looked = 0; ; ) {
    const { rows, end } = await countStep(query, { wanted, place, step });
    for (const row of rows) {
      const key = readText(row.key);
      const group = groups.get(key) ?? { key, name: readText(row.name), counts: { ...noCounts } };
      group.counts[needText(row, 'status') as MessageStatus] += Number(row.count);
      groups.set(key, group);
    }
    looked += step;
    const over = looked >= most || performance.now() - began >= budgetMs;
    if (end && !over) place = end;
    else
      return present({
        groups: [...groups.values()].map(({ key, name, counts }) =>
          present({ key: key === undefined ? undefined : keys[wanted.by].told(key), name, counts }),
        ),
        countedBackTo: end?.createdAt,
      });
  }
}

interface Step {
  readonly wanted: StatisticsQuery;
  readonly place: HistoryPlace | undefined;
  readonly step: number;
}

/** The next messages in their groups; `end`: there are as many as were asked for, and this is the last. */
async function countStep(query: Query, { wanted: { site, channel, by, from }, place, step }: Step) {
  const values = new Values();
  const limit = `${values.add(String(step))}::int`;
  const bounds = [
    `m.site = ${values.add(site)} and m.channel = ${values.add(channel)}`,
    `m.id >= ${values.add(firstId('msg', from))} and m.created_at >= ${values.time(from)}`,
    ...(place ? [`(m.created_at, m.id) < (${values.time(place.createdAt)}, ${values.add(place.id)})`] : []),
  ].join(' and ');
  // Ordered each by itself, as the index has them: so the server merges them.
  const stream = (origin: string) =>
    `(select m.id, m.created_at, m.status, ${keys[by].key} as key, ${keys[by].name} as name from postern.message m
      where m.origin = '${origin}' and ${bounds} order by m.created_at desc, m.id desc limit ${limit})`;
  const rows = await query(
    `with looked as materialized (
      select * from (${stream('web')} union all ${stream('sys')}) streams order by created_at desc, id desc limit ${limit}
    ), last as (
      select id, created_at from looked order by created_at, id limit 1
    )
    select m.key, (array_agg(m.name order by m.created_at desc, m.id desc))[1] as name, ${statusColumn} as status, count(*)::text as count,
      (select count(*)::text from looked) as looked, (select id from last) as last_id,
      (select ${seconds('created_at')} from last) as last_at
    from looked m left join postern.message_job j on j.message_id = m.id group by m.key, ${statusColumn}`,
    values.all,
  );
  const [first] = rows;
  const more = first !== undefined && Number(first.looked) === step;
  return {
    rows,
    end: more ? { createdAt: needDate(first, 'last_at'), id: needText(first, 'last_id') } : undefined,
  };
}
