import type { ChannelRules } from 'postern';
import { z } from 'zod';
import { channel, eventType, instant, mailbox, origin, priority, readable, status } from './common.ts';
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
const spoken = { language: z.string().optional(), fellBack: z.boolean().optional() };

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

/** What is no message by itself. */
const partKind = z.enum(['layout', 'partial']);

const texts = {
  subject: z.string().optional(),
  text: z.string().optional(),
  html: z.string().optional(),
};

export const template = z.object({
  id: z.string(),
  channel,
  name: z.string(),
  /** What its messages have unless they say otherwise. */
  priority: priority.optional(),
  /** The key of the sender that its messages leave with. */
  sender: z.string().optional(),
  /** The topic's id that its messages are about. */
  topic: z.string().optional(),
  ...texts,
  /** What these texts are in (BCP 47). */
  language: z.string().optional(),
  /** The same in other languages, by their codes. */
  translations: z.record(z.string(), z.object(texts)).optional(),
  /** What each language asks for, its own first. */
  languages: z
    .array(z.object({ language: z.string(), variables: z.array(z.string()), broken: z.string().optional() }))
    .optional(),
  /** Values to try it with; never sent. */
  sample: z.record(z.string(), z.unknown()).optional(),
  /** Those in code can be used but not changed here. */
  definedIn: z.enum(['code', 'storage']),
  /** Of a layout or partial, which other templates use: no message is made of it by itself. */
  kind: partKind.optional(),
  /** Of a layout or partial: what names it, by name. */
  usedBy: z.array(z.object({ id: z.string(), name: z.string() })).optional(),
  /** Its texts are made by a function of the service's: it has none to look at but what they become. */
  madeBy: z.enum(['function']).optional(),
  /** The variables it uses, such as `name` or `order.number`. */
  variables: z.array(z.string()),
  /** The number of the version that is shown; absent where it is in code. */
  version: z.number().optional(),
  /** Who saved it, as the host names users. */
  savedBy: z.string().optional(),
  updatedAt: instant.optional(),
});
export const templates = z.object({ items: z.array(template) });

/** What is to become a template, or its next version; nothing is sent by it. It may be unfinished. */
export const templateDraft = template
  .pick({
    ...{ id: true, channel: true, name: true, kind: true, priority: true, sender: true, topic: true },
    ...{ subject: true, text: true, html: true, variables: true, savedBy: true },
    ...{ language: true, translations: true, languages: true, sample: true },
  })
  .extend({
    /** The version it was begun from; 0 where there was none. */
    basedOn: z.number(),
    updatedAt: instant,
  });
export const templateDrafts = z.object({ items: z.array(templateDraft) });
/** `null`: there is none. */
export const templateDraftOf = z.object({ draft: templateDraft.nullable() });

/** What was sent by a template. */
export const templateUse = z.object({
  /** The newest message; absent where there is none, or where there was too much to look through. */
  last: z.object({ id: z.string(), at: instant }).optional(),
  /** There was none since then; what is older was not looked at. */
  searchedBackTo: instant.optional(),
  /** Messages of the last `days` days; `more`: there are more than were counted. */
  recent: z.object({ days: z.number(), ...counted.shape }),
});

const templateVersion = {
  number: z.number(),
  at: instant,
  /** Who saved it, as the host names users. */
  actor: z.string().optional(),
};
/** The newest first. */
export const templateVersions = z.object({
  items: z.array(z.object(templateVersion)),
  next: z.string().optional(),
});
/** What a template was in a version. */
export const templateVersionDetail = z.object({
  ...templateVersion,
  content: template.pick({
    ...{ name: true, priority: true, sender: true, topic: true },
    ...{ subject: true, text: true, html: true, language: true, translations: true, sample: true },
  }),
});

/** A template with its data put in, without the site's prefix: what a form is pre-filled with. */
export const rendered = z.object({ ...texts, ...spoken });

export const suppressionReason = z.enum(['bounced', 'complained', 'opted_out', 'manual']);

const suppression = z.object({
  /** As it is stored, and taken off the list by. */
  address: z.string(),
  ...readable,
  /** What is not sent there; absent: anything. */
  topic: z.string().optional(),
  reason: suppressionReason,
  /** `provider`, `recipient`, `host`, or the id of the user who added it. */
  source: z.string(),
  at: instant,
});
/** What keeps messages from somebody whatever they chose, and since when. */
const held = z.object({ reason: suppressionReason, at: instant }).optional();

/** What a person is sent in one channel. */
const choices = z.object({
  channel,
  address: z.string(),
  ...readable,
  /** Of everything; then the topics do not matter. */
  optedOut: z.boolean(),
  since: instant.optional(),
  /** The whole address. */
  held,
  /** In the configuration's order. */
  topics: z.array(
    z.object({
      id: z.string(),
      subscribed: z.boolean(),
      /** When they opted out of it. */
      since: instant.optional(),
      held,
    }),
  ),
});
export const preferences = z.object({
  items: z.array(choices),
  /** Channels in which the address that the host knows of them cannot be used. */
  unreadable: z.array(channel),
});

/** All entries of one address. */
export const suppressionsOf = z.object({ items: z.array(suppression) });
export const suppressionPage = z.object({ items: z.array(suppression), next: z.string().optional() });
/** What an import did, or would do. */
export const suppressionImport = z.object({
  rows: z.number(),
  added: z.number(),
  known: z.number(),
  wrong: z.number(),
  /** The first of those that are wrong: where, and the core's code. */
  problems: z.array(z.object({ row: z.number(), code: z.string() })),
  /** Where the next call goes on `from`; absent where all was looked at. */
  next: z.number().optional(),
});
/** `false`: nothing had to be done, the address was on the list (or was not). */
export const changed = z.object({ changed: z.boolean() });
