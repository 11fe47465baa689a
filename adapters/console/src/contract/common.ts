import type {
  Channel,
  ExportColumn,
  FailureClass,
  MessageEventType,
  MessageStatus,
  Origin,
  Priority,
} from 'postern';
import { z } from 'zod';

// Only types come from the core: the single-page app bundles this file.

const channels: { readonly [Name in Channel]: Name } = { email: 'email', sms: 'sms' };
export const channel = z.enum(channels);
export const origin = z.enum(['web', 'sys'] satisfies Origin[]);

const priorities: { readonly [Name in Priority]: Name } = { high: 'high', normal: 'normal', low: 'low' };
/** What goes first where several wait. */
export const priority = z.enum(priorities);

const failureClasses: { readonly [Name in FailureClass]: Name } = {
  recipient: 'recipient',
  opted_out: 'opted_out',
  blocked: 'blocked',
  content: 'content',
  sender: 'sender',
  configuration: 'configuration',
  throttled: 'throttled',
  temporary: 'temporary',
  network: 'network',
  ambiguous: 'ambiguous',
  expired: 'expired',
  lost: 'lost',
  transport_fault: 'transport_fault',
};
/** What a failure is about. */
export const failureClass = z.enum(failureClasses);

const exportColumns: { readonly [Name in ExportColumn]: Name } = {
  createdAt: 'createdAt',
  status: 'status',
  to: 'to',
  toName: 'toName',
  consumerId: 'consumerId',
  subject: 'subject',
  preview: 'preview',
  sender: 'sender',
  senderName: 'senderName',
  template: 'template',
  origin: 'origin',
  actor: 'actor',
  topic: 'topic',
  reference: 'reference',
  batch: 'batch',
  scheduledAt: 'scheduledAt',
  sentAt: 'sentAt',
  attempts: 'attempts',
  transport: 'transport',
  failure: 'failure',
  failureCode: 'failureCode',
  failureMessage: 'failureMessage',
  messageId: 'messageId',
  id: 'id',
};
/** What a file of messages may hold. */
export const exportColumn = z.enum(exportColumns);
/** What stands above a column of an export. */
export const heading = z.string().max(100);
/** Between the cells of a file; left out: a comma. */
export const delimiter = z.enum([',', ';', '\t']);

/** A time on the wire: ISO 8601, UTC in what the server answers. */
export const instant = z.iso.datetime({ offset: true });

export const statuses = [
  'scheduled',
  'queued',
  'sending',
  'sent',
  'delivered',
  'undelivered',
  'failed',
  'suppressed',
  'canceled',
  'unknown',
] as const satisfies readonly MessageStatus[];
export const status = z.enum(statuses);
export const statusCounts = z.record(status, z.number());

export const eventTypes = [
  'scheduled',
  'queued',
  'rescheduled',
  'sending',
  'sent',
  'retry',
  'given_back',
  'lost',
  'unknown',
  'failed',
  'suppressed',
  'canceled',
  'requeued',
  'delivered',
  'undelivered',
  'delayed',
  'opened',
  'clicked',
  'complained',
  'unsubscribed',
] as const satisfies readonly MessageEventType[];
export const eventType = z.enum(eventTypes);

/** Beside an `address`, on everything that has one. */
export const readable = {
  /** With the domain as people write it: to be shown. Absent where that is the same, or could be mistaken for another domain. */
  readableAddress: z.string().optional(),
};

export const mailbox = z.object({
  name: z.string().optional(),
  /** As it is stored, and as SMTP has it: the domain of an e-mail address may be punycode. */
  address: z.string(),
  ...readable,
});

/** Numbers come as text in a query. */
export const limit = z.coerce.number().int().min(1).max(100).optional();
export const cursor = z.string().max(600).optional();

/**
 * Every refusal. `code` is one of the core's `MessagingErrorCode` or of {@link consoleErrorCodes}; `message` is a sentence for people;
 * `details` hold facts (`field`, `missing`, `variables`, `attemptsLeft`, `retryAt`, …), for `invalid_request` also `issues`.
 */
export const errorAnswer = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    details: z.record(z.string(), z.unknown()),
  }),
});

export const consoleErrorCodes = [
  /** 401: nobody is signed in; `details.signInUrl` says where to, if the host does. */
  'unauthorized',
  /** 403: the user may not do this. */
  'forbidden',
  /** 403: the token is missing, old or another user's: ask for the session again and retry once. */
  'csrf_invalid',
  /** 403: another site asked. */
  'foreign_origin',
  /** 400: query or body do not fit; `details.issues` names each field. */
  'invalid_request',
  /** 400 */
  'malformed_json',
  /** 404 */
  'no_such_route',
  /** 404: not one of the user's sites. */
  'no_such_site',
  /** 404: the message has no HTML. */
  'no_html',
  /** 404: the message has no file at this place. */
  'no_such_file',
  /** 409: `authorize` gave no `user.email` that a test could go to. */
  'no_own_address',
  /** 405 */
  'method_not_allowed',
  /** 409: there is a template with this id: change that, or choose another id. */
  'template_exists',
  /** 413: over `limits.requestBytes`. */
  'body_too_large',
  /** 415 */
  'unsupported_media_type',
  /** 429: the allowance is used up until `details.retryAt`. */
  'too_many_requests',
  /** 429: the user has too many event streams open; ask again later and poll meanwhile. */
  'too_many_streams',
  /** 500: what happened is told to the host only. */
  'internal',
  /** 503: the console is being closed. */
  'closing',
] as const;
export type ConsoleErrorCode = (typeof consoleErrorCodes)[number];

/** `false`: nothing had to be done, the address was on the list (or was not). */
export const changed = z.object({ changed: z.boolean() });
