import { randomUUID } from 'node:crypto';
import {
  type Channel,
  type Claim,
  type Claimed,
  type ClaimQuery,
  channels,
  type DueSitesQuery,
  type MessageId,
  type NextDueQuery,
  present,
  priorities,
  type Repeats,
  type Timed,
  type Unresolved,
  type UnresolvedQuery,
  type Waiting,
  type WaitingQuery,
} from 'postern/adapter';
import type { Query } from '../drivers/database.ts';
import { prepared } from '../drivers/prepared.ts';
import { arrayOf, iso, needDate, needText, nowOr, type Row, readDate, seconds } from '../drivers/values.ts';
import { byPart, type CurrentPart } from './current-part.ts';
import { laneOf, lanesOf } from './lanes.ts';
import { contentOf, messageColumns, messageOf } from './message-row.ts';

/** More than this are not worth having in hand: others wait for them. */
const maxClaim = 500;

/** As `addressKey` makes it of an address in ASCII; what others have in lower case is not the server's to say. */
const addressKeySql: Readonly<Record<Channel, string>> = {
  email: 'lower(m.to_address collate "C")',
  sms: 'm.to_address',
};
const addressKeyColumn = `case m.channel ${channels
  .map((channel) => `when '${channel}' then ${addressKeySql[channel]}`)
  .join(' ')} end`;

// As `isSuppressed` says.
const concerning = `s.site = m.site and s.channel = m.channel and s.address = ${addressKeyColumn}
      and (m.essential is null or s.reason <> 'opted_out')`;
const suppressedColumn = `case when m.to_address !~ '[^\\x01-\\x7f]' then (
    exists (select from postern.suppression s where ${concerning})
    or exists (select from postern.opt_out s where ${concerning} and s.topic in ('', m.topic))
  )::int end as suppressed`;

const claimedColumns = `${messageColumns}, j.lane, j.repeats::text as repeats, c.text, c.rest, ${suppressedColumn}`;

// What lies in another partition, or was committed after the statement began (its function sees it, the statement does not), comes
// without its message: that is read by itself.
const claimSql = byPart((part) =>
  prepared(`select ${claimedColumns}, j.message_id
  from postern.claim_jobs($1::text[], $2::text[], ${nowOr('$3')}, $4::text::int, $5::text::int, $6::text[],
    $7::text[]::int[], $8::text::uuid, ${nowOr('$3')} + $9::text::float8 * interval '1 millisecond') j
  left join lateral (select * from postern.message${part} where id = j.message_id limit 1) m on true
  left join lateral (select * from postern.message_content${part} where message_id = j.message_id limit 1) c on true`),
);

const elsewhereSql = `with m as materialized (select * from postern.message where id = any ($1::text[])),
  c as materialized (select * from postern.message_content where message_id = any ($1::text[])),
  j as materialized (select * from postern.message_job where message_id = any ($1::text[]) and lease_token = $2::text::uuid)
  select ${claimedColumns} from j join m on m.id = j.message_id join c on c.message_id = j.message_id`;

const dueSitesSql = prepared(
  `select unnest(postern.due_sites($1::text[], $2::text[], ${nowOr('$3')}, $4::text::int, $5::text[])) as site`,
);

/** Claims, and whose turn it is: each lane goes on after the site that it served last. */
export class Claims {
  readonly #query: Query;
  readonly #current: CurrentPart;
  readonly #served = new Map<string, string>();

  constructor(query: Query, current: CurrentPart) {
    this.#query = query;
    this.#current = current;
  }

  async claim({
    channel,
    quarantined,
    limit,
    lowFirst = 0,
    shares,
    leaseMs,
    now,
  }: ClaimQuery): Promise<readonly Claimed[]> {
    if (limit < 1) return [];
    const token = randomUUID();
    const lanes = lanesOf(channel, quarantined);
    const claimed = await this.#query(claimSql(await this.#current.suffix()), [
      arrayOf(lanes),
      this.#turns(lanes),
      iso(now) ?? null,
      String(Math.min(limit, maxClaim)),
      String(lowFirst),
      shares ? arrayOf(shares.map(({ site }) => site)) : null,
      shares ? arrayOf(shares.map(({ limit }) => String(limit))) : null,
      token,
      String(leaseMs),
    ]);
    const elsewhere = claimed.filter((row) => row.id === null).map((row) => needText(row, 'message_id'));
    const rows =
      elsewhere.length === 0
        ? claimed
        : [
            ...claimed.filter((row) => row.id !== null),
            ...(await this.#query(elsewhereSql, [arrayOf(elsewhere), token])),
          ];
    for (const lane of lanes) this.#note(lane, rows);
    return rows.map((row) => {
      const message = messageOf(row);
      const { id, attempts: attempt } = message;
      const content = contentOf(row.text, row.rest);
      const suppressed = row.suppressed === null ? undefined : Number(row.suppressed) === 1;
      return present({ id, token, message, content, attempt, suppressed, repeats: repeatsOf(row.repeats) });
    });
  }

  async dueSites({ channel, quarantined, limit, except, now }: DueSitesQuery): Promise<readonly string[]> {
    const lanes = lanesOf(channel, quarantined);
    const rows = await this.#query(dueSitesSql, [
      arrayOf(lanes),
      this.#turns(lanes),
      iso(now) ?? null,
      String(limit),
      `{${except.map((site) => `"${site}"`).join(',')}}`,
    ]);
    return rows.map((row) => needText(row, 'site'));
  }

  #turns(lanes: readonly string[]) {
    return arrayOf(lanes.map((lane) => this.#served.get(lane) ?? ''));
  }

  /** The last of the sites served, in the order of turns: by id, from the one after the last before. */
  #note(lane: string, rows: readonly Row[]): void {
    const sites = rows.filter((row) => row.lane === lane).map((row) => needText(row, 'site'));
    const before = this.#served.get(lane) ?? '';
    const wrapped = sites.filter((site) => site <= before);
    const last = (wrapped.length > 0 ? wrapped : sites).sort().at(-1);
    if (last !== undefined) this.#served.set(lane, last);
  }
}

function repeatsOf(text: Row[string]): Repeats | undefined {
  if (typeof text !== 'string') return undefined;
  const { transport, since } = JSON.parse(text);
  return { transport, since: new Date(since) };
}

/** As though they had never been claimed. */
export async function release(query: Query, claims: readonly Claim[]): Promise<void> {
  if (claims.length === 0) return;
  await query(
    `update postern.message_job j set attempts = j.attempts - (j.repeats is null)::int, lease_token = null, lease_until = null, claimed_at = null
    from unnest($1::text[], $2::text[]) as held(id, token)
    where j.message_id = held.id and j.lease_token = held.token::uuid`,
    [arrayOf(claims.map(({ id }) => id)), arrayOf(claims.map(({ token }) => token))],
  );
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
  `select ${seconds('postern.next_due($1::text[], $2::text::timestamptz, $3::text::timestamptz)')} as due_at`,
);

export async function nextDue(
  query: Query,
  channels: readonly Channel[],
  { quarantined, after, enough }: NextDueQuery,
): Promise<Date | undefined> {
  if (channels.length === 0) return undefined;
  const lanes = channels.flatMap((channel) => lanesOf(channel, quarantined));
  const [row] = await query(nextDueSql, [arrayOf(lanes), iso(after) ?? null, iso(enough) ?? null]);
  return readDate(row?.due_at);
}

const waitingSql = prepared(
  `select w.lane, w.due, w.waiting, w.expired, w.more::int as more,
    case when w.oldest <= ${nowOr('$2')} then ${seconds('w.oldest')} end as oldest
  from postern.waiting_jobs($1::text[], ${nowOr('$2')}, $3::text::int) w`,
);

export async function waiting(query: Query, { limit, now }: WaitingQuery): Promise<Waiting> {
  const alone = channels.flatMap((channel) => lanesOf(channel, true));
  const inTurn = channels.flatMap((channel) =>
    priorities.map((priority) => ({ channel, priority, lane: laneOf(channel, priority) })),
  );
  const lanes = [...inTurn.map(({ lane }) => lane), ...alone];
  const rows = await query(waitingSql, [arrayOf(lanes), iso(now) ?? null, String(limit)]);
  const byLane = new Map(rows.map((row) => [needText(row, 'lane'), row]));
  const sum = (of: readonly string[], column: string) =>
    of.reduce((total, lane) => total + Number(byLane.get(lane)?.[column] ?? 0), 0);
  return {
    lanes: inTurn.flatMap(({ channel, priority, lane }) => {
      const row = byLane.get(lane);
      const due = Math.min(Number(row?.due ?? 0), limit);
      if (!row || due === 0) return [];
      const oldestDueAt = readDate(row.oldest);
      return present({ channel, priority, due, more: Number(row.more) === 1, oldestDueAt });
    }),
    quarantined: sum(alone, 'waiting'),
    expiredLeases: sum(lanes, 'expired'),
  };
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
