import {
  isErased,
  isFinal,
  type Message,
  type MessageEvent,
  type MessageId,
  type MessageStatus,
  type Move,
  type Report,
  type Reported,
  takenStatuses,
} from 'postern';
import type { Database, Query } from '../drivers/database.ts';
import { iso, jsonOf, nowOr, type Value } from '../drivers/values.ts';
import { messageColumns, messageOf } from './message-row.ts';

/** A job appeared between the two locks: the transaction is repeated, as after any conflict. */
class Conflict extends Error {
  readonly code = '40001';
}

/**
 * Reads a message that nobody else changes before the transaction ends. Locks in the order in which workers settle: the
 * job where there is one, then the message.
 */
async function lock(query: Query, site: string, id: MessageId): Promise<Message | undefined> {
  const [row] = await query(
    `with j as materialized (select * from postern.message_job where message_id = $1::text for update),
    m as materialized (
      select * from postern.message where id = $1::text and site = $2::text and (select count(*) from j) >= 0 for update
    )
    select ${messageColumns}, (m.status is null and j.message_id is null)::int as appearing
    from m left join j on j.message_id = m.id`,
    [id, site],
  );
  if (!row) return undefined;
  if (Number(row.appearing) === 1) throw new Conflict('The message was queued this moment.');
  return messageOf(row);
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

type NewEvent = Omit<MessageEvent, 'at'> & { readonly at?: Date | undefined; readonly dedupeKey?: string };

/** Appends an event; first those that so far stand in the columns of the message and the job. */
async function record(query: Query, id: MessageId, event: NewEvent): Promise<void> {
  await query(
    `insert into postern.message_event (message_id, at, type, status, attempt, detail, dedupe_key)
    select $1::text, e.at, e.type, e.status, e.attempt, e.detail, e.dedupe_key from (
      select 1 as part, claimed_at as at, 'sending' as type, 'sending' as status, attempts as attempt,
        null as detail, null as dedupe_key
      from postern.message_job where message_id = $1::text and lease_token is not null and claimed_at is not null
      union all
      select 1, sending_at, 'sending', 'sending', attempts, null, null
      from postern.message where id = $1::text and sending_at is not null
      union all
      select 2, settled_at, 'sent', 'sent', attempts, settled_detail, null
      from postern.message where id = $1::text and settled_at is not null
      union all
      select 3, ${nowOr('$2')}, $3::text, $4::text, $5::text::int, $6::text, $7::text
    ) e order by e.part`,
    [
      id,
      iso(event.at) ?? null,
      event.type,
      event.status,
      String(event.attempt),
      event.detail ?? null,
      event.dedupeKey ?? null,
    ],
  );
  await query(
    `with job as (
      update postern.message_job set claimed_at = null where message_id = $1::text and lease_token is not null
    )
    update postern.message set sending_at = null, settled_at = null, settled_detail = null
    where id = $1::text and settled_at is not null`,
    [id],
  );
}

/** Moves a message to a final status, off the queue, and keeps the counts. */
async function end(query: Query, message: Message, changes: Readonly<Record<string, Value>>): Promise<void> {
  const names = Object.keys(changes);
  await query('delete from postern.message_job where message_id = $1::text', [message.id]);
  await query(
    `update postern.message set attempts = $2::text::int, unknown_at = null,
      ${names.map((name, index) => `${name} = $${index + 3}::text${casts[name] ?? ''}`).join(', ')}
    where id = $1::text`,
    [message.id, String(message.attempts), ...Object.values(changes)],
  );
}

const casts: Readonly<Record<string, string>> = { failure: '::json', sent_at: '::timestamptz' };

async function count(query: Query, message: Message, status: MessageStatus, by: 1 | -1): Promise<void> {
  await query(
    `insert into postern.message_count (site, channel, day, status, count)
    values ($1::text, $2::text, ($3::text::timestamptz at time zone 'UTC')::date, $4::text, $5::text::int)`,
    [message.site, message.channel, message.createdAt.toISOString(), status, String(by)],
  );
}

function json(value: object | undefined): Value {
  return value === undefined ? null : jsonOf(value);
}

/** @see MessageStore.move */
export function move(database: Database, change: Move): Promise<Message | undefined> {
  const { site, channel, id, from, to, type, dueAt, detail, now } = change;
  return database.transaction(async (query) => {
    const message = await lock(query, site, id);
    if (!message || message.channel !== channel || !from.includes(message.status)) return undefined;
    // Erased: there is nothing left to send.
    if (isErased(message)) return undefined;
    const { attempts: attempt } = message;
    await record(query, id, {
      at: now,
      type,
      status: to,
      attempt,
      ...(detail === undefined ? {} : { detail }),
    });
    if (to === 'canceled') {
      await end(query, message, { status: to, failure: json(message.failure) });
      await count(query, message, to, 1);
    } else {
      await requeue(query, message, { ...change, to });
    }
    if (isFinal(message.status)) await count(query, message, message.status, -1);
    if (to === 'scheduled') {
      await query('update postern.message set scheduled_at = $2::text::timestamptz where id = $1::text', [
        id,
        iso(dueAt ?? now) ?? null,
      ]);
    }
    return read(query, id);
  });
}

/** Puts a message in the queue, or gives it another time there. What was lost with a worker stays alone until it ends. */
async function requeue(
  query: Query,
  message: Message,
  { to, dueAt, now }: Pick<Move, 'dueAt' | 'now'> & { readonly to: 'queued' | 'scheduled' },
): Promise<void> {
  const due = to === 'scheduled' ? (dueAt ?? now) : now;
  await query(
    'update postern.message set status = null, unknown_at = null where id = $1::text and status is not null',
    [message.id],
  );
  await query(
    `insert into postern.message_job (message_id, site, lane, status, day, attempts, due_at)
    select id, site, channel, $2::text, (created_at at time zone 'UTC')::date, attempts, ${nowOr('$3')}
    from postern.message where id = $1::text
    on conflict (message_id) do update set status = excluded.status, due_at = excluded.due_at,
      lease_token = null, lease_until = null`,
    [message.id, to, iso(due) ?? null],
  );
}

/** @see MessageStore.report */
export function report(database: Database, given: Report): Promise<Reported> {
  const { site, id, type, at, to, from, attempt, currentAttemptOnly, dedupeKey } = given;
  return database.transaction(async (query): Promise<Reported> => {
    const message = await lock(query, site, id);
    if (!message) return { kind: 'not_found' };
    const known = await query(
      'select 1 from postern.message_event where message_id = $1::text and dedupe_key = $2::text',
      [id, dedupeKey],
    );
    if (known.length > 0) return { kind: 'repeated' };
    const erased = isErased(message);
    const detail = erased ? undefined : given.detail;
    const failure = erased && given.failure ? { ...given.failure, message: '' } : given.failure;
    const stale = currentAttemptOnly && attempt !== undefined && attempt !== message.attempts;
    const moves = to !== undefined && !stale && from.includes(message.status);
    await record(query, id, {
      ...{ at, type, status: moves ? to : message.status, attempt: attempt ?? message.attempts, dedupeKey },
      ...(detail === undefined ? {} : { detail }),
    });
    if (!moves) return { kind: 'recorded', message };
    const taken = takenStatuses.includes(to);
    await end(query, message, {
      status: to,
      failure: json(failure ?? (taken ? undefined : message.failure)),
      ...(taken ? { sent_at: iso(message.sentAt ?? at) ?? null } : {}),
      ...(given.providerId === undefined
        ? {}
        : { provider_id: given.providerId, findable_as: given.providerId }),
      ...(given.transport === undefined ? {} : { transport: given.transport }),
    });
    if (isFinal(message.status)) await count(query, message, message.status, -1);
    await count(query, message, to, 1);
    return { kind: 'moved', message: await read(query, id) };
  });
}
