import type { Query } from '../drivers/database.ts';
import { nowOr } from '../drivers/values.ts';
import { filledBelow } from './event-ids.ts';

/** Messages whose events are filled in by one statement. */
const batch = 500;
/** For so long it is waited for transactions that may not know of the subscription yet: a host's may be open for hours. */
const patience = `interval '1 minute'`;

/**
 * Of the next messages the events that were recorded before the subscription was made: those that are not in the inbox, where nothing is
 * taken out of it before this is done. They stand before what was told since.
 */
const fillSql = `with s as materialized (
    select * from postern.subscription where id = $1::text::int and filled_to is not null for update
  ), m as materialized (
    select m.* from s, lateral (
      select * from postern.message where id > s.filled_to and (s.site is null or site = s.site) order by id limit ${batch}
    ) m
  ), recorded as (
    select id as message_id, 0 as part, 0::bigint as seq, recorded_at as at, recorded_as as type, recorded_as as status,
      0 as attempt, recorded_detail as detail, null as actor
    from m
    union all
    select message_id, 1, seq, at, type, status, attempt, detail, actor from postern.message_event
    where message_id = any (array(select id from m))
    union all
    select id, 2, 0, sending_at, 'sending', 'sending', attempts, null, null from m where sending_at is not null
    union all
    select id, 2, 1, settled_at, 'sent', 'sent', attempts, settled_detail, null from m where settled_at is not null
  ), wanted as (
    select r.*, row_number() over (partition by r.message_id order by r.part, r.seq) as number,
      count(*) over (partition by r.message_id) as total
    from recorded r, s where s.types is null or r.type = any (s.types)
  ), told as materialized (
    select d.message_id, count(*) as count from postern.event_due d, s
    where d.subscription = s.id and d.message_id = any (array(select id from m)) group by 1
  ), filled as (
    insert into postern.event_due (subscription, message_id, seq, at, type, status, attempt, detail, actor, due_at)
    select s.id, w.message_id, w.number - ${filledBelow}, w.at, w.type, w.status, w.attempt, w.detail, w.actor, least(m.created_at, ${nowOr('$2')})
    from s cross join wanted w join m on m.id = w.message_id left join told t on t.message_id = w.message_id
    where w.number <= w.total - coalesce(t.count, 0)
  )
  update postern.subscription u set filled_to = case when (select count(*) from m) = ${batch} then (select max(id) from m) end
  from s where u.id = s.id
  returning (u.filled_to is not null)::int as left_over`;

/** Fills in a part, due at a time that is not past `now`. Answers whether there is more to fill in, now or when others have ended; `undefined` once all is there. */
export async function fillIn(
  query: Query,
  id: string,
  now: string | null,
): Promise<'filling' | 'waiting' | undefined> {
  const [row] = await query(
    `select (s.created_by >= pg_snapshot_xmin(pg_current_snapshot()) and s.created_at > now() - ${patience}
      and s.created_at <= now())::int as waiting
    from postern.subscription s where s.id = $1::text::int`,
    [id],
  );
  if (Number(row?.waiting) === 1) return 'waiting';
  const [filled] = await query(fillSql, [id, now]);
  return Number(filled?.left_over) === 1 ? 'filling' : undefined;
}
