import type { Channel } from 'postern';
import type { z } from 'zod';
import { auditEntries, type auditEntry, auditPage } from './contract/audit.ts';
import * as batches from './contract/batches.ts';
import { changed, type errorAnswer } from './contract/common.ts';
import type { EndpointName, endpoints } from './contract/endpoints.ts';
import * as manyMessages from './contract/many.ts';
import * as messages from './contract/messages.ts';
import { queries } from './contract/queries.ts';
import { bodies } from './contract/requests.ts';
import * as senders from './contract/senders.ts';
import { liveEvent, session } from './contract/session.ts';
import * as suppressions from './contract/suppressions.ts';
import * as templates from './contract/templates.ts';
import * as hooks from './contract/webhooks.ts';

export { auditAction } from './contract/audit.ts';
export { type ConsoleErrorCode, consoleErrorCodes, statuses } from './contract/common.ts';
export {
  type Endpoint,
  type EndpointName,
  embedPath,
  endpoints,
  type Permission,
} from './contract/endpoints.ts';
// The HTTP contract between the server and the single-page app. `endpoints` (methods and paths) is free of zod.
export { bodies, liveEvent, queries };

/** What each JSON call answers, with 200 (201 for what was created). Calls without an entry answer 204 and nothing. */
export const responses = {
  session,
  emailOverview: senders.emailOverview,
  smsOverview: senders.smsOverview,
  daily: senders.daily,
  statistics: senders.statistics,
  outcomes: senders.outcomes,
  resume: changed,
  senders: senders.senders,
  /** `null`: there is none yet. */
  emailSender: senders.emailSender.nullable(),
  createEmailSender: senders.emailSenderSaved,
  updateEmailSender: senders.emailSenderSaved,
  signatures: senders.signatures,
  sendCode: senders.codeSent,
  confirmCode: senders.emailSender,
  checkAddress: senders.emailSender,
  domain: senders.domain,
  checkDomain: senders.domain,
  rotateKeys: senders.domain,
  /** `null`: there is none, and no default. */
  smsSender: senders.smsSender.nullable(),
  setSmsSender: senders.smsSender,
  searchConsumers: messages.consumers,
  consumer: messages.consumer,
  consumerHistory: messages.messagePage,
  preferences: suppressions.preferences,
  setPreferences: suppressions.preferences,
  templates: templates.templates,
  template: templates.template,
  createTemplate: templates.template,
  saveTemplate: templates.template,
  templateUse: templates.templateUse,
  templateDrafts: templates.templateDrafts,
  createDraft: templates.templateDraft,
  templateDraft: templates.templateDraftOf,
  saveDraft: templates.templateDraft,
  publishDraft: templates.template,
  templateVersions: templates.templateVersions,
  templateVersion: templates.templateVersionDetail,
  restoreTemplate: templates.template,
  renderTemplate: templates.rendered,
  previewEmail: messages.emailPreview,
  previewSms: messages.smsPreview,
  testEmail: messages.receipt,
  sendEmail: messages.receipt,
  sendSms: messages.receipt,
  checkEmails: batches.checkedMany,
  checkTexts: batches.checkedMany,
  sendEmails: batches.manySent,
  sendTexts: batches.manySent,
  batch: batches.batch,
  cancelBatch: batches.batchCanceled,
  history: messages.messagePage,
  search: messages.searchResult,
  count: messages.counted,
  matching: manyMessages.matching,
  many: manyMessages.manyDone,
  message: messages.messageDetail,
  cancel: messages.message,
  reschedule: messages.message,
  retry: messages.message,
  sendAgain: messages.receipt,
  suppressions: suppressions.suppressionPage,
  /** `null`: the address is not on the list. */
  findSuppression: suppressions.suppressionsOf,
  addSuppression: changed,
  importSuppressions: suppressions.suppressionImport,
  suppressionHistory: auditEntries,
  deleteSuppression: changed,
  webhooks: hooks.webhooks,
  createWebhook: hooks.webhookCreated,
  updateWebhook: hooks.webhook,
  rotateWebhook: hooks.webhookSecret,
  enableWebhook: hooks.webhook,
  retryWebhook: hooks.webhookRetried,
  disableWebhook: hooks.webhook,
  testWebhook: hooks.webhookDelivery,
  webhookDeliveries: hooks.webhookDeliveryPage,
  audit: auditPage,
} as const satisfies Partial<Record<EndpointName, z.ZodType>>;

/** The names in a path: `'channel' | 'id'` of `:channel/messages/:id`. */
type PathParams<Path extends string> = Path extends `${infer Head}/${infer Rest}`
  ? PathParams<Head> | PathParams<Rest>
  : Path extends `:${infer Name}`
    ? Name
    : never;

/** What a call takes and gives, by name. */
export type Call<Name extends EndpointName> = {
  readonly params: {
    readonly [P in PathParams<(typeof endpoints)[Name]['path']>]: P extends 'channel' ? Channel : string;
  };
  /** Before it is made text; lists by commas. */
  readonly query: Name extends keyof typeof queries ? z.input<(typeof queries)[Name]> : undefined;
  readonly body: Name extends keyof typeof bodies ? z.input<(typeof bodies)[Name]> : undefined;
  readonly response: Name extends keyof typeof responses ? z.output<(typeof responses)[Name]> : undefined;
};

export type Session = z.output<typeof session>;
export type LiveEvent = z.output<typeof liveEvent>;
export type ErrorAnswer = z.output<typeof errorAnswer>;
export type EmailSenderState = z.output<typeof senders.emailSender>;
export type Signature = z.output<typeof senders.signatures>['items'][number];
export type Senders = z.output<typeof senders.senders>;
export type SmsSenderState = z.output<typeof senders.smsSender>;
export type Domain = z.output<typeof senders.domain>;
export type Message = z.output<typeof messages.message>;
export type MessageDetail = z.output<typeof messages.messageDetail>;
export type MessagePage = z.output<typeof messages.messagePage>;
export type Consumer = z.output<typeof messages.consumer>;
export type Choices = z.output<typeof suppressions.preferences>['items'][number];
export type Template = z.output<typeof templates.template>;
export type TemplateDraft = z.output<typeof templates.templateDraft>;
export type TemplateVersions = z.output<typeof templates.templateVersions>;
export type TemplateVersionDetail = z.output<typeof templates.templateVersionDetail>;
export type SuppressionPage = z.output<typeof suppressions.suppressionPage>;
export type Batch = z.output<typeof batches.batch>;
export type CheckedMany = z.output<typeof batches.checkedMany>;
export type ManySent = z.output<typeof batches.manySent>;
export type EmailPreview = z.output<typeof messages.emailPreview>;
export type SmsPreview = z.output<typeof messages.smsPreview>;
export type Webhook = z.output<typeof hooks.webhook>;
export type WebhookDelivery = z.output<typeof hooks.webhookDelivery>;
export type AuditEntry = z.output<typeof auditEntry>;
export type AuditPage = z.output<typeof auditPage>;
export type WebhookDeliveryPage = z.output<typeof hooks.webhookDeliveryPage>;

/** The header that carries the session's token in every call that is not a GET. */
export const csrfHeader = 'x-postern-csrf';

/**
 * What the server puts into `index.html`, which the app's build carries as written here:
 * `<meta name="postern-base" content="__POSTERN_BASE__">`, the mount's path (`/messaging`, or empty at the root), and
 * `<meta property="csp-nonce" nonce="__POSTERN_NONCE__">` for style elements made at run time (read it from the property
 * `.nonce`: the attribute is hidden from scripts). The build uses relative asset URLs (`base: './'`), which are made
 * absolute; `__POSTERN_BASE__` stands nowhere else.
 */
export const placeholders = { base: '__POSTERN_BASE__', nonce: '__POSTERN_NONCE__' } as const;
