import { z } from 'zod';
import { instant, readable, statusCounts } from './common.ts';
import { note } from './notes.ts';
import { paused } from './session.ts';

/** Where the code that confirms the address stands. */
const code = z.object({
  /** `link`: the provider mails a link. Where it is not `us`, the rest is the provider's to know. */
  sentBy: z.enum(['us', 'provider', 'link']),
  /** A code was sent to this address and can still be entered. */
  open: z.boolean(),
  expiresAt: instant.optional(),
  /** 0: wrong codes used up the last one that was sent. */
  triesLeft: z.number().optional(),
  /** No other code is sent before; absent: at once. */
  nextAt: instant.optional(),
});

/** How the sender stands with one transport. */
const standing = z.object({
  /** The transport's name. */
  transport: z.string(),
  codeSentBy: z.enum(['us', 'provider', 'link']),
  /** Its mail can be sent again. */
  resends: z.boolean(),
  /** Whether its keys can be replaced from here. */
  rotatesKeys: z.boolean(),
  addressValidated: z.boolean(),
  domainValidated: z.boolean(),
  /** Both hold. */
  inPlace: z.boolean(),
});
/** In the order they are tried; the first makes the sender ready. */
const transports = z.array(standing);

export const emailSender = z.object({
  id: z.string(),
  /** What messages and templates name it by. */
  key: z.string(),
  /** Messages that name none leave with it. */
  byDefault: z.boolean(),
  name: z.string(),
  /** As DNS and SMTP have it: the domain may be punycode. */
  address: z.string(),
  ...readable,
  addressValidated: z.boolean(),
  addressValidatedBy: z.enum(['code', 'host', 'provider']).optional(),
  domainValidated: z.boolean(),
  /** Both hold: it may send. */
  ready: z.boolean(),
  missing: z.array(z.enum(['create_sender', 'validate_address', 'validate_domain'])),
  code,
  transports,
  createdAt: instant,
});

/** `sent`: a code is on its way. Where it is not, it was too soon for one: `nextAt`. */
export const codeSent = code.extend({ sent: z.boolean() });

/** What creating or changing a sender answers. */
export const emailSenderSaved = emailSender.extend({
  /** What one should know, such as that the domain could not be asked whether it takes mail. */
  warnings: z.array(z.string()),
  code: codeSent,
});

const severity = z.enum(['error', 'warning', 'info']);
const diagnostic = z.object({
  /** One of the core's `DiagnosticCode`. */
  code: z.string(),
  severity,
  /** In English; `params` are the parts of the sentence, for translation. */
  message: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});

const domainRecord = z.object({
  /** Whose provider asks for it. */
  transport: z.string(),
  purpose: z.enum(['ownership', 'dkim', 'dmarc']),
  type: z.enum(['TXT', 'CNAME']),
  /** The full name. */
  name: z.string(),
  /** What goes into the "host" field: the name without the zone; `@` for the zone itself. */
  host: z.string(),
  zone: z.string(),
  /** The zone as people write it; absent where that is the same. */
  readableZone: z.string().optional(),
  value: z.string(),
  /** The value in quoted strings of at most 255 characters. */
  chunked: z.string(),
  /** Checked and shown, but not needed. */
  optional: z.boolean().optional(),
  status: z.enum(['passed', 'failed', 'unknown', 'unchecked']),
  diagnostics: z.array(diagnostic),
});

export const domain = z.object({
  domain: z.string(),
  /** As people write it; absent where that is the same. */
  readableDomain: z.string().optional(),
  validated: z.boolean(),
  records: z.array(domainRecord),
  /** What concerns the domain as a whole. */
  notices: z.array(diagnostic),
  transports,
  checkedAt: instant.optional(),
});

export const smsSender = z.object({
  /** Absent: the service's default. */
  key: z.string().optional(),
  /** Messages that name none leave with it. */
  byDefault: z.boolean(),
  kind: z.enum(['address', 'alphanumeric', 'number', 'shortcode', 'pool']),
  value: z.string(),
  /** The transport's default serves until the site sets its own. */
  isDefault: z.boolean(),
});

/** All senders of a channel, to choose from: the one by default first, then by key. */
export const senders = z.object({
  items: z.array(
    z.object({
      key: z.string(),
      byDefault: z.boolean(),
      name: z.string().optional(),
      /** The e-mail address, number or name. */
      address: z.string(),
      ...readable,
      /** It may send. */
      ready: z.boolean(),
    }),
  ),
});

/** By the sender's key. */
export const signatures = z.object({
  items: z.array(z.object({ key: z.string(), html: z.string().optional(), text: z.string() })),
});

/** More wait than were counted. */
const moreWaiting = z.literal(true).optional();

const overview = z.object({
  /** Messages the other side took: sent, delivered or undelivered. */
  sent: z.number(),
  counts: statusCounts,
  moreWaiting,
  /** Since when a message of the channel has been due and was not sent; absent where none has been for a minute. */
  overdueSince: instant.optional(),
  /** How many senders there are beside the one by default. */
  otherSenders: z.number(),
  paused,
  /** What stands that somebody should look at, of this channel, or of the site and no channel; the first raised first. */
  alerts: z.array(
    z.object({
      kind: z.string(),
      since: instant,
      /** A sentence in English, with the figures of that time. */
      detail: z.string(),
      /** What `detail` says, by code. */
      notes: z.array(note),
      /** The id of the webhook that it is about, where it is. */
      webhook: z.string().optional(),
    }),
  ),
});
export const emailOverview = overview.extend({ sender: emailSender.optional() });
export const smsOverview = overview.extend({ sender: smsSender.optional() });

/** Oldest first, days without messages included. */
export const daily = z.object({
  days: z.array(
    z.object({
      /** `YYYY-MM-DD`, UTC. */
      day: z.string(),
      counts: statusCounts,
      moreWaiting,
    }),
  ),
});

/** By the hour oldest first, otherwise the largest first. */
export const statistics = z.object({
  from: instant,
  groups: z.array(
    z.object({
      /** The hour's beginning, the template's id or the domain; absent of messages without. */
      key: z.string().optional(),
      /** The template's name. */
      name: z.string().optional(),
      counts: statusCounts,
    }),
  ),
  /** The smaller groups, in sum. */
  others: z.object({ groups: z.number(), counts: statusCounts }),
  /** What was created before this was not counted: there are too many. */
  countedBackTo: instant.optional(),
});

/** Handed over, bounced, and reported as unwanted. */
export const outcomes = z.object({ sent: z.number(), bounced: z.number(), complained: z.number() });
