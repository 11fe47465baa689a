import { z } from 'zod';
import { MessagingError } from '../errors.ts';
import { hasControlCharacters } from '../model/address.ts';
import { listOf, named, refusalOf, text } from '../model/arguments.ts';
import { calendarFault, calendarMethods } from '../model/calendar.ts';
import { languageArgument } from '../model/language.ts';
import type { Channel } from '../model/message.ts';
import { isOwnHeader } from '../model/own-headers.ts';
import { priorities } from '../model/priority.ts';
import { senderKey } from '../model/sender-key.ts';
import { topicArgument } from '../model/topic.ts';
import { idForm } from '../templates/template-forms.ts';

/** Limits on one message. */
export const messageLimits = {
  /** Characters, the site's prefix included. */
  subject: 500,
  /** Characters of text or HTML, each. */
  body: 1_000_000,
  /** Characters of an SMS, the site's prefix included; what the providers take at most. */
  sms: 1600,
  attachments: 20,
  /** Bytes of all attachments together, decoded. */
  attachmentBytes: 10_000_000,
  /** Bytes of a calendar's content, as UTF-8. */
  calendarBytes: 100_000,
  headers: 20,
  /** Characters of one header's value. */
  headerValue: 900,
  /** How far ahead a message may be scheduled, in ms: one year. */
  scheduleAheadMs: 366 * 86_400_000,
} as const;

const oneLine = (max: number) =>
  text(max).refine((line) => !hasControlCharacters(line), 'must be one line without control characters');
/** What names a batch: the host's own id, or one of ours. */
export const batchId = oneLine(100).min(1);
const mailbox = z.strictObject({ name: oneLine(200).optional(), address: text(320) });
const consumerId = text(255).min(1);
const recipient = mailbox.extend({ consumerId: consumerId.optional() });

/** RFC 5322 §3.6.8: printable ASCII without the colon. */
const headerName = /^[\x21-\x39\x3b-\x7e]{1,76}$/;
/** Set by `unsubscribe: true`. */
const unsubscribeHeader = /^list-unsubscribe(-post)?$/i;
const headerRecord = z.record(
  text(76)
    .regex(headerName, 'is not a header name')
    .refine(
      (name) => !isOwnHeader(name),
      'is a header that the mail is made of, or that servers write: use the field for it, or leave it out',
    )
    .refine((name) => !unsubscribeHeader.test(name), 'is set by "unsubscribe: true": use that'),
  oneLine(messageLimits.headerValue),
);
const headers = z
  .looseObject({})
  // Counted before any is looked at.
  .refine((all) => Object.keys(all).length <= messageLimits.headers, {
    abort: true,
    error: `has more than ${messageLimits.headers} entries`,
  })
  .pipe(headerRecord);

const mostMetadata = 20;
const metadata = z
  .looseObject({})
  // Counted before any is looked at.
  .refine((all) => Object.keys(all).length <= mostMetadata, {
    abort: true,
    error: `has more than ${mostMetadata} entries`,
  })
  .pipe(z.record(oneLine(40).min(1), text(500)));

/** A field that there is not, with what to do instead. */
const instead = (error: string) => z.undefined({ error }).optional();

const filename = oneLine(255).refine(
  (name) => name.trim() !== '' && !/[/\\]/.test(name),
  'must be a file name without a path',
);

const attachment = z.strictObject({
  filename,
  content: z.union([text(messageLimits.attachmentBytes), z.instanceof(Uint8Array)]),
  contentType: text(255)
    .regex(/^[\w.+-]{1,80}\/[\w.+-]{1,80}(; ?[\w-]+=[\w."-]+)*$/, 'is not a media type')
    .optional(),
  contentId: text(100)
    .regex(/^[\w.@+-]{1,100}$/, 'may hold letters, digits and ._@+- only')
    .optional(),
  // What those who come from nodemailer pass.
  path: instead('is not supported, nothing is read or fetched for you: pass the bytes as "content"'),
  href: instead('is not supported, nothing is read or fetched for you: pass the bytes as "content"'),
  cid: instead('is called "contentId" here'),
  encoding: instead('is not supported: pass the bytes as "content", as with Buffer.from(text, encoding)'),
});

// Weighed here already, by the least that it can be: nothing is hashed or copied that is too large.
const attachments = listOf(attachment, messageLimits.attachments).refine(
  (all) => all.reduce((sum, { content }) => sum + content.length, 0) <= messageLimits.attachmentBytes,
  `are at most ${messageLimits.attachmentBytes / 1e6} MB together`,
);

const calendar = z
  .strictObject({
    method: z.enum(calendarMethods),
    content: text(messageLimits.calendarBytes).refine(
      (content) => Buffer.byteLength(content, 'utf8') <= messageLimits.calendarBytes,
      { abort: true, error: `is longer than ${messageLimits.calendarBytes / 1e3} kB` },
    ),
    filename: filename.refine((name) => /\.ics$/i.test(name), 'must end with .ics').optional(),
  })
  .superRefine(({ content, method }, context) => {
    const message = calendarFault(content, method);
    if (message !== undefined) context.addIssue({ code: 'custom', path: ['content'], message });
  });

/** Where one branch of a union alone was meant, its own words say more. */
const wrongTo: z.core.$ZodErrorMap = ({ input }) => {
  if (typeof input === 'number' || typeof input === 'bigint')
    return "is a number: a consumer's id is passed as a string, String(id)";
  if (Array.isArray(input))
    return 'is a list: each message has one recipient. Send one message each, by sendMany';
  if (input === '') return 'is empty';
  if (typeof input === 'string') return "is longer than a consumer's id may be, 255 characters";
  return input === undefined
    ? 'is missing'
    : "is a consumer's id (a string), or { address, name?, consumerId? } with strings of one line";
};

/** What the record keeps of a template; the rest is checked where it is rendered. */
const templateOf = z.looseObject({
  id: text(64).regex(idForm),
  name: oneLine(200).optional(),
  channel: z.string(),
  priority: z.enum(priorities).optional(),
  topic: topicArgument.optional(),
  sender: senderKey.optional(),
});

const common = {
  to: z.union([consumerId, recipient], { error: wrongTo }),
  template: z.union([text(64), templateOf]).optional(),
  data: z.unknown().optional(),
  language: languageArgument.optional(),
  sender: senderKey.optional(),
  origin: z.enum(['web', 'sys']).optional(),
  priority: z.enum(priorities).optional(),
  actor: named(oneLine(200)).optional(),
  scheduledAt: z.date().optional(),
  expiresAt: z.date().optional(),
  idempotencyKey: oneLine(200).min(1).optional(),
  confidential: z.boolean().optional(),
  reference: oneLine(200).min(1).optional(),
  batch: batchId.optional(),
  metadata: metadata.optional(),
  topic: topicArgument.optional(),
};

const oneRecipient = instead(
  'is not supported: each message has one recipient, so that its status, bounces and history are its own. Send one message each',
);

/** A channel's messages, and what of them is the same whoever it goes to. */
const schemasOf = (fields: z.ZodRawShape) => ({
  whole: z.strictObject({ ...common, ...fields }),
  content: z.strictObject({ ...common, ...fields, to: z.unknown().optional() }),
});

const schemas: Readonly<Record<Channel, ReturnType<typeof schemasOf>>> = {
  email: schemasOf({
    cc: oneRecipient,
    bcc: oneRecipient,
    from: instead(
      'is not a field: mail leaves with the site\'s sender, which "email.sender" sets up, or with the one whose key is in "sender"',
    ),
    icalEvent: instead('is called "calendar" here: { method, content, filename? }'),
    subject: oneLine(messageLimits.subject).optional(),
    text: text(messageLimits.body).optional(),
    html: text(messageLimits.body).optional(),
    replyTo: z.union([text(320), mailbox]).optional(),
    headers: headers.optional(),
    attachments: attachments.optional(),
    calendar: calendar.optional(),
    inReplyTo: oneLine(500)
      .regex(/^(msg_[0-9a-z]{1,60}|<[!-;=?-~]+@[!-;=?-~]+>)$/, "is a message's id, or a Message-ID: <…@…>")
      .optional(),
    unsubscribe: z.boolean().optional(),
    essential: z.boolean().optional(),
  }),
  sms: schemasOf({ text: text(messageLimits.sms).optional() }),
};

/** Checks what came from outside against the channel's form. @throws MessagingError `invalid_message` */
export function checkInput(channel: Channel, input: unknown): void {
  refuse(refusalOf(schemas[channel].whole, input));
}

/** As {@link checkInput}, whoever it goes to. @throws MessagingError `invalid_message` */
export function checkContent(channel: Channel, input: unknown): void {
  refuse(refusalOf(schemas[channel].content, input));
}

function refuse(refused: ReturnType<typeof refusalOf>): void {
  if (refused) throw invalidMessage(refused.path, `"${refused.path || 'message'}" ${refused.message}.`);
}

export function invalidMessage(path: string, sentence: string): MessagingError {
  return new MessagingError('invalid_message', sentence, { details: { field: path } });
}
