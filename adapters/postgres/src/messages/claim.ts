import { randomUUID } from 'node:crypto';
import type {
  Channel,
  Claim,
  Claimed,
  ClaimQuery,
  MessageId,
  Timed,
  Unresolved,
  UnresolvedQuery,
} from 'postern';
import type { Query } from '../drivers/database.ts';
import { prepared } from '../drivers/prepared.ts';
import { arrayOf, iso, needDate, needText, nowOr, readDate, seconds } from '../drivers/values.ts';
import { contentOf, messageColumns, messageOf } from './message-row.ts';

/** More than this are not worth having in hand: others wait for them. */
const maxClaim = 500;

export function laneOf(channel: Channel, quarantined: boolean): string {
  return quarantined ? `${channel}/alone` : channel;
}

const claimSql = prepared(`with j as (
    update postern.message_job set attempts = attempts + 1, lease_token = $4::text::uuid, claimed_at = ${nowOr('$2')},
      lease_until = ${nowOr('$2')} + $5::text::float8 * interval '1 millisecond'
    where message_id = any (array(
      select postern.due_jobs($1::text, coalesce($2::text::timestamptz, now()), $3::text::int)
    ))
    returning *
  )
  select ${messageColumns}, c.text, c.rest from j
  join postern.message m on m.id = j.message_id
  join postern.message_content c on c.message_id = j.message_id
  order by j.due_at, m.id`);

export async function claim(
  query: Query,
  { channel, quarantined, limit, leaseMs, now }: ClaimQuery,
): Promise<readonly Claimed[]> {
  if (limit < 1) return [];
  const token = randomUUID();
  const rows = await query(claimSql, [
    laneOf(channel, quarantined),
    iso(now) ?? null,
    String(Math.min(limit, maxClaim)),
    token,
    String(leaseMs),
  ]);
  return rows.map((row) => {
    const message = messageOf(row);
    const { id, attempts: attempt } = message;
    return { id, token, message, content: contentOf(row.text, row.rest), attempt };
  });
}

const renewSql = prepared(
  `update postern.message_job j set lease_until = ${nowOr('$3')} + $4::text::float8 * interval '1 millisecond'
  from unnest($1::text[], $2::text[]) as held(id, token)
  where j.message_id = held.id and j.lease_token = held.token::uuid
  returning j.message_id`,
);

export async function renew(
  query: Query,
  claims: readonly Claim[],
  leaseMs: number,
  { now }: Timed = {},
): Promise<readonly MessageId[]> {
  if (claims.length === 0) return [];
  const rows = await query(renewSql, [
    arrayOf(claims.map(({ id }) => id)),
    arrayOf(claims.map(({ token }) => token)),
    iso(now) ?? null,
    String(leaseMs),
  ]);
  return rows.map((row) => needText(row, 'message_id'));
}

const nextDueSql = prepared(
  `select ${seconds('min(next.due_at)')} as due_at from unnest($1::text[]) as lanes(lane)
  cross join lateral (
    select due_at from postern.message_job j where j.lane = lanes.lane and lease_token is null
    order by due_at limit 1
  ) next`,
);

export async function nextDue(
  query: Query,
  channels: readonly Channel[],
  quarantined: boolean,
): Promise<Date | undefined> {
  if (channels.length === 0) return undefined;
  const [row] = await query(nextDueSql, [arrayOf(channels.map((channel) => laneOf(channel, quarantined)))]);
  return readDate(row?.due_at);
}

export async function unresolved(
  query: Query,
  { channel, since, until, limit }: UnresolvedQuery,
): Promise<readonly Unresolved[]> {
  const rows = await query(
    `select ${messageColumns}, ${seconds('m.unknown_at')} as unknown_at, c.text, c.rest from postern.message m
    left join postern.message_job j on false
    join postern.message_content c on c.message_id = m.id
    where m.channel = $1::text and m.unknown_at between $2::text::timestamptz and $3::text::timestamptz
    order by m.unknown_at, m.id limit $4::text::int`,
    [channel, since.toISOString(), until.toISOString(), String(limit)],
  );
  return rows.map((row) => ({
    message: messageOf(row),
    content: contentOf(row.text, row.rest),
    at: needDate(row, 'unknown_at'),
  }));
}
