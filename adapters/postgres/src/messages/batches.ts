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
/** Its first message, or its last. */
export const end = (
  order: 'asc' | 'desc',
) => `select m.id, m.origin, m.actor, ${seconds('m.created_at')} as created_at
  ${ofBatch} order by m.created_at ${order}, m.id ${order} limit 1`;

/** Bounds of counting a batch. */
export interface BatchBounds {
  /** Messages looked at by one statement. */
  readonly step: number;
  /** How long, before no further statement begins. */
  readonly budgetMs: number;
}

export const serverBatchBounds: BatchBounds = { step: 10_000, budgetMs: 200 };
/** PGlite works in this process's own thread: shorter steps let others have their turn. */
export const embeddedBatchBounds: BatchBounds = { step: 2_000, budgetMs: 200 };

/** @see MessageStore.batch */
export async function batch(
  query: Query,
  { site, channel, batch: id, most }: BatchQuery,
  { step, budgetMs }: BatchBounds,
): Promise<BatchFigures | undefined> {
  const began = performance.now();
  const of = [site, id, channel];
  const [first] = await query(end('asc'), of);
  const [last] = await query(end('desc'), of);
  if (!first || !last) return undefined;
  const counts = new Map<string, BatchCount>();
  let place: readonly string[] | undefined;
  let looked = 0;
  let more = true;
  do {
    const rows = Math.min(step, most - looked);
    const found = await query(nextOf(place !== undefined), [...of, String(rows), ...(place ?? [])]);
    for (const row of found) addTo(counts, countOf(row));
    const [any] = found;
    const now = found.reduce((sum, row) => sum + Number(row.count), 0);
    looked += now;
    if (!any || now < rows) more = false;
    else place = [needDate(any, 'last_at').toISOString(), needText(any, 'last_id')];
    more &&= place?.[1] !== needText(first, 'id');
  } while (more && looked < most && performance.now() - began < budgetMs);
  return {
    counts: [...counts.values()],
    more,
    first: present({
      id: needText(first, 'id'),
      createdAt: needDate(first, 'created_at'),
      origin: needText(first, 'origin') as Origin,
      actor: readText(first.actor),
    }),
    lastCreatedAt: needDate(last, 'created_at'),
  };
}

/**
 * The next of it, newest first, by status and failure, and where they end. Each asks for its own job: joined to many, the server would
 * read all jobs there are, of every site.
 */
function nextOf(isPlaced: boolean): string {
  const older = isPlaced ? 'and (m.created_at, m.id) < ($5::text::timestamptz, $6::text)' : '';
  return `with next as materialized (
      select m.id, m.created_at, m.status, m.failure ${ofBatch} ${older}
      order by m.created_at desc, m.id desc limit $4::text::int
    ), place as (select id, created_at from next order by created_at, id limit 1)
    select t.status, t.failure, count(*)::text as count, (select id from place) as last_id,
      (select ${seconds('created_at')} from place) as last_at
    from (
      select ${statusColumn} as status, postern.failure_class(coalesce(j.failure, m.failure)) as failure
      from next m left join lateral (select * from postern.message_job one where one.message_id = m.id limit 1) j on true
    ) t group by 1, 2`;
}

function addTo(counts: Map<string, BatchCount>, next: BatchCount): void {
  const key = `${next.status} ${next.failure ?? ''}`;
  counts.set(key, { ...next, count: next.count + (counts.get(key)?.count ?? 0) });
}

function countOf(row: Row): BatchCount {
  return present({
    status: needText(row, 'status') as MessageStatus,
    failure: readText(row.failure) as FailureClass | undefined,
    count: Number(row.count),
  });
}
