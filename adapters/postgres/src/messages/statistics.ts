/*
 * Messages counted by what they have in common. They are looked at from the newest on, by the ways of `ways.ts`, in bounded steps: no sums
 * are kept for it.
 */

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
import { nextRows, type Stretch, wayOf } from './ways.ts';

export const serverStatisticsBounds: LookBounds = { step: 10_000, most: 100_000, budgetMs: 200 };
/** PGlite works in this process's own thread: shorter steps let others have their turn. */
export const embeddedStatisticsBounds: LookBounds = { step: 2_000, most: 20_000, budgetMs: 200 };

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
  { site, channel, by, from }: StatisticsQuery,
  { step, most, budgetMs }: LookBounds,
): Promise<CountedGroups> {
  const began = performance.now();
  const groups = new Map<string | undefined, Group>();
  const filters = { channel, from };
  const way = wayOf(filters);
  // All of it: a step that ended with its month would count less than it may.
  const span = { from: firstId('msg', from) };
  let place: HistoryPlace | undefined;
  for (let looked = 0; ; ) {
    const { rows, end } = await countStep(query, by, { site, filters, way, span, place, rows: step });
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
          present({ key: key === undefined ? undefined : keys[by].told(key), name, counts }),
        ),
        countedBackTo: end?.createdAt,
      });
  }
}

/** The next messages in their groups; `end`: there are as many as were asked for, and this is the last. */
async function countStep(query: Query, by: StatisticsKey, stretch: Stretch) {
  const values = new Values();
  const { key, name } = keys[by];
  const columns = `m.id, m.created_at, m.status, ${key} as key, ${name} as name`;
  const rows = await query(
    `with looked as materialized (${nextRows(values, columns, stretch)}), last as (
      select id, created_at from looked order by created_at, id limit 1
    )
    select m.key, (array_agg(m.name order by m.created_at desc, m.id desc))[1] as name, ${statusColumn} as status, count(*)::text as count,
      (select count(*)::text from looked) as looked, (select id from last) as last_id,
      (select ${seconds('created_at')} from last) as last_at
    from looked m left join postern.message_job j on j.message_id = m.id group by m.key, ${statusColumn}`,
    values.all,
  );
  const [first] = rows;
  const more = first !== undefined && Number(first.looked) === stretch.rows;
  return {
    rows,
    end: more ? { createdAt: needDate(first, 'last_at'), id: needText(first, 'last_id') } : undefined,
  };
}
