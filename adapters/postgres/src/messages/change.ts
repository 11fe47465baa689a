import {
  changeByMove,
  changeByReport,
  isFinal,
  type Message,
  type MessageChange,
  type MessageEvent,
  type MessageId,
  type MessagePatch,
  type MessageStatus,
  type Move,
  patchMessage,
  type Report,
  type Reported,
} from 'postern/adapter';
import type { Database, Query } from '../drivers/database.ts';
import { iso, jsonOf, needDate, nowOr, seconds } from '../drivers/values.ts';
import { tellSubscriptions, wasTold } from '../inbox/tell.ts';
import { laneSql } from './lanes.ts';
import { messageColumns, messageOf } from './message-row.ts';

/** A job appeared between the two locks: the transaction is repeated, as after any conflict. */
class Conflict extends Error {
  readonly code = '40001';
}

/**
 * Reads a message that nobody else changes before the transaction ends. Locks in the order in which workers settle: the
 * job where there is one, then the message.
 */
async function lock(
  query: Query,
  { site, id, now }: Pick<Move, 'site' | 'id' | 'now'>,
): Promise<{ readonly message: Message; readonly now: Date } | undefined> {
  const [row] = await query(
    `with j as materialized (select * from postern.message_job where message_id = $1::text for update),
    m as materialized (
      select * from postern.message where id = $1::text and site = $2::text and (select count(*) from j) >= 0 for update
    )
    select ${messageColumns}, (m.status is null and j.message_id is null)::int as appearing,
      ${seconds(nowOr('$3'))} as now
    from m left join j on j.message_id = m.id`,
    [id, site, iso(now) ?? null],
  );
  if (!row) return undefined;
  if (Number(row.appearing) === 1) throw new Conflict('The message was queued this moment.');
  return { message: messageOf(row), now: needDate(row, 'now') };
}

async function read(query: Query, id: MessageId): Promise<Message> {
  const [row] = await query(
    `select ${messageColumns} from postern.message m left join postern.message_job j on j.message_id = m.id
    where m.id = $1::text`,
    [id],
  );
  if (row) return messageOf(row);
  throw new Error('A locked message is gone.');
}

/** The events of a hand-over that so far stand in the columns of the message and the job, then the event given. */
const eventsSql = `with e as materialized (
    select 1 as part, claimed_at as at, 'sending' as type, 'sending' as status, attempts as attempt,
      null as detail, null as dedupe_key, null as actor, true as untold
    from postern.message_job where message_id = $1::text and lease_token is not null and claimed_at is not null
    union all
    select 1, sending_at, 'sending', 'sending', attempts, null, null, null, false
    from postern.message where id = $1::text and sending_at is not null
    union all
    select 2, settled_at, 'sent', 'sent', attempts, settled_detail, null, null, false
    from postern.message where id = $1::text and settled_at is not null
    union all
    select 3, $2::text::timestamptz, $3::text, $4::text, $5::text::int, $6::text, $7::text, $10::text, true
  ), ${tellSubscriptions(
    '(select $1::text as message_id, $8::text as site, e.* from e where untold)',
    '$9::text::timestamptz',
    'e.actor',
  )}
  insert into postern.message_event (message_id, at, type, status, attempt, detail, dedupe_key, actor)
  select $1::text, e.at, e.type, e.status, e.attempt, e.detail, e.dedupe_key, e.actor from e where ${wasTold} order by e.part`;

/** What is recorded of a message, and when. */
interface Recording {
  readonly event: MessageEvent;
  readonly now: Date;
  readonly dedupeKey?: string;
}

/** Appends an event; first those that so far stand in columns. */
async function record(query: Query, { id, site }: Message, recording: Recording): Promise<void> {
  const { event, now, dedupeKey } = recording;
  await query(eventsSql, [
    ...[id, event.at.toISOString(), event.type, event.status, String(event.attempt)],
    ...[event.detail ?? null, dedupeKey ?? null, site, now.toISOString(), event.actor ?? null],
  ]);
  await query(
    `with job as (
      update postern.message_job set claimed_at = null where message_id = $1::text and lease_token is not null
    )
    update postern.message set sending_at = null, settled_at = null, settled_detail = null
    where id = $1::text and settled_at is not null`,
    [id],
  );
}

/** Carries a decision out: the message's columns, its place in the queue, the counts, and the event. */
async function write(
  query: Query,
  message: Message,
  { patch, ...recording }: MessageChange & Recording,
): Promise<Message> {
  const { id } = message;
  await record(query, message, recording);
  if (!patch) return message;
  const changed = patchMessage(message, patch);
  if (isFinal(changed.status)) {
    await end(query, changed, patch);
    await count(query, message, changed.status, 1);
  } else await requeue(query, changed);
  if (isFinal(message.status)) await count(query, message, message.status, -1);
  return read(query, id);
}

/** Takes a message off the queue, in its final status. What the job's row held of it goes to its own. */
async function end(query: Query, message: Message, patch: MessagePatch): Promise<void> {
  const { id, status, attempts, failure, sentAt, transport, providerId } = message;
  await query('delete from postern.message_job where message_id = $1::text', [id]);
  await query(
    `update postern.message set status = $2::text, attempts = $3::text::int, failure = $4::text::json, unknown_at = null,
      sent_at = $5::text::timestamptz, transport = $6::text, provider_id = $7::text,
      findable_as = case when $8::text = 'reported' then $7::text else findable_as end
    where id = $1::text`,
    [
      ...[id, status, String(attempts), failure ? jsonOf(failure) : null],
      ...[iso(sentAt) ?? null, transport ?? null, providerId ?? null],
      patch.providerId === undefined ? null : 'reported',
    ],
  );
}

/** Puts a message in the queue, or gives it another time there. What was lost with a worker stays alone until it ends. */
async function requeue(query: Query, { id, status, dueAt, scheduledAt }: Message): Promise<void> {
  await query(
    `update postern.message set status = null, scheduled_at = $2::text::timestamptz,
      unknown_at = case when status is null then unknown_at end
    where id = $1::text`,
    [id, iso(scheduledAt) ?? null],
  );
  await query(
    `insert into postern.message_job as old (message_id, site, lane, status, day, attempts, due_at, expires_at)
    select id, site, ${laneSql({ channel: 'channel', priority: 'priority', waits: "$4::text = 'later'" })}, $2::text,
      (created_at at time zone 'UTC')::date, attempts, $3::text::timestamptz, expires_at
    from postern.message where id = $1::text
    on conflict (message_id) do update set status = excluded.status, due_at = excluded.due_at,
      lane = case when old.lane like '%/alone' then old.lane else excluded.lane end,
      lease_token = null, lease_until = null`,
    [id, status, iso(dueAt) ?? null, status === 'scheduled' ? 'later' : null],
  );
}

async function count(query: Query, message: Message, status: MessageStatus, by: 1 | -1): Promise<void> {
  await query(
    `insert into postern.message_count (site, channel, day, status, count)
    values ($1::text, $2::text, ($3::text::timestamptz at time zone 'UTC')::date, $4::text, $5::text::int)`,
    [message.site, message.channel, message.createdAt.toISOString(), status, String(by)],
  );
}

/** @see MessageStore.move */
export function move(database: Database, given: Move): Promise<Message | undefined> {
  return database.transaction(async (query) => {
    const locked = await lock(query, given);
    const change = locked && changeByMove(locked.message, given, locked.now);
    return change && write(query, locked.message, { ...change, now: locked.now });
  });
}

/** @see MessageStore.report */
export function report(database: Database, given: Report): Promise<Reported> {
  const { id, dedupeKey } = given;
  return database.transaction(async (query): Promise<Reported> => {
    const locked = await lock(query, given);
    if (!locked) return { kind: 'not_found' };
    const known = await query(
      'select 1 from postern.message_event where message_id = $1::text and dedupe_key = $2::text',
      [id, dedupeKey],
    );
    if (known.length > 0) return { kind: 'repeated' };
    const change = changeByReport(locked.message, given);
    const message = await write(query, locked.message, { ...change, now: locked.now, dedupeKey });
    return { kind: change.patch ? 'moved' : 'recorded', message };
  });
}
