import {
  channels,
  type EraseQuery,
  type EraseResult,
  erasedMessage,
  firstId,
  type Message,
  type PruneQuery,
  present,
} from 'postern/adapter';
import type { Database, Query } from '../drivers/database.ts';
import { arrayOf, jsonOf, needText, type Row, readText } from '../drivers/values.ts';
import { unsearch } from '../search/remove.ts';
import { move } from './change.ts';
import type { OldMonths } from './old-months.ts';

/** What waits in subscriptions of the messages given as `$1`. */
const inInboxes = `subscription = any (array(select id from postern.subscription)) and message_id = any ($1::text[])`;

/** @see MessageStore.prune */
export async function prune(database: Database, months: OldMonths, wanted: PruneQuery): Promise<number> {
  if (wanted.limit < 1) return 0;
  const dropped = await months.drop(wanted);
  return dropped >= wanted.limit ? dropped : dropped + (await removeOldest(database, wanted));
}

function removeOldest(database: Database, { site, createdBefore, limit }: PruneQuery): Promise<number> {
  const oldest = channels.flatMap((channel) =>
    ['web', 'sys'].map(
      (origin) => `(select id, created_at from postern.message
        where site = $1::text and channel = '${channel}' and origin = '${origin}' and status is not null
          and created_at < $2::text::timestamptz and id < $4::text
        order by created_at, id limit $3::text::int)`,
    ),
  );
  return database.transaction(async (query) => {
    const found = await query(
      `select id from (${oldest.join(' union all ')}) oldest order by created_at, id limit $3::text::int`,
      [site, createdBefore.toISOString(), String(limit), firstId('msg', createdBefore)],
    );
    if (found.length === 0) return 0;
    const rows = await query(
      'select id from postern.message where status is not null and id = any ($1::text[]) for update skip locked',
      [idsOf(found)],
    );
    if (rows.length === 0) return 0;
    const ids = idsOf(rows);
    await unsearch(query, ids);
    await query(
      `with content as (delete from postern.message_content where message_id = any ($1::text[])),
      event as (delete from postern.message_event where message_id = any ($1::text[])),
      due as (delete from postern.event_due where ${inInboxes}),
      gone as (
        delete from postern.message where id = any ($1::text[]) returning site, channel, created_at, status
      )
      insert into postern.message_count (site, channel, day, status, count)
      select site, channel, (created_at at time zone 'UTC')::date, status, -count(*) from gone group by 1, 2, 3, 4`,
      [ids],
    );
    return rows.length;
  });
}

/** @see MessageStore.erase */
export async function erase(
  database: Database,
  { site, consumerId, limit, now }: EraseQuery,
): Promise<EraseResult> {
  const canceled = await cancelWaiting(database, present({ site, consumerId, limit, now }));
  const erased = await database.transaction(async (query) => {
    const rows = await query(
      `select id, failure::text as failure from postern.message
      where site = $1::text and consumer_id = $2::text and to_address <> '' and status is not null
      order by created_at limit $3::text::int for update`,
      [site, consumerId, String(limit)],
    );
    if (rows.length > 0) await blank(query, rows);
    return rows.length;
  });
  const [left] = await database.query(
    `select count(*)::int as count from postern.message
    where site = $1::text and consumer_id = $2::text and status is null and exists (
      select 1 from postern.message_job j where j.message_id = id and j.lease_token is not null
    )`,
    [site, consumerId],
  );
  return { erased, underWay: Number(left?.count), canceled: canceled.map(erasedMessage) };
}

async function cancelWaiting(
  database: Database,
  { site, consumerId, limit, now }: EraseQuery,
): Promise<readonly Message[]> {
  const canceled: Message[] = [];
  const waiting = await database.query(
    `select m.id, m.channel from postern.message m join postern.message_job j on j.message_id = m.id
    where m.site = $1::text and m.consumer_id = $2::text and m.status is null and j.lease_token is null
    order by m.created_at limit $3::text::int`,
    [site, consumerId, String(limit)],
  );
  const cancel = { from: ['scheduled', 'queued'], to: 'canceled', type: 'canceled' } as const;
  for (const row of waiting) {
    const channel = channels.find((one) => one === row.channel);
    const at = now ? { now } : {};
    if (!channel) continue;
    const message = await move(database, { site, channel, id: needText(row, 'id'), ...cancel, ...at });
    // Claimed in between: it is under way.
    if (message) canceled.push(message);
  }
  return canceled;
}

async function blank(query: Query, rows: Awaited<ReturnType<Query>>): Promise<void> {
  const ids = idsOf(rows);
  await unsearch(query, ids);
  await query(
    `with content as (delete from postern.message_content where message_id = any ($1::text[])),
    event as (
      update postern.message_event set detail = null where message_id = any ($1::text[]) and detail is not null
    ),
    due as (update postern.event_due set detail = null where ${inInboxes} and detail is not null),
    searchable as (
      insert into postern.message_unsearched (site, created_at, message_id)
      select site, created_at, id from postern.message where id = any ($1::text[])
    )
    update postern.message set to_address = '', to_name = null, subject = null, metadata = null, preview = '', fingerprint = '',
      recorded_detail = null, settled_detail = null, failure = f.failure::json
    from unnest($1::text[], $2::text[]) as f(id, failure)
    where message.id = any ($1::text[]) and message.id = f.id`,
    [ids, arrayOf(rows.map(blankFailure))],
  );
}

/** Made here: what is stored may hold what the server refuses to read as JSON. */
function blankFailure(row: Row): string | undefined {
  const failure = readText(row.failure);
  return failure === undefined ? undefined : jsonOf({ ...JSON.parse(failure), message: '' });
}

function idsOf(rows: Awaited<ReturnType<Query>>): string {
  return arrayOf(rows.map((row) => needText(row, 'id'))) ?? '{}';
}
