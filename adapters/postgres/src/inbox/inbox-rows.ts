import {
  type InboxEvent,
  type InboxState,
  type Message,
  type MessageEventType,
  type MessageStatus,
  present,
} from 'postern/adapter';
import type { Query } from '../drivers/database.ts';
import { arrayOf, needDate, needText, type Row, readDate, readText, seconds } from '../drivers/values.ts';
import { messageColumns, messageOf } from '../messages/message-row.ts';
import { eventId } from './event-ids.ts';

/** What an event is read from, of `e`. */
export const eventColumns = `e.message_id, e.seq::text as seq, e.type, e.status, e.attempt, e.detail, e.actor, e.failures, e.reason,
  ${seconds('e.at')} as at, ${seconds('e.failed_at')} as failed_at, ${seconds('e.parked_at')} as parked_at`;

const messagesSql = `select ${messageColumns} from postern.message m
  left join postern.message_job j on j.message_id = m.id where m.id = any ($1::text[])`;

/** With their messages; those whose message is gone are removed. */
export async function withMessages(query: Query, subscription: string | undefined, rows: readonly Row[]) {
  if (rows.length === 0) return [];
  const ids = [...new Set(rows.map((row) => needText(row, 'message_id')))];
  const messages = new Map(
    (await query(messagesSql, [arrayOf(ids)]))
      .map((row) => messageOf(row))
      .map((message) => [message.id, message]),
  );
  const orphans = ids.filter((id) => !messages.has(id));
  if (subscription !== undefined && orphans.length > 0)
    await query(
      'delete from postern.event_due where subscription = $1::text::int and message_id = any ($2::text[])',
      [subscription, arrayOf(orphans)],
    );
  return rows.flatMap((row) => {
    const message = messages.get(needText(row, 'message_id'));
    return message && (row.next === undefined || Number(row.next) === 1) ? eventOf(row, message) : [];
  });
}

function eventOf(row: Row, message: Message): InboxEvent & { readonly parkedAt?: Date } {
  return present({
    id: eventId(message.id, needText(row, 'seq')),
    message,
    event: present({
      at: needDate(row, 'at'),
      type: needText(row, 'type') as MessageEventType,
      status: needText(row, 'status') as MessageStatus,
      attempt: Number(row.attempt),
      detail: readText(row.detail),
      actor: readText(row.actor),
    }),
    failures: Number(row.failures),
    failedAt: readDate(row.failed_at),
    reason: readText(row.reason),
    parkedAt: readDate(row.parked_at),
  });
}

export function stateOf(row: Row): InboxState {
  const types = readText(row.types);
  return present({
    name: needText(row, 'name'),
    types: types === undefined ? undefined : (JSON.parse(types) as MessageEventType[]),
    site: readText(row.site),
    createdAt: needDate(row, 'created_at'),
    waiting: Number(row.waiting),
    parked: Number(row.parked),
    oldest: readDate(row.oldest),
    lagMs: Math.max(0, Math.round(Number(row.lag) * 1000)),
    held: Number(row.held) === 1,
  });
}
