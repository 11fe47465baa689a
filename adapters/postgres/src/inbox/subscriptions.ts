/*
 * Inboxes: durable events. Whatever records events tells subscriptions of them in the same statement (`tell.ts`): a row of `event_due` for
 * each that wants it, which is there until it is handled. No cursor over a log: what commits late has a low number and would be missed, and
 * waiting for the oldest transaction stalls behind a host's long one. A message's events are recorded one after the other under its row's
 * lock, so that their numbers are its order. This file hands out and keeps the order; `past-events.ts` fills in what was before.
 */

import { firstId, type InboxOutcome, type ParkedEvent, type SubscriptionStore } from 'postern/adapter';
import type { Database } from '../drivers/database.ts';
import { arrayOf, iso, needText, nowOr, readText, seconds } from '../drivers/values.ts';
import { eventKey } from './event-ids.ts';
import { eventColumns, stateOf, withMessages } from './inbox-rows.ts';
import { fillIn } from './past-events.ts';

const openSql = `insert into postern.subscription as s (name, types, site, created_at, filled_to)
  values ($1::text, $2::text[], $3::text, ${nowOr('$5')}, $4::text)
  on conflict (name) do update set types = excluded.types, site = excluded.site
  returning (xmax = 0)::int as made`;

/** Whether the subscription `s` is free for the holder. */
const isFree = (holder: string, now: string) =>
  `(s.holder is null or s.holder = ${holder}::text::uuid or s.held_until <= ${now})
    and (s.paused_until is null or s.paused_until <= ${now})`;

const dueSql = `select s.name from postern.subscription s
  where s.name = any ($1::text[]) and ${isFree('$2', nowOr('$3'))}
    and (s.filled_to is not null or exists (
      select from postern.event_due e where e.subscription = s.id and e.due_at <= ${nowOr('$3')}
    ))`;

const holdSql = `update postern.subscription s
  set holder = $2::text::uuid, held_until = ${nowOr('$3')} + $4::text::float8 * interval '1 millisecond'
  where s.name = $1::text and ${isFree('$2', nowOr('$3'))}
  returning s.id, s.failures, s.filled_to`;

/**
 * The longest due. One that an earlier event of its message is not due before takes that one's time, so that it is not met again and
 * again. It is not answered this time, for the earlier one may be beyond the limit, nor is what comes after it of the message.
 */
const takeSql = `with due as materialized (
    select e.*, (
      select max(b.due_at) from postern.event_due b
      where b.subscription = e.subscription and b.message_id = e.message_id and b.seq < e.seq
    ) as before
    from postern.event_due e
    where e.subscription = $1::text::int and e.due_at <= ${nowOr('$2')} and e.message_id <> all ($3::text[])
    order by e.due_at, e.seq limit $4::text::int
  ), put_off as (
    update postern.event_due e set due_at = d.before from due d
    where d.before > d.due_at and e.subscription = d.subscription and e.message_id = d.message_id and e.seq = d.seq
  )
  select ${eventColumns}, (bool_and(e.before is null or e.before <= e.due_at)
    over (partition by e.message_id order by e.seq))::int as next from due e order by e.due_at, e.seq`;

/** Those of one subscription, by the parameters `$1` (its name), `$2` and `$3` (messages and numbers). */
const given = `given as materialized (
    select s.id as subscription, g.message_id, g.seq::bigint as seq, g.ms::float8 as ms, g.reason
    from postern.subscription s, unnest($2::text[], $3::text[], $4::text[], $5::text[]) as g(message_id, seq, ms, reason)
    where s.name = $1::text
  )`;
const isGiven = 'e.subscription = g.subscription and e.message_id = g.message_id';

const handledSql = `with ${given}
  delete from postern.event_due e using given g where ${isGiven} and e.seq = g.seq`;

/** Without a time: parked. Whatever waits behind it waits as long. */
const failedSql = `with ${given}, t as materialized (select ${nowOr('$6')} as now), failed as (
    update postern.event_due e set failures = e.failures + 1, failed_at = coalesce(e.failed_at, t.now), reason = g.reason,
      due_at = coalesce(t.now + g.ms * interval '1 millisecond', 'infinity'), parked_at = case when g.ms is null then t.now end
    from given g, t where ${isGiven} and e.seq = g.seq
    returning e.subscription, e.message_id, e.seq, e.due_at
  )
  update postern.event_due e set due_at = f.due_at from failed f
  where e.subscription = f.subscription and e.message_id = f.message_id and e.seq > f.seq and e.due_at < f.due_at`;

const paceSql = `update postern.subscription set failures = $2::text::int,
    paused_until = case when $3::text::float8 > 0 then ${nowOr('$4')} + $3::text::float8 * interval '1 millisecond' end
  where name = $1::text`;

/** More are not counted. */
const mostCounted = 10_000;
const counted = (which: string) => `(
    select count(*) from (
      select from postern.event_due e where e.subscription = s.id and ${which} limit ${mostCounted}
    ) c
  )::int`;

const listSql = `select s.name, array_to_json(s.types)::text as types, s.site, ${seconds('s.created_at')} as created_at,
    ${counted('e.parked_at is null')} as waiting, ${counted('e.parked_at is not null')} as parked,
    ${seconds('o.at')} as oldest, case when o.due_at is null then 0 else ${seconds(nowOr('$2'))} - ${seconds('greatest(o.due_at, s.created_at)')} end as lag,
    coalesce(s.holder is not null and s.held_until > ${nowOr('$2')}, false)::int as held
  from postern.subscription s left join lateral (
    select e.at, e.due_at from postern.event_due e where e.subscription = s.id and e.due_at <= ${nowOr('$2')}
    order by e.due_at, e.seq limit 1
  ) o on true
  where $1::text is null or s.name = any ($1::text[]) order by s.name`;

const parkedSql = (after: string) => `select ${eventColumns} from postern.subscription s
  join postern.event_due e on e.subscription = s.id and e.parked_at is not null
  where s.name = $1::text ${after} order by e.parked_at, e.message_id, e.seq limit $2::text::int`;

/** What is due again takes what waits behind it along. */
const retrySql = `with given as materialized (
    select s.id as subscription from postern.subscription s where s.name = $1::text
  ), again as (
    update postern.event_due e set failures = 0, failed_at = null, reason = null, parked_at = null,
      due_at = least(e.due_at, ${nowOr('$4')})
    from given g where e.subscription = g.subscription and case when $2::text is null then e.parked_at is not null or e.failures > 0
      else (e.message_id, e.seq) in (select m, n::bigint from unnest($2::text[], $3::text[]) as i(m, n)) end
    returning e.subscription, e.message_id, e.seq
  ), along as (
    update postern.event_due e set due_at = least(e.due_at, ${nowOr('$4')}) from again a
    where e.subscription = a.subscription and e.message_id = a.message_id and e.parked_at is null
      and not exists (select from again b where b.message_id = e.message_id and b.seq = e.seq)
  ), resumed as (
    update postern.subscription s set paused_until = null, failures = 0 where s.name = $1::text and exists (select from again)
  )
  select count(*)::int as count from again`;

const skipSql = `with gone as (
    delete from postern.event_due e using postern.subscription s
    where s.name = $1::text and e.subscription = s.id and e.message_id = $2::text and e.seq = $3::text::bigint
    returning e.subscription, e.message_id, e.seq
  ), along as (
    update postern.event_due e set due_at = least(e.due_at, ${nowOr('$4')}) from gone g
    where e.subscription = g.subscription and e.message_id = g.message_id and e.seq > g.seq and e.parked_at is null
      and not exists (select from postern.event_due b where b.subscription = g.subscription and b.message_id = g.message_id and b.seq < g.seq)
  )
  select message_id from gone`;

export function subscriptionStore(database: Database): SubscriptionStore {
  const { query } = database;
  return {
    async open({ name, types, site, from }, { now } = {}) {
      const [row] = await query(openSql, [
        ...[name, types ? `{${types.join(',')}}` : null, site ?? null],
        ...[from ? firstId('msg', from) : null, iso(now) ?? null],
      ]);
      return Number(row?.made) === 1;
    },

    async due({ names, holder, now }) {
      if (names.length === 0) return [];
      const rows = await query(dueSql, [arrayOf(names), holder, iso(now) ?? null]);
      return rows.map((row) => needText(row, 'name'));
    },

    async take({ name, holder, leaseMs, limit, except, now }) {
      const [held] = await query(holdSql, [name, holder, iso(now) ?? null, String(leaseMs)]);
      if (!held) return undefined;
      const id = String(held.id);
      const failures = Number(held.failures);
      if (readText(held.filled_to) !== undefined) {
        const more = await fillIn(query, id, iso(now) ?? null);
        if (more) return { events: [], more: more === 'filling', failures };
      }
      const rows = await query(takeSql, [
        id,
        iso(now) ?? null,
        `{${except.map((one) => `"${one}"`).join(',')}}`,
        String(limit),
      ]);
      return {
        events: await withMessages(query, id, rows),
        more: rows.length > 0 && rows.length === limit,
        failures,
      };
    },

    async renew({ name, holder }, leaseMs, { now } = {}) {
      const rows = await query(
        `update postern.subscription set held_until = ${nowOr('$3')} + $4::text::float8 * interval '1 millisecond'
        where name = $1::text and holder = $2::text::uuid returning id`,
        [name, holder, iso(now) ?? null, String(leaseMs)],
      );
      return rows.length > 0;
    },

    async release({ name, holder }) {
      await query(
        'update postern.subscription set holder = null, held_until = null where name = $1::text and holder = $2::text::uuid',
        [name, holder],
      );
    },

    async settle(name, outcomes, { now, pace } = {}) {
      const [handled, failed] = [
        outcomes.filter(({ to }) => to === 'handled'),
        outcomes.filter(({ to }) => to !== 'handled'),
      ];
      if (handled.length > 0) await query(handledSql, givenValues(name, handled));
      if (failed.length > 0) await query(failedSql, [...givenValues(name, failed), iso(now) ?? null]);
      if (pace) await query(paceSql, [name, String(pace.failures), String(pace.pauseMs), iso(now) ?? null]);
    },

    async list({ names, now } = {}) {
      const rows = await query(listSql, [
        names ? `{${names.map((name) => JSON.stringify(name)).join(',')}}` : null,
        iso(now) ?? null,
      ]);
      return rows.map(stateOf);
    },

    async parked(name, { limit, after }) {
      const key = after && eventKey(after.id);
      const rows = await query(
        parkedSql(
          key
            ? 'and (e.parked_at, e.message_id, e.seq) > ($3::text::timestamptz, $4::text, $5::text::bigint)'
            : '',
        ),
        [name, String(limit), ...(after && key ? [after.at.toISOString(), key.messageId, key.seq] : [])],
      );
      const parked = await withMessages(query, undefined, rows);
      return parked.flatMap(({ parkedAt, ...event }): ParkedEvent[] =>
        parkedAt ? [{ ...event, parkedAt }] : [],
      );
    },

    async retry(name, { ids, now } = {}) {
      const keys = ids?.flatMap((id) => eventKey(id) ?? []);
      if (keys?.length === 0) return 0;
      const [row] = await query(retrySql, [
        ...[name, keys ? arrayOf(keys.map(({ messageId }) => messageId)) : null],
        ...[keys ? arrayOf(keys.map(({ seq }) => seq)) : null, iso(now) ?? null],
      ]);
      return Number(row?.count ?? 0);
    },

    async skip(name, id, { now } = {}) {
      const key = eventKey(id);
      if (!key) return false;
      const rows = await query(skipSql, [name, key.messageId, key.seq, iso(now) ?? null]);
      return rows.length > 0;
    },

    async delete(name) {
      const rows = await query(
        `with gone as (delete from postern.subscription where name = $1::text returning id),
        emptied as (delete from postern.event_due where subscription = any (array(select id from gone)))
        select id from gone`,
        [name],
      );
      return rows.length > 0;
    },
  };
}

function givenValues(name: string, outcomes: readonly InboxOutcome[]) {
  const known = outcomes.flatMap((outcome) => {
    const key = eventKey(outcome.id);
    return key ? { key, outcome } : [];
  });
  return [
    name,
    arrayOf(known.map(({ key }) => key.messageId)),
    arrayOf(known.map(({ key }) => key.seq)),
    arrayOf(known.map(({ outcome }) => (outcome.to === 'later' ? String(outcome.afterMs) : undefined))),
    arrayOf(known.map(({ outcome }) => (outcome.to === 'handled' ? undefined : outcome.reason))),
  ];
}
