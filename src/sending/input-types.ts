/**
 * What compiles. `T` is the template that an input names: its id, one made by `defineTemplate`, or `undefined` where there is none.
 * `Known` are the templates of the configuration: an id that stands in code as a literal is one of theirs, and the data are that
 * template's. A `string` may be the id of a stored one: what it needs is known at run time only.
 */
import type { CalendarMethod } from '../model/calendar.ts';
import type { Channel, Mailbox, Origin, Recipient } from '../model/message.ts';
import type { Priority } from '../model/priority.ts';
import type { Template } from '../templates/template.ts';

/**
 * A consumer's id, looked up in the host's directory, or an address (e-mail) or number (SMS) itself. With a `consumerId` beside it the
 * message is that consumer's, in their history and erased with them, and nothing is looked up: for an address as it stands in an order.
 */
export type To = string | Recipient;

/** What an input may name as its template. */
export type TemplateArgument = string | Template | undefined;

/** What every message has, whatever it says. */
export interface MessageInput {
  /** Who gets it: one recipient. Two are two messages. */
  readonly to: To;
  /** Who it comes from: the key of one of the site's senders. Default: the template's, else the site's default. */
  readonly sender?: string | undefined;
  /** Default `sys`. */
  readonly origin?: Origin | undefined;
  /**
   * What goes first where several wait. Default: the template's; else `high` where it is `confidential` and has an `expiresAt`, as a code
   * is; else `normal`, and `low` by `sendMany`.
   */
  readonly priority?: Priority | undefined;
  /** Who sends it by hand, as the host names users; 200 characters at most. */
  readonly actor?: string | undefined;
  /** Not before this time; in the future, a year ahead at most. */
  readonly scheduledAt?: Date | undefined;
  /** Not after this time: a message still waiting then fails as `expired`. */
  readonly expiresAt?: Date | undefined;
  /** 1–200 characters, unique in the site: a repetition with the same payload answers the first message, with another throws `idempotency_conflict`. */
  readonly idempotencyKey?: string | undefined;
  /** Content sealed at rest, never shown or searched: for codes, links that log in. */
  readonly confidential?: boolean | undefined;
  /** What your service knows it by, such as `order/4711`: 1–200 characters. Shown, and listed by `history({ reference })`; need not be unique. */
  readonly reference?: string | undefined;
  /**
   * What it is sent together with, by an id of your own or one of `sendMany`: 1–100 characters, nothing personal. `history({ batch })` lists
   * what is of it. No part of what an idempotency key stands for. Default: none.
   */
  readonly batch?: string | undefined;
  /**
   * Up to 20 values of yours, each a string of at most 500 characters under a name of at most 40: shown, passed on to events and
   * `beforeSend`, never searched. Blanked when the recipient is erased. Nothing secret: it is kept in the clear.
   */
  readonly metadata?: Readonly<Record<string, string>> | undefined;
  /** What it is about: one of the configuration's `topics`. Who opted out of it gets none. Default: the template's; without one, whoever may be written to at all gets it. */
  readonly topic?: string | undefined;
  /**
   * The language that its template is wanted in, such as `de` or `pt-BR` (BCP 47). Default: the `locale` of the consumer; where the template speaks
   * neither, the site's language, else its own. Words of the message's own are sent as they are.
   */
  readonly language?: string | undefined;
}

/** A file to send along; 20 at most, 10,000,000 bytes of content together. */
export interface AttachmentInput {
  /** What the recipient saves it as: no path, 255 characters at most. */
  readonly filename: string;
  /** Bytes, or a string (taken as UTF-8). Never a path or a URL: nothing is read or fetched for you. */
  readonly content: Uint8Array | string;
  /** Default `application/octet-stream`, or `text/plain` for a string. */
  readonly contentType?: string | undefined;
  /** For `<img src="cid:…">`. */
  readonly contentId?: string | undefined;
}

/** An invitation or another iCalendar object (RFC 5545, 5546): mail programs show it with their buttons. */
export interface CalendarInput {
  /** `REQUEST` invites, or changes an invitation; `CANCEL` takes it back; `PUBLISH` shows an event that nobody answers; `REPLY` answers. */
  readonly method: CalendarMethod;
  /** `BEGIN:VCALENDAR` to `END:VCALENDAR`, with a `METHOD` that agrees; 100,000 bytes of UTF-8 at most. Line ends are made CRLF. */
  readonly content: string;
  /** Ends with `.ics`. Default `invite.ics`. */
  readonly filename?: string | undefined;
}

/** What an e-mail may have beside its words. */
export interface EmailFields extends MessageInput {
  /** Where answers go. Default: the sender. */
  readonly replyTo?: string | Mailbox | undefined;
  /** Additional headers, such as `X-Ticket` or `List-Id`. Those that the mail itself is made of are refused. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Files to send along, with the template or without. Default: none. */
  readonly attachments?: readonly AttachmentInput[] | undefined;
  /**
   * What it answers, so that mail programs show both as one conversation: a message of ours by its id (`msg_…`), or a mail that came in by its
   * Message-ID (`<…@…>`). Sets `In-Reply-To` and `References`.
   */
  readonly inReplyTo?: string | undefined;
  /** An invitation to an event, or what becomes of one. */
  readonly calendar?: CalendarInput | undefined;
  /**
   * Lets the recipient unsubscribe with one click (RFC 8058): for all mail that is not asked for. It takes them off its topic, where it
   * has one, else off everything. Needs `publicUrl`.
   */
  readonly unsubscribe?: boolean | undefined;
  /**
   * The recipient asked for it, or needs it: a password reset, an invoice. It passes opt-outs, though not bounces or complaints, and
   * cannot be combined with `unsubscribe`.
   */
  readonly essential?: boolean | undefined;
}

/** What an e-mail says; what is left out the template says. */
interface EmailWords {
  readonly subject?: string | undefined;
  readonly text?: string | undefined;
  readonly html?: string | undefined;
}

/** What an SMS says; left out, the template says it. */
interface SmsWords {
  readonly text?: string | undefined;
}

/** No template, and so no data for one. */
interface Untemplated {
  readonly template?: undefined;
  readonly data?: undefined;
}

/** By channel: all that a message says, or, with a template, what is said instead of the template's words. */
interface Words {
  readonly email: {
    readonly all: Untemplated & { readonly subject: string } & (
        | { readonly html: string; readonly text?: string | undefined }
        | { readonly text: string; readonly html?: string | undefined }
      );
    readonly instead: EmailWords;
  };
  readonly sms: { readonly all: Untemplated & { readonly text: string }; readonly instead: SmsWords };
}

/** The channel has no template in code: pass a stored one's id as a `string`. */
export interface NoTemplateInCode<Ch extends Channel> {
  readonly channel: Ch;
  readonly inCode: never;
}

/** Not `string`, nor a pattern of strings. */
type Literal<Id extends string> = Record<never, 1> extends Record<Id, 1> ? never : Id;

/** A template whose channel is not known when it is compiled is every channel's. */
type InChannel<Known extends Template, Ch extends Channel> = Known extends Known
  ? Ch extends Known['channel']
    ? Known
    : never
  : never;

/** The ids of a channel's templates in code. */
type IdsOf<Known extends Template, Ch extends Channel> = [InChannel<Known, Ch>] extends [never]
  ? NoTemplateInCode<Ch>
  : InChannel<Known, Ch>['id'];

/** `Id` where it may be passed, or what may be passed instead. */
type CheckedId<Id extends string, Known extends Template, Ch extends Channel> = [Literal<Id>] extends [never]
  ? Id
  : Id extends IdsOf<Known, Ch>
    ? Id
    : [Known] extends [never]
      ? Id
      : IdsOf<Known, Ch>;

/** `T` where it is a template of this channel, or what may be passed instead. */
type CheckedTemplate<T, Known extends Template, Ch extends Channel> = T extends string
  ? CheckedId<T, Known, Ch>
  : T extends Template
    ? Ch extends T['channel']
      ? T
      : Template<unknown, string, Ch>
    : never;

/** What a template's schema takes. */
type DataOf<T> = T extends Template<infer Data, string, Channel> ? Data : object;

/** Of a template with a literal id: its own; of any other: an object. */
type DataById<Id extends string, Known extends Template, Ch extends Channel> = [
  Extract<InChannel<Known, Ch>, { readonly id: Literal<Id> }>,
] extends [never]
  ? object
  : DataOf<Extract<InChannel<Known, Ch>, { readonly id: Literal<Id> }>>;

/** The data of a template, named by its id or passed itself. */
type DataFor<T, Known extends Template, Ch extends Channel> = T extends string
  ? DataById<T, Known, Ch>
  : DataOf<T>;

/** May be left out where the template can do without. */
type DataField<Data> =
  Record<never, never> extends Data
    ? { readonly data?: Data | undefined }
    : undefined extends Data
      ? { readonly data?: Data }
      : { readonly data: Data };

/** What is said by templates: of each its own data. */
type Templated<Ch extends Channel, T, Known extends Template> = T extends T
  ? Words[Ch]['instead'] & { readonly template: CheckedTemplate<T, Known, Ch> } & DataField<
        DataFor<T, Known, Ch>
      >
  : never;

/** By a template that is known at run time only, whole: in parts, what was spread or joined would no longer fit. */
type TemplatedSomehow<Ch extends Channel, T> = Words[Ch]['instead'] & {
  readonly template: T;
  readonly data?: object | undefined;
};

/** What a message says: its own words, or a template with its data. */
type Filled<Ch extends Channel, T, Known extends Template> =
  | (undefined extends T ? Words[Ch]['all'] : never)
  | (string extends T
      ? TemplatedSomehow<Ch, Exclude<T, undefined>>
      : Templated<Ch, Exclude<T, undefined>, Known>);

/** What an e-mail says: a template with its data, or a subject and text or HTML. Without `text` it is made from `html`. */
export type EmailContentInput<T = TemplateArgument, Known extends Template = Template> = Omit<
  EmailFields,
  'to'
> &
  Filled<'email', T, Known>;

/** One e-mail to one recipient. */
export type EmailInput<T = TemplateArgument, Known extends Template = Template> = EmailFields &
  Filled<'email', T, Known>;

/** What an SMS says: a template with its data, or a text. */
export type SmsContentInput<T = TemplateArgument, Known extends Template = Template> = Omit<
  MessageInput,
  'to'
> &
  Filled<'sms', T, Known>;

/** One SMS to one recipient. */
export type SmsInput<T = TemplateArgument, Known extends Template = Template> = MessageInput &
  Filled<'sms', T, Known>;

/** Many, read one by one: all by templates, or some without. */
export type Inputs<AllTemplated, Mixed> =
  | Iterable<AllTemplated>
  | AsyncIterable<AllTemplated>
  | Iterable<Mixed>
  | AsyncIterable<Mixed>;

/** Any channel's input once `checkInput` has passed it. */
export interface AnyInput extends EmailFields, EmailWords {
  readonly template?: string | Template | undefined;
  readonly data?: unknown;
}
