import {
  type MessageContent,
  type MessageDetail,
  type MessageEvent,
  type MessageId,
  type MessageKey,
  type MessageStatus,
  type ProviderKey,
  present,
} from 'postern/adapter';
import type { Query } from '../drivers/database.ts';
import { needDate, needText, type Row, readDate, readText, seconds } from '../drivers/values.ts';
import { contentOf, messageColumns, messageOf } from './message-row.ts';

export async function find(
  query: Query,
  { site, channel, id }: MessageKey,
): Promise<MessageDetail | undefined> {
  const [row] = await query(
    `select ${messageColumns}, c.message_id as kept, c.text, c.rest, m.recorded_as, m.recorded_detail, m.settled_detail,
      ${seconds('m.recorded_at')} as recorded_at, ${seconds('m.settled_at')} as settled_at,
      ${seconds('case when j.lease_token is not null then j.claimed_at else m.sending_at end')} as sending_at
    from postern.message m
    left join postern.message_job j on j.message_id = m.id
    left join postern.message_content c on c.message_id = m.id and not m.confidential
    where m.id = $1::text and m.site = $2::text and ($3::text is null or m.channel = $3::text)`,
    [id, site, channel ?? null],
  );
  if (!row) return undefined;
  const events = await query(
    `select ${seconds('at')} as at, type, status, attempt, detail, actor from postern.message_event
    where message_id = $1::text order by seq`,
    [id],
  );
  const message = messageOf(row);
  const content = row.kept === null ? undefined : contentOf(row.text, row.rest);
  return present({
    ...message,
    content: content && !('sealed' in content) ? (content satisfies MessageContent) : undefined,
    events: [...firstEvent(row), ...events.map(eventOf), ...lastEvents(row, message.attempts)],
  });
}

function eventOf(row: Row): MessageEvent {
  return {
    at: needDate(row, 'at'),
    type: needText(row, 'type') as MessageEvent['type'],
    status: needText(row, 'status') as MessageStatus,
    attempt: Number(row.attempt),
    ...present({ detail: readText(row.detail), actor: readText(row.actor) }),
  };
}

function firstEvent(row: Row): readonly MessageEvent[] {
  const type = needText(row, 'recorded_as') as 'queued' | 'scheduled' | 'suppressed';
  const detail = present({ detail: readText(row.recorded_detail) });
  return [{ at: needDate(row, 'recorded_at'), type, status: type, attempt: 0, ...detail }];
}

/** Those that are kept in columns until another follows. */
function lastEvents(row: Row, attempt: number): readonly MessageEvent[] {
  const sending = readDate(row.sending_at);
  const sent = readDate(row.settled_at);
  const detail = present({ detail: readText(row.settled_detail) });
  return [
    ...(sending ? [{ at: sending, type: 'sending', status: 'sending', attempt } as const] : []),
    ...(sent ? [{ at: sent, type: 'sent', status: 'sent', attempt, ...detail } as const] : []),
  ];
}

/** @see MessageStore.holdersOf */
export async function holdersOf(
  query: Query,
  { channel, transport, providerId }: ProviderKey,
): Promise<readonly MessageId[]> {
  const rows = await query(
    `select id from postern.message where findable_as = $1::text and channel = $2::text
      and (transport = $3::text or transport is null) limit 100`,
    [providerId, channel, transport],
  );
  return rows.map((row) => needText(row, 'id'));
}

/** @see MessageStore.siteOf */
export async function siteOf(query: Query, id: MessageId): Promise<string | undefined> {
  const [row] = await query('select site from postern.message where id = $1::text', [id]);
  return row && needText(row, 'site');
}

/** @see MessageStore.countSealed */
export async function countSealed(query: Query, createdBefore: Date): Promise<number> {
  const old = 'm.confidential and m.created_at < $1::text::timestamptz';
  const [row] = await query(
    `select ((select count(*) from postern.message_job j join postern.message m on m.id = j.message_id where ${old})
      + (select count(*) from postern.message m where m.trouble = 'unknown' and ${old}
          and not exists (select 1 from postern.message_job j where j.message_id = m.id)))::text as count`,
    [createdBefore.toISOString()],
  );
  return Number(row?.count);
}
