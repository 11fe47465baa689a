import { type BatchCancel, type BatchCanceled, present } from 'postern/adapter';
import type { Query } from '../drivers/database.ts';
import { iso, nowOr, readText } from '../drivers/values.ts';
import { tellSubscriptions, wasTold } from '../inbox/tell.ts';
import { end } from './batches.ts';
import { messageColumns, messageOf } from './message-row.ts';
import { countEnded } from './settle.ts';

/*
 * What waits is found among the jobs, between the ids of the batch's first and last message: what was canceled, or sent, has none, and is not
 * passed over again and again. Others that were recorded meanwhile lie between them, so that looking is bounded.
 */
const cancelSql = `with looked as materialized (
    select j.message_id from postern.message_job j
    where j.message_id between (select id from (${end('asc')}) first) and (select id from (${end('desc')}) newest) and ($4::text is null or j.message_id < $4::text)
    order by j.message_id desc limit 2 * $5::text::int
  ), picked as materialized (
    select l.message_id from looked l where (
      select m.site = $1::text and m.batch = $2::text and m.channel = $3::text from postern.message m where m.id = l.message_id
    ) order by l.message_id desc limit $5::text::int
  ), last as (
    select case when (select count(*) from picked) = $5::text::int then (select min(message_id) from picked)
      when (select count(*) from looked) = 2 * $5::text::int then (select min(message_id) from looked) end as id
  ), gone as (
    delete from postern.message_job where message_id = any (array(
      select message_id from postern.message_job where message_id = any (array(select message_id from picked)) and lease_token is null
      order by message_id desc for update
    )) returning message_id, site, attempts, failure, ${nowOr('$6')} as now
  ), ended as (
    update postern.message m set status = 'canceled', unknown_at = null, attempts = g.attempts, failure = coalesce(g.failure, m.failure)
    from gone g where m.id = g.message_id returning m.*
  ), outcome as (
    select message_id, site, 1 as part, now as at, 'canceled' as type, 'canceled' as status, attempts as attempt, null as detail,
      $7::text as actor
    from gone
  ), recorded as (
    insert into postern.message_event (message_id, at, type, status, attempt, actor)
    select message_id, at, type, status, attempt, actor from outcome
  ), ${tellSubscriptions('(select * from outcome)', 'e.at', 'e.actor')}, ${countEnded}
  select last.id as last_id, ${messageColumns} from last left join ended m on true left join postern.message_job j on false where ${wasTold}`;

/** @see MessageStore.cancelBatch */
export async function cancelBatch(
  query: Query,
  { site, channel, batch, limit, before, actor, now }: BatchCancel,
): Promise<BatchCanceled> {
  const rows = await query(cancelSql, [
    ...[site, batch, channel, before ?? null, String(limit), iso(now) ?? null, actor ?? null],
  ]);
  const messages = rows.filter(({ id }) => id !== null).map(messageOf);
  return present({ messages, end: readText(rows[0]?.last_id) });
}
