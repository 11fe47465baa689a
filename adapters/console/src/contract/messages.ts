import type { ChannelRules } from 'postern';
import { z } from 'zod';
import { channel, eventType, instant, mailbox, origin, priority, status } from './common.ts';
import { draftFinding, smsFinding } from './findings.ts';
import { note } from './notes.ts';

const failure = z.object({
  /** One of the core's `FailureClass`. */
  class: z.string(),
  /** The other side's own code. */
  code: z.string().optional(),
  /** May quote the other side's answer: text, never HTML. */
  message: z.string(),
});

/** A row of the history. */
export const message = z.object({
  id: z.string(),
  channel,
  origin,
  status,
  priority,
  to: mailbox.extend({ consumerId: z.string().optional() }),
  sender: mailbox,
  template: z.object({ id: z.string(), name: z.string() }).optional(),
  subject: z.string().optional(),
  /** The first 200 characters on one line; empty for a confidential message. */
  preview: z.string(),
  createdAt: instant,
  scheduledAt: instant.optional(),
  dueAt: instant.optional(),
  sentAt: instant.optional(),
  expiresAt: instant.optional(),
  attempts: z.number(),
  failure: failure.optional(),
  /** The id of the user who sent it by hand. */
  actor: z.string().optional(),
  /** What the host knows it by. */
  reference: z.string().optional(),
  /** What it was sent together with. */
  batch: z.string().optional(),
  /** The id of what it is about. */
  topic: z.string().optional(),
  /** The name of the one that took it. */
  transport: z.string().optional(),
  confidential: z.boolean(),
});

const event = z.object({
  at: instant,
  type: eventType,
  status,
  attempt: z.number(),
  detail: z.string().optional(),
  /** What `detail` says, by codes. */
  notes: z.array(note).optional(),
});

const content = z.object({
  subject: z.string().optional(),
  text: z.string(),
  /** Never put it into the page: show it by `messageHtml`. It is here to be sent again. */
  html: z.string().optional(),
  replyTo: mailbox.optional(),
  attachments: z.array(
    z.object({
      filename: z.string(),
      contentType: z.string(),
      bytes: z.number(),
      /** Its HTML shows it by `cid:` and this. */
      contentId: z.string().optional(),
    }),
  ),
  /** The link by which its recipient unsubscribes, where it went with one. */
  unsubscribe: z.string().optional(),
  /** An invitation that went along, or what became of one. */
  calendar: z
    .object({ method: z.enum(['REQUEST', 'CANCEL', 'PUBLISH', 'REPLY']), filename: z.string() })
    .optional(),
  /** The Message-ID that it answers; `id` where that is one of ours. */
  inReplyTo: z.object({ messageId: z.string(), id: z.string().optional() }).optional(),
});

export const messageDetail = message.extend({
  /** What the host gave along. */
  metadata: z.record(z.string(), z.string()).optional(),
  /** It passes opt-outs. */
  essential: z.literal(true).optional(),
  providerId: z.string().optional(),
  /** E-mail: `<id@domain>`. */
  messageId: z.string().optional(),
  /** Of one that was sent: whether who took it will say that it arrived. */
  reportsDelivery: z.boolean().optional(),
  /** Absent where it is confidential or was erased. */
  content: content.optional(),
  /** With what its message says, by codes. */
  failure: failure.extend({ notes: z.array(note) }).optional(),
  /** In the order recorded. */
  events: z.array(event),
  /** What its status allows, and this user may do. */
  actions: z.array(z.enum(['cancel', 'reschedule', 'retry'])),
});

/** Newest first. */
export const messagePage = z.object({
  items: z.array(message),
  /** The cursor of the next page; absent on the last. */
  next: z.string().optional(),
  /** Much was looked at for few that fit: what was created before is on the next page, if anywhere. */
  searchedBackTo: instant.optional(),
});

export const searchResult = z.object({
  items: z.array(message),
  /** `false`: time ran out, and messages created before `searchedBackTo` were not looked at. */
  complete: z.boolean(),
  searchedBackTo: instant.optional(),
});

/** `more`: at least so many. */
export const counted = z.object({ count: z.number(), more: z.boolean() });

export const receipt = z.object({ id: z.string(), status, repeated: z.boolean() });

/** The language a template speaks here, and whether it is another than the one that was wanted; absent where it does not say. */
export const spoken = { language: z.string().optional(), fellBack: z.boolean().optional() };

export const emailPreview = z.object({
  ...spoken,
  subject: z.string(),
  text: z.string(),
  html: z.string().optional(),
  /** What would hurt it. */
  findings: z.array(draftFinding),
});

export const smsPreview = z.object({
  ...spoken,
  text: z.string(),
  encoding: z.enum(['GSM-7', 'UCS-2']),
  segments: z.number(),
  characters: z.number(),
  /** How many more characters fit into the last segment. */
  left: z.number(),
  /** What makes it dearer than it looks. */
  findings: z.array(smsFinding),
});

/** Where they can be reached, by the field that a channel's rules name. */
const addresses: { readonly [Field in ChannelRules['consumerField']]: z.ZodOptional<z.ZodString> } = {
  email: z.string().optional(),
  phone: z.string().optional(),
};

export const consumer = z.object({
  id: z.string(),
  name: z.string(),
  ...addresses,
  /** The e-mail address with its domain as people write it; absent as `readableAddress` is. */
  readableEmail: z.string().optional(),
  /** What they read, such as `de` or `pt-BR`. */
  locale: z.string().optional(),
});
export const consumers = z.object({ items: z.array(consumer) });
