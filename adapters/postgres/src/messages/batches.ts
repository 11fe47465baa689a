import {
  type BatchCount,
  type BatchFigures,
  type BatchQuery,
  type FailureClass,
  type MessageStatus,
  type Origin,
  present,
} from 'postern/adapter';
import type { Query } from '../drivers/database.ts';
import { needDate, needText, type Row, readText, seconds } from '../drivers/values.ts';
import { statusColumn } from './message-row.ts';

/** Read from the index by batch, from one of its ends. */
const ofBatch = `from postern.message m where m.site = $1::text and m.batch = $2::text and m.channel = $3::text`;
const end = (
  order: 'asc' | 'desc',
) => `select m.id, m.origin, m.actor, ${seconds('m.created_at')} as created_at
  ${ofBatch} order by m.created_at ${order}, m.id ${order} limit 1`;

/** @see MessageStore.batch */
export async function batch(
  query: Query,
  { site, channel, batch: id, most }: BatchQuery,
): Promise<BatchFigures | undefined> {
  const of = [site, id, channel];
  const [first] = await query(end('asc'), of);
  const [last] = await query(end('desc'), of);
  if (!first || !last) return undefined;
  const rows = await query(
    `select t.status, t.failure, count(*)::text as count, min(t.id) as oldest from (
      select m.id, ${statusColumn} as status, postern.failure_class(coalesce(j.failure, m.failure)) as failure
      from (select m.id, m.status, m.failure ${ofBatch} order by m.created_at desc, m.id desc limit $4::text::int) m
      left join postern.message_job j on j.message_id = m.id
    ) t group by 1, 2`,
    [...of, String(most)],
  );
  const oldest = rows.map((row) => needText(row, 'oldest')).sort(byBytes)[0];
  return {
    counts: rows.map(countOf),
    more: oldest !== needText(first, 'id'),
    first: present({
      id: needText(first, 'id'),
      createdAt: needDate(first, 'created_at'),
      origin: needText(first, 'origin') as Origin,
      actor: readText(first.actor),
    }),
    lastCreatedAt: needDate(last, 'created_at'),
  };
}

function countOf(row: Row): BatchCount {
  return present({
    status: needText(row, 'status') as MessageStatus,
    failure: readText(row.failure) as FailureClass | undefined,
    count: Number(row.count),
  });
}

/** As ids are ordered: by when they were made. */
function byBytes(a: string, b: string): number {
  return Number(a > b) - Number(a < b);
}
