import type { CalendarPart } from './calendar.ts';
import type { Channel } from './channel-name.ts';
import type { Note } from './note.ts';
import { present } from './present.ts';
import type { Priority } from './priority.ts';
import type { MessageEventType, MessageStatus } from './status.ts';

export type { Channel } from './channel-name.ts';

/** `web`: written by a person in a console; `sys`: sent by the service's own code (the default). */
export type Origin = 'web' | 'sys';

/** `msg_…`, sortable by creation time. */
export type MessageId = string;

/** A name and an address: for e-mail an addr-spec (RFC 5321), for SMS a number or a sender name. */
export interface Mailbox {
  readonly name?: string;
  readonly address: string;
}

/** Who a message goes to, as it was when the message was accepted. */
export interface Recipient extends Mailbox {
  readonly consumerId?: string;
}

/** A file sent along. `content` is base64 once stored. */
export interface Attachment {
  readonly filename: string;
  readonly contentType: string;
  readonly content: string;
  /** Set for a file that the HTML shows by `cid:`. */
  readonly contentId?: string;
}

/** What is sent, rendered and prefixed: exactly what leaves. SMS has `text` only. */
export interface MessageContent {
  readonly subject?: string;
  readonly text: string;
  readonly html?: string;
  readonly replyTo?: Mailbox;
  readonly headers?: Readonly<Record<string, string>>;
  readonly attachments?: readonly Attachment[];
  /** An invitation, its cancellation, an event: shown by mail programs with buttons. */
  readonly calendar?: CalendarPart;
}

/** Content of a confidential message: AES-256-GCM under the host's secret; opened only to hand it over. */
export interface SealedContent {
  readonly sealed: string;
}

/** What a failure is about: the core decides by it, codes are the other side's. */
export const failureClasses = [
  'recipient',
  'opted_out',
  'blocked',
  'content',
  'sender',
  'configuration',
  'throttled',
  'temporary',
  'network',
  'ambiguous',
  'expired',
  'lost',
  'transport_fault',
] as const;
/** One of {@link failureClasses}. */
export type FailureClass = (typeof failureClasses)[number];

/** Why a hand-over failed. Classified by code; `message` is for people and may quote the other side's answer. */
export interface Failure {
  readonly class: FailureClass;
  /** The other side's own code: an SMTP reply (`550 5.1.1`), a provider's number. */
  readonly code?: string;
  readonly message: string;
  /**
   * A refusal that may be about the recipient's address, or about anything else: a bare 550, X.1.0. Where refusals of a channel
   * suppress, a second one a day or more after the first, within 30 days, suppresses the address.
   */
  readonly unclear?: true;
}

/** A message as the history shows it: a snapshot, which no later change of sender, consumer or template touches. */
export interface Message {
  readonly id: MessageId;
  readonly site: string;
  readonly channel: Channel;
  readonly origin: Origin;
  readonly status: MessageStatus;
  /** What goes before what; within one priority sites take turns. */
  readonly priority: Priority;
  readonly to: Recipient;
  readonly sender: Mailbox;
  readonly template?: { readonly id: string; readonly name: string };
  readonly subject?: string;
  /** The first 200 characters of the text, on one line. */
  readonly preview: string;
  readonly createdAt: Date;
  /** The time asked for, where one was. */
  readonly scheduledAt?: Date;
  /** When the next hand-over is due; absent once the status is final. */
  readonly dueAt?: Date;
  /** When the other side took it. */
  readonly sentAt?: Date;
  /** Not handed over any more after this. */
  readonly expiresAt?: Date;
  /** Hand-overs begun. */
  readonly attempts: number;
  /**
   * E-mail: its Message-ID, `<id@domain>`, the same for every attempt; answers name it in `In-Reply-To`. Amazon SES, Brevo and maybe Resend and
   * SendGrid put one of their own in its place.
   */
  readonly messageId?: string;
  /** The transport that took it, and that side's id for it. */
  readonly transport?: string;
  readonly providerId?: string;
  readonly failure?: Failure;
  /** The user who sent it by hand, as the host names users. */
  readonly actor?: string;
  /** What the host knows it by, such as `order/4711`; `history({ reference })` lists what bears it. */
  readonly reference?: string;
  /** What it was sent together with: `bat_…`, or the host's own id; `history({ batch })` lists what is of it. */
  readonly batch?: string;
  /** What the host gave along: passed on to events and `beforeSend`, shown, never searched; gone once the recipient is erased. */
  readonly metadata?: Readonly<Record<string, string>>;
  /** What it is about, where recipients may opt out of that alone. */
  readonly topic?: string;
  /** Asked for by its recipient: it passes opt-outs. */
  readonly essential?: true;
  /** The trace that it was sent in: a `traceparent` as in W3C Trace Context. */
  readonly traceparent?: string;
  /** Its content is sealed, kept out of search and never shown. */
  readonly confidential: boolean;
}

/** One thing that happened to a message. Append only. */
export interface MessageEvent {
  readonly at: Date;
  readonly type: MessageEventType;
  /** The message's status after it. */
  readonly status: MessageStatus;
  /** The hand-over it belongs to; 0 before the first. */
  readonly attempt: number;
  /** What is noted of it, for people: sentences of this library's in English, and what the other side answered. */
  readonly detail?: string;
  /** What `detail` says, in its order: by codes, to be worded in any language. Of events that are read back, as by `get`; beside `detail` alone. */
  readonly notes?: readonly Note[];
  /** Who asked for it, as the host names users; of what people do only. */
  readonly actor?: string;
}

/** One message with all that is known of it. `content` is absent where it is confidential or was erased. */
export interface MessageDetail extends Message {
  readonly content?: MessageContent;
  readonly events: readonly MessageEvent[];
}

/** What stays of a message once what it tells of its recipient is erased. */
export function erasedMessage({
  subject: _subject,
  metadata: _metadata,
  failure,
  to,
  ...message
}: Message): Message {
  return {
    ...message,
    to: present({ consumerId: to.consumerId, address: '' }),
    preview: '',
    ...present({ failure: failure && { ...failure, message: '' } }),
  };
}

/** Whether what a message tells of its recipient was erased: nobody has an empty address. */
export function isErased({ to }: Pick<Message, 'to'>): boolean {
  return to.address === '';
}
