import {
  type Channel,
  type Failure,
  type Message,
  type MessageContent,
  type MessageStatus,
  messageIdOf,
  type Origin,
  type Priority,
  present,
  type SealedContent,
} from 'postern/adapter';
import { needDate, needText, type Row, readDate, readText, seconds } from '../drivers/values.ts';

/** Where a message stands: `m` is its row of `message`, `j` of `message_job`, null once it has ended. */
export const statusColumn = `case when j.message_id is null then m.status when j.lease_token is not null then 'sending' else j.status end`;

/** What a message is read from, of `m` and `j`. */
export const messageColumns = `m.id, m.site, m.channel, m.origin, m.priority, ${statusColumn} as status,
  m.to_address, m.to_name, m.consumer_id, m.sender_address, m.sender_name, m.template_id, m.template_name,
  m.subject, m.preview, m.transport, m.provider_id, m.actor, m.reference, m.batch, m.metadata::text as metadata, m.topic,
  m.essential::int as essential, m.traceparent, m.confidential::int as confidential,
  coalesce(j.failure, m.failure)::text as failure, coalesce(j.attempts, m.attempts) as attempts,
  ${seconds('m.created_at')} as created_at, ${seconds('m.scheduled_at')} as scheduled_at,
  ${seconds('j.due_at')} as due_at, ${seconds('m.sent_at')} as sent_at, ${seconds('m.expires_at')} as expires_at`;

export function messageOf(row: Row): Message {
  const templateId = readText(row.template_id);
  const failure = readText(row.failure);
  const metadata = readText(row.metadata);
  const id = needText(row, 'id');
  const channel = needText(row, 'channel') as Channel;
  const sender = present({ address: String(row.sender_address), name: readText(row.sender_name) });
  return present({
    id,
    site: needText(row, 'site'),
    channel,
    origin: needText(row, 'origin') as Origin,
    status: needText(row, 'status') as MessageStatus,
    priority: needText(row, 'priority') as Priority,
    to: present({
      address: String(row.to_address),
      name: readText(row.to_name),
      consumerId: readText(row.consumer_id),
    }),
    sender,
    messageId: messageIdOf({ channel, id, sender }),
    preview: needText(row, 'preview'),
    createdAt: needDate(row, 'created_at'),
    attempts: Number(row.attempts),
    confidential: Number(row.confidential) === 1,
    template:
      templateId === undefined
        ? undefined
        : { id: templateId, name: readText(row.template_name) ?? templateId },
    subject: readText(row.subject),
    scheduledAt: readDate(row.scheduled_at),
    dueAt: readDate(row.due_at),
    sentAt: readDate(row.sent_at),
    expiresAt: readDate(row.expires_at),
    transport: readText(row.transport),
    providerId: readText(row.provider_id),
    actor: readText(row.actor),
    reference: readText(row.reference),
    batch: readText(row.batch),
    metadata: metadata === undefined ? undefined : (JSON.parse(metadata) as Record<string, string>),
    topic: readText(row.topic),
    essential: Number(row.essential) === 1 ? true : undefined,
    traceparent: readText(row.traceparent),
    failure: failure === undefined ? undefined : (JSON.parse(failure) as Failure),
  });
}

/** A content as two columns: the text apart, so that a search need not read what is attached. */
export function contentColumns(content: MessageContent | SealedContent): {
  readonly text?: string;
  readonly rest?: string;
} {
  if ('sealed' in content) return { rest: JSON.stringify(content) };
  const { text, ...rest } = content;
  // What a text column cannot hold as it is stands in the JSON besides.
  const exact = /[\u0000\ud800-\udfff]/.test(text) && !isStorable(text) ? { text } : {};
  const others = { ...rest, ...exact };
  return present({ text, rest: Object.keys(others).length > 0 ? JSON.stringify(others) : undefined });
}

function isStorable(text: string): boolean {
  return !text.includes('\u0000') && Buffer.from(text, 'utf8').toString('utf8') === text;
}

export function contentOf(text: unknown, rest: unknown): MessageContent | SealedContent {
  const others = typeof rest === 'string' ? JSON.parse(rest) : {};
  return typeof text === 'string' ? Object.assign({ text }, others) : others;
}
