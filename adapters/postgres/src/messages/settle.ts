import {
  type Channel,
  changeBySettlement,
  channels,
  type ExpireQuery,
  expiredFailure,
  lostFailure,
  type Message,
  type MessageId,
  type MessageStore,
  patchMessage,
  type Settlement,
  type SweepQuery,
  type Timed,
} from 'postern/adapter';
import type { Query } from '../drivers/database.ts';
import { rowStatement } from '../drivers/given-rows.ts';
import { arrayOf, iso, jsonOf, needDate, nowOr, seconds } from '../drivers/values.ts';
import { tellSubscriptions, wasTold } from '../inbox/tell.ts';
import { byPart, type CurrentPart } from './current-part.ts';
import { laneAgainSql, lanesOf } from './lanes.ts';
import { messageColumns, messageOf } from './message-row.ts';

/** Adds what `ended` (rows of `message`) came to: appended, never updated, so that nobody waits for anybody. */
export const countEnded = `counted as (
    insert into postern.message_count (site, channel, day, status, count)
    select site, channel, (created_at at time zone 'UTC')::date, status, count(*) from ended group by 1, 2, 3, 4
  )`;

/** The event "sending" that is kept in the job's row so far, then the event of the outcome. */
const eventsOf = (outcomes: string) => `(
      select message_id, site, 1 as part, claimed_at as at, 'sending' as type, 'sending' as status, attempt, null as detail
      from ${outcomes} where claimed_at is not null
      union all
      select message_id, site, 2, at, type, status, attempt, detail from ${outcomes}
    )`;

/** Writes the events and tells of them. What was sent has its own in columns of the message. */
const recordEvents = (outcomes: string) => `recorded as (
    insert into postern.message_event (message_id, at, type, status, attempt, detail)
    select e.message_id, e.at, e.type, e.status, e.attempt, e.detail
    from ${eventsOf(`(select * from ${outcomes} where status <> 'sent') o`)} e order by e.message_id, e.part
  ), ${tellSubscriptions(eventsOf(outcomes))}`;

const changedMessages = (
  part = '',
) => `select ${messageColumns} from ended m left join postern.message_job j on false where ${wasTold}
  union all select ${messageColumns} from requeued j join postern.message${part} m on m.id = j.message_id`;

// The `any (array(…))` lets the server fetch the rows by key; it would otherwise read all that waits.
const settleAll = byPart((part) =>
  rowStatement<Settlement>(
    {
      id: ({ id }) => id,
      token: ({ token }) => token,
      status: ({ to }) => to,
      type: (one) => (one.to === 'queued' ? one.reason : one.to),
      detail: ({ detail }) => detail,
      failure: (one) => ('failure' in one && one.failure ? jsonOf(one.failure) : undefined),
      transport: (one) => (one.to === 'sent' ? one.transport : undefined),
      provider_id: (one) => (one.to === 'sent' ? one.providerId : undefined),
      findable_as: (one) => (one.to === 'sent' && one.findable ? one.providerId : undefined),
      after_ms: (one) => (one.to === 'queued' ? String(one.afterMs) : undefined),
      repeats: (one) => (one.to === 'queued' && one.repeats ? JSON.stringify(one.repeats) : undefined),
    },
    1,
    (rows) => `with input as materialized (
    select i.id, i.token::uuid as token, i.status, i.type, i.detail, i.failure::json as failure, i.transport, i.provider_id, i.findable_as,
      i.after_ms::float8 as after_ms, i.repeats::json as repeats, i.status <> 'queued' as final, t.now
    from ${rows}, (select ${nowOr('$1')} as now) t
  ), gone as (
    delete from postern.message_job j using input i
    where j.message_id = any (array(select id from input)) and j.message_id = i.id and j.lease_token = i.token and i.final
    returning j.message_id, j.site, j.attempts, j.claimed_at, i.*
  ), requeued as (
    update postern.message_job j set status = 'queued', due_at = i.now + i.after_ms * interval '1 millisecond',
      lane = ${laneAgainSql('j.lane', 'i.after_ms > 0')},
      attempts = j.attempts - case when i.type = 'given_back' and i.repeats is null then 1 else 0 end, repeats = i.repeats,
      failure = coalesce(i.failure, j.failure), lease_token = null, lease_until = null
    from input i
    where j.message_id = any (array(select id from input)) and j.message_id = i.id and j.lease_token = i.token and not i.final
    returning j.*, i.type, i.detail, i.now
  ), ended as (
    update postern.message${part} m set status = g.status, attempts = g.attempts, failure = g.failure,
      transport = case when g.status = 'sent' then g.transport else m.transport end,
      provider_id = case when g.status = 'sent' then g.provider_id else m.provider_id end,
      findable_as = case when g.status = 'sent' then g.findable_as else m.findable_as end,
      sent_at = case when g.status = 'sent' then g.now else m.sent_at end,
      unknown_at = case when g.status = 'unknown' then g.now end,
      sending_at = case when g.status = 'sent' then g.claimed_at end,
      settled_at = case when g.status = 'sent' then g.now end,
      settled_detail = case when g.status = 'sent' then g.detail end
    from gone g where m.id = g.message_id returning m.*
  ), outcome as (
    select message_id, site, claimed_at, now as at, type, status, attempts as attempt, detail from gone
    union all
    select message_id, site, claimed_at, now, type, 'queued', attempts + case when type = 'given_back' and repeats is null then 1 else 0 end, detail
    from requeued
  ), ${recordEvents('outcome')}, ${countEnded}
  ${changedMessages(part)}`,
  ),
);

type Sent = Settlement & { readonly to: 'sent' };

// What was sent, in the fewest columns; answers what the caller does not know: which, and when.
const settleNarrowly = byPart((part) =>
  rowStatement<Sent>(
    {
      id: ({ id }) => id,
      token: ({ token }) => token,
      detail: ({ detail }) => detail,
      transport: ({ transport }) => transport,
      provider_id: ({ providerId }) => providerId,
      findable_as: ({ findable, providerId }) => (findable ? providerId : undefined),
    },
    1,
    (rows) => `with input as materialized (
    select i.id, i.token::uuid as token, i.detail, i.transport, i.provider_id, i.findable_as from ${rows}
  ), t as materialized (select ${nowOr('$1')} as now), gone as (
    delete from postern.message_job j using input i
    where j.message_id = any (array(select id from input)) and j.message_id = i.id and j.lease_token = i.token
    returning j.message_id, j.site, j.attempts, j.claimed_at, i.detail, i.transport, i.provider_id, i.findable_as
  ), ended as (
    update postern.message${part} m set status = 'sent', attempts = g.attempts, failure = null, transport = g.transport,
      provider_id = g.provider_id, findable_as = g.findable_as, sent_at = t.now, unknown_at = null,
      sending_at = g.claimed_at, settled_at = t.now, settled_detail = g.detail
    from gone g, t where m.id = g.message_id
    returning m.id, m.site, m.channel, m.status, m.created_at
  ), outcome as (
    select message_id, site, claimed_at, t.now as at, 'sent' as type, 'sent' as status, attempts as attempt, detail from gone, t
  ), ${tellSubscriptions(eventsOf('outcome'))}, ${countEnded}
  select json_agg(id)::text as ids, (select ${seconds('now')} from t) as now from ended where ${wasTold}`,
  ),
);

/** Makes the answer of the claims: while a token is valid, its message is as it was claimed. */
async function settleSent(
  query: Query,
  part: string,
  settlements: readonly Sent[],
  claimed: ReadonlyMap<MessageId, Message>,
  now: Timed['now'],
): Promise<readonly Message[]> {
  const [row] = await settleNarrowly(part)(query, settlements, [iso(now) ?? null]);
  if (typeof row?.ids !== 'string') return [];
  const sentAt = needDate(row, 'now');
  const ended = new Set<string>(JSON.parse(row.ids));
  return settlements.flatMap((settlement) => {
    const message = ended.delete(settlement.id) ? claimed.get(settlement.id) : undefined;
    return message ? patchMessage(message, changeBySettlement(message, settlement, sentAt).patch) : [];
  });
}

/** @see MessageStore.settle */
export async function settle(
  query: Query,
  current: CurrentPart,
  settlements: readonly Settlement[],
  { now, claimed }: Parameters<MessageStore['settle']>[1] = {},
): Promise<readonly Message[]> {
  // Under one token a hand-over ends once; the first word counts.
  const all = [...new Map([...settlements].reverse().map((one) => [`${one.id} ${one.token}`, one])).values()];
  if (all.length === 0) return [];
  const part = await current.suffixOf(all.map(({ id }) => id));
  const sent = all.filter((one): one is Sent => one.to === 'sent' && claimed?.has(one.id) === true);
  if (claimed && sent.length === all.length) return settleSent(query, part, sent, claimed, now);
  const rows = await settleAll(part)(query, all, [iso(now) ?? null]);
  return rows.map(messageOf);
}

/** Where what is under a lease stands. What waits for its time is not looked at: no index has leases, so that a claim stays HOT. */
const claimedLanes = channels.flatMap((channel) => [false, true].flatMap((alone) => lanesOf(channel, alone)));

const sweepSql = `with expired as materialized (
    select message_id, split_part(lane, '/', 1) as channel, lost + 1 as lost_now, t.now,
      r.repeats, split_part(lane, '/', 1) = any ($2::text[]) and r.repeats is null or lost + 1 >= $3::text::int as hold
    from postern.message_job job, (select ${nowOr('$1')} as now) t, lateral (
      select case when coalesce((job.repeats ->> 'since')::timestamptz, job.claimed_at)
          > t.now - (rule ->> 'withinMs')::float8 * interval '1 millisecond'
        then coalesce(job.repeats, json_build_object('transport', rule ->> 'transport', 'since', job.claimed_at)) end as repeats
      from (select $6::text::json -> split_part(job.lane, '/', 1) as rule) given
    ) r
    where lease_token is not null and lease_until <= t.now and lane = any ($7::text[])
    order by lease_until limit $4::text::int for update of job skip locked
  ), gone as (
    delete from postern.message_job j using expired e where j.message_id = e.message_id and e.hold
    returning j.message_id, j.site, j.attempts, j.claimed_at, e.now
  ), requeued as (
    update postern.message_job j set status = 'queued', due_at = e.now, lost = e.lost_now, lane = e.channel || '/alone',
      repeats = e.repeats, failure = $5::text::json, lease_token = null, lease_until = null
    from expired e where j.message_id = e.message_id and not e.hold
    returning j.*, e.now
  ), ended as (
    update postern.message m set status = 'unknown', unknown_at = g.now, attempts = g.attempts, failure = $5::text::json
    from gone g where m.id = g.message_id returning m.*
  ), outcome as (
    select message_id, site, claimed_at, now as at, 'lost' as type, 'unknown' as status, attempts as attempt, null as detail
    from gone
    union all
    select message_id, site, claimed_at, now, 'lost', 'queued', attempts, null from requeued
  ), ${recordEvents('outcome')}, ${countEnded}
  ${changedMessages()}`;

const expireSql = `with gone as (
    delete from postern.message_job where lease_token is null and message_id = any (array(
      select message_id from postern.message_job where expires_at <= ${nowOr('$1')} and lease_token is null
      order by expires_at limit $2::text::int for update skip locked
    )) returning message_id, site, attempts
  ), ended as (
    update postern.message m set status = 'failed', attempts = g.attempts, failure = $3::text::json from gone g
    where m.id = g.message_id returning m.*
  ), outcome as (
    select message_id, site, null::timestamptz as claimed_at, ${nowOr('$1')} as at, 'failed' as type, 'failed' as status,
      attempts as attempt, $4::text as detail
    from gone
  ), ${recordEvents('outcome')}, ${countEnded}
  select ${messageColumns} from ended m left join postern.message_job j on false where ${wasTold}`;

export async function expire(query: Query, { limit, now }: ExpireQuery): Promise<readonly Message[]> {
  const failure = JSON.stringify(expiredFailure);
  const rows = await query(expireSql, [iso(now) ?? null, String(limit), failure, expiredFailure.message]);
  return rows.map(messageOf);
}

export async function sweep(
  query: Query,
  { policy, repeats = {}, maxLost, limit, now }: SweepQuery,
): Promise<readonly Message[]> {
  const held: readonly Channel[] = channels.filter((channel) => policy[channel] === 'hold');
  const rows = await query(sweepSql, [
    iso(now) ?? null,
    `{${held.join(',')}}`,
    String(maxLost),
    String(limit),
    JSON.stringify(lostFailure),
    JSON.stringify(repeats),
    arrayOf(claimedLanes),
  ]);
  return rows.map(messageOf);
}
