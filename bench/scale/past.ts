import type pg from 'pg';
import type { Body } from './mails.ts';
import { PastSearch } from './past-search.ts';

/** A history as years of sending leave it, written by SQL alone: into whatever schema there is. */
export interface Past {
  readonly rows: number;
  /** Between the oldest and the newest message. */
  readonly months: number;
}

const digits = '0123456789abcdefghijklmnopqrstuvwxyz';
/** As `createId` writes the time: nine digits, base 36. */
const timeInId = Array.from(
  { length: 9 },
  (_, index) => `substr('${digits}', (ms / ${36 ** (8 - index)}::bigint % 36)::int + 1, 1)`,
).join(' || ');

/*
 * n counts from 0, the oldest, to the newest. Half of all are of one site, the others of 19; ten of eleven are mails, three of four by the
 * service; one in 51 failed, one in 21 was reported as delivered, by which it has three events; two of three have a key.
 */
const messages = `past as materialized (
    select n, ms, 'msg_' || ${timeInId} || '000' || substr(md5(n::text), 1, 13) as id,
      to_timestamp(ms / 1000.0)::timestamptz(3) as at,
      case when n % 2 = 0 then 'acme' else 'site' || n / 2 % 19 end as site,
      case when n % 11 = 9 then 'sms' else 'email' end as channel,
      case when n % 8 < 2 then 'web' else 'sys' end as origin,
      case when n % 51 = 8 then 'failed' when n % 21 = 4 then 'delivered' else 'sent' end as status,
      'c' || n * 7919 % 200000 as consumer, b.text || E'\\n' || 'past-' || n as text, b.html
    from (
      select n, (extract(epoch from $1::timestamptz) * 1000 + n * $2::float8)::bigint as ms
      from generate_series($3::bigint, $4::bigint) n
    ) n join bench_body b on b.number = n % (select count(*) from bench_body)
  ), content as (
    insert into postern.message_content (message_id, text, rest)
    select id, text, case when channel = 'email' then json_build_object('subject', 'Your order past-' || n, 'html', nullif(html, ''))::text end
    from past
  ), event as (
    insert into postern.message_event (message_id, at, type, status, attempt)
    select id, at + part * interval '40 milliseconds', type, type, 1
    from past, unnest(array['sending', case status when 'failed' then 'failed' else 'sent' end, 'delivered'])
      with ordinality e (type, part)
    where status = 'delivered' or (status = 'failed' and part < 3)
    order by id, part
  ), unsearched as (
    insert into postern.message_unsearched (site, created_at, message_id)
    select site, at, id from past where $5::boolean
  ), counted as (
    insert into postern.message_count (site, channel, day, status, count)
    select site, channel, (at at time zone 'UTC')::date, status, count(*) from past group by 1, 2, 3, 4
  ), written as (
  insert into postern.message (id, site, channel, origin, status, to_address, to_name, consumer_id, sender_address, sender_name,
    subject, preview, created_at, sent_at, attempts, transport, provider_id, failure, confidential, idempotency_key, fingerprint,
    recorded_at, recorded_as, sending_at, settled_at)
  select id, site, channel, origin, status,
    case channel when 'sms' then '+447400123456' else consumer || '@customer.example' end, 'Consumer ' || consumer, consumer,
    case channel when 'sms' then 'Acme' else 'hello@acme.example' end, 'Acme',
    case channel when 'email' then 'Your order past-' || n end, left(text, 200), at, case when status <> 'failed' then at end, 1, 'none',
    case when status <> 'failed' then '<' || id || '@acme.example>' end,
    case when status = 'failed' then json_build_object('class', 'temporary', 'code', '451 4.3.0', 'message', 'Try again later.') end,
    false, case when n % 3 > 0 then 'past-' || n end, case when n % 3 > 0 then channel || '.' || rpad(md5(n::text), 43, 'A') else '' end,
    at, 'queued', case when status = 'sent' then at end, case when status = 'sent' then at end
  from past returning id)
  select min(id) as first, max(id) as last from written`;

/** Messages written at a time. */
const step = 25_000;

/** How far it has come. */
export type Told = (what: string) => void;

/** The first moment of it. */
export function beginOf({ months }: Past): Date {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months, now.getUTCDate()));
}

/** Writes the messages of the past, and the search documents of all but the newest fiftieth, which are left for later. */
export async function writePast(
  pool: pg.Pool,
  past: Past,
  bodies: readonly Body[],
  told: Told,
): Promise<void> {
  await pool.query('create table bench_body (number int, text text, html text)');
  await pool.query('insert into bench_body select * from unnest($1::int[], $2::text[], $3::text[])', [
    bodies.map((_, number) => number),
    bodies.map(({ text }) => text),
    bodies.map(({ html }) => html),
  ]);
  await pool.query('analyze bench_body');
  const begin = beginOf(past);
  const gapMs = (Date.now() - 60_000 - begin.getTime()) / past.rows;
  const search = new PastSearch(pool);
  let searching = Promise.resolve();
  for (let first = 0; first < past.rows; first += step) {
    const last = Math.min(first + step, past.rows) - 1;
    const later = last >= past.rows * 0.98;
    const { rows } = await pool.query<{ first: string; last: string }>(`with ${messages}`, [
      begin,
      gapMs,
      first,
      last,
      later,
    ]);
    await searching;
    const [ids] = rows;
    if (!later && ids) searching = search.write(ids.first, ids.last);
    if ((first / step) % 20 === 19) told(`${last + 1} messages of the past are written`);
  }
  await searching;
  await search.end();
  await pool.query('vacuum analyze');
}

/** A sum over all that a past message is, to be the same before and after; those that were tried again meanwhile are left out. */
export async function checksum(pool: pg.Pool, until: Date): Promise<string> {
  const { rows } = await pool.query<{ sum: string }>(
    `select count(*) || '/' || sum(hashtextextended(concat_ws('|', m.id, m.site, m.channel, m.status, m.created_at, m.subject,
      m.idempotency_key, m.failure, length(c.text), length(c.rest)), 0)::numeric) || '/' || (
        select count(*) from postern.message_event e join postern.message o on o.id = e.message_id
        where o.created_at < $1 and o.attempts = 1 and o.status <> 'failed'
      ) as sum
    from postern.message m join postern.message_content c on c.message_id = m.id
    where m.created_at < $1 and m.attempts = 1 and m.status <> 'failed'`,
    [until],
  );
  return rows[0]?.sum ?? '';
}
