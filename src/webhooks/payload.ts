import type { Message, MessageEvent } from '../model/message.ts';
import type { Note } from '../model/note.ts';
import { cutText } from '../model/text.ts';

/** What a post is of: a recorded event of a message. */
export interface Told {
  readonly id: string;
  readonly site: string;
  readonly message: Message;
  readonly event: MessageEvent;
}

/** `true`: a post holds it. What a message says, and texts of unknown length, stay here. */
const posted: Readonly<Record<keyof Message, boolean>> = {
  id: true,
  // Said beside it.
  site: false,
  channel: true,
  origin: true,
  status: true,
  priority: true,
  to: true,
  sender: true,
  template: true,
  reference: true,
  batch: true,
  metadata: true,
  topic: true,
  essential: true,
  subject: false,
  preview: false,
  createdAt: true,
  scheduledAt: true,
  dueAt: false,
  sentAt: true,
  expiresAt: true,
  attempts: true,
  messageId: true,
  transport: true,
  providerId: true,
  failure: true,
  actor: true,
  confidential: true,
  traceparent: false,
};

/** The version of what is posted: another where a receiver would have to change. A new field is none. */
const payloadVersion = 1;
/** What a provider says is told so far. */
const mostDetail = 500;

/** The body of a post: no text of a message, neither subject nor preview. */
export function payloadOf({ id, site, message, event }: Told): string {
  const fields = Object.entries(message).filter(([field]) => Reflect.get(posted, field) === true);
  const { failure } = message;
  return JSON.stringify({
    type: typeOf(event),
    timestamp: event.at,
    version: payloadVersion,
    data: {
      eventId: id,
      site,
      message: {
        ...Object.fromEntries(fields),
        failure: failure && { ...failure, message: cutText(failure.message, mostDetail) },
      },
      event: {
        ...event,
        detail: event.detail && cutText(event.detail, mostDetail),
        notes: event.notes?.map(told),
      },
    },
  });
}

/** A note whose text, where it has one of unknown length, is told so far. */
function told(note: Note): Note {
  if (note.code === 'quoted') return { ...note, text: cutText(note.text, mostDetail) };
  return note.code === 'vetoed' ? { ...note, reason: cutText(note.reason, mostDetail) } : note;
}

/** The body of a post that a person asks for, to see whether it arrives. */
export function testPayload(id: string, site: string, at: Date): string {
  return JSON.stringify({
    type: testType,
    timestamp: at,
    version: payloadVersion,
    data: { eventId: id, site },
  });
}

export const testType = 'webhook.test';

/** How an event is named outside, as `messaging.on` names it. */
export function typeOf({ type }: Pick<MessageEvent, 'type'>): string {
  return `message.${type}`;
}
