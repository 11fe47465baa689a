/**
 * E-mail and SMS for a Node service, embedded in it: {@link Messaging} records what is sent, hands it over by the
 * transports that it is given, and answers what became of it. This entry is what a host wires and calls: the types of
 * all that goes in and comes out, and {@link MessagingError}, the one error that is thrown. What only those need who
 * write an adapter is in `postern/adapter`.
 *
 * @example
 * ```ts
 * import { memory, memoryTransport } from '@postern/memory';
 * import { Messaging } from 'postern';
 *
 * const messaging = new Messaging({
 *   site: { id: 'acme', name: 'Acme' },
 *   secret: 'at least 32 random characters, from your configuration',
 *   ...memory(),
 *   sms: memoryTransport({ channel: 'sms', defaultSender: { address: 'Acme' } }),
 * });
 * await messaging.start();
 * await messaging.sms.send({ to: { address: '+447400123456' }, text: 'Your parcel is here.' });
 * const { items } = await messaging.sms.history({ status: 'sent' });
 * ```
 *
 * @packageDocumentation
 */
export type { Actor, AuditLog, AuditOptions, AuditPage } from './audit.ts';
export { EmailChannel, type EmailCheck, type EmailPreview, SmsChannel } from './channel.ts';
export type { MessagingConfig } from './config.ts';
export type {
  Health,
  HealthReason,
  HealthReasonCode,
  QueueHealth,
  StorageHealth,
  SubscriptionHealth,
  TransportHealth,
  VerifyHealth,
} from './delivery/health.ts';
export { defaultRetryPolicy, retryDelay } from './delivery/retry.ts';
export type { RoundOptions } from './delivery/round.ts';
export type { DeliveryOptions } from './delivery-options.ts';
export * from './errors.ts';
export type { MessagingEvents } from './events.ts';
export type { Received } from './feedback/events.ts';
export type {
  SuppressionImport,
  SuppressionImportOptions,
  SuppressionRow,
} from './feedback/import/import.ts';
export type { SuppressionRowFault } from './feedback/import/read-row.ts';
export type { Preferences, PreferencesInput, RecipientPreferences } from './feedback/preferences.ts';
export type { SuppressionExportOptions } from './feedback/suppression-export.ts';
export type {
  SuppressionInput,
  SuppressionListOptions,
  SuppressionOptions,
  SuppressionPage,
  SuppressionRemoval,
  Suppressions,
} from './feedback/suppressions.ts';
export type { Batch, BatchFailure, CancelBatchOptions, CanceledBatch } from './history/batches.ts';
export type { ConsumerLookup, ConsumerSearchOptions } from './history/consumer-lookup.ts';
export type { CountOptions } from './history/count.ts';
export type { DayCounts } from './history/daily.ts';
export type { MatchOptions } from './history/each.ts';
export { type ExportColumn, type ExportOptions, exportColumns } from './history/export.ts';
export type { HistoryFilters, HistoryOptions, HistoryPage, SearchOptions } from './history/history.ts';
export type { SendAgainOptions } from './history/send-again.ts';
export type { Statistics, StatisticsOptions } from './history/statistics.ts';
export { httpStatus } from './http-status.ts';
export type { BeforeSend, BeforeSendHook, BeforeSendVerdict } from './interfaces/before-send.ts';
export type * from './interfaces/consumers.ts';
export type * from './interfaces/dns-resolver.ts';
export type { Logger } from './interfaces/logger.ts';
export type { Inbound, MessageReport } from './interfaces/provider-events.ts';
export type { Queue } from './interfaces/queue.ts';
export type { LimitStore } from './interfaces/storage/limits.ts';
export type { WaitingLane } from './interfaces/storage/message-claims.ts';
export type { Reported } from './interfaces/storage/message-reports.ts';
export type { Counted, SearchResult } from './interfaces/storage/messages.ts';
export type { OutcomeCounts } from './interfaces/storage/outcomes.ts';
export type { Erased } from './interfaces/storage/retention.ts';
export type { SenderKind, SenderRecord, SenderSignature, ValidatedBy } from './interfaces/storage/senders.ts';
export type { MessageGroup, StatisticsKey } from './interfaces/storage/statistics.ts';
export type { Storage } from './interfaces/storage/storage.ts';
export type { Suppression, SuppressionReason } from './interfaces/storage/suppressions.ts';
export type {
  TemplateContent,
  TemplateTranslation,
  TemplateVersion,
} from './interfaces/storage/templates.ts';
export type { Tx } from './interfaces/storage/transaction.ts';
export type {
  WebhookDelivery,
  WebhookDisabledReason,
  WebhookFailure,
  WebhookRecord,
} from './interfaces/storage/webhooks.ts';
export type * from './interfaces/telemetry.ts';
export type * from './interfaces/transport.ts';
export type { Overview, TransportState } from './message-channel.ts';
export { Messaging } from './messaging.ts';
export { type EmailAddress, parseEmailAddress, readEmailAddress } from './model/address.ts';
export type { Alert, AlertKind } from './model/alert.ts';
export type { AlertOptions, RateThreshold } from './model/alert-settings.ts';
export { type AuditAction, type AuditEntry, auditActions } from './model/audit.ts';
export type { CalendarMethod, CalendarPart } from './model/calendar.ts';
export { type ChannelRules, channelRules, channels, isChannel, type UnknownPolicy } from './model/channel.ts';
export type * from './model/domain-records.ts';
export type { HintParameters } from './model/hint.ts';
export {
  type Attachment,
  type Channel,
  type Failure,
  type FailureClass,
  failureClasses,
  type Mailbox,
  type Message,
  type MessageContent,
  type MessageDetail,
  type MessageEvent,
  type MessageId,
  type Origin,
  type Recipient,
} from './model/message.ts';
export type { Note, NoteCode, NotedRate, NoteParameters } from './model/note.ts';
export { readNotes } from './model/notes.ts';
export { type PartKind, partKinds } from './model/part-kind.ts';
export { type Priority, priorities } from './model/priority.ts';
export { readableAddress, readableDomain } from './model/readable-domain.ts';
export type { ReportedParameters } from './model/reported.ts';
export type { ChannelSafeMode, SafeMode, SafeModeState } from './model/safe-mode.ts';
export { type Site, type SiteBrand, sitePrefix } from './model/site.ts';
export {
  allowedFrom,
  isFinal,
  type MessageEventType,
  type MessageStatus,
  messageEventTypes,
  messageStatuses,
  type ReportedStatus,
  type ReportType,
} from './model/status.ts';
export type { StatusCounts } from './model/status-counts.ts';
export type { Topic, Worded } from './model/topic.ts';
export type { SecretRotation } from './secrets/rotation.ts';
export type { DomainRecord, DomainState } from './senders/domain/email-domain.ts';
export type { EmailSender } from './senders/email-sender.ts';
export { codeRules } from './senders/one-time-code.ts';
export type { CodeSent } from './senders/sender-code.ts';
export type {
  ByHost,
  ChangeOfTransport,
  CheckOptions,
  OfTransport,
  SenderCreated,
  SenderInput,
} from './senders/sender-input.ts';
export type { CodeState, MissingStep, SenderState } from './senders/sender-state.ts';
export type { EmailSenders, SmsSenders } from './senders/senders.ts';
export { checkDomain } from './senders/set-up.ts';
export type { SignatureInput } from './senders/signature.ts';
export type { SmsSender, SmsSenderState } from './senders/sms-sender.ts';
export type { TransportStanding } from './senders/standings.ts';
export type { DraftFinding } from './sending/check/findings.ts';
export type { CheckedInput, CheckedMany, SendProblem } from './sending/check-many.ts';
export type {
  AttachmentInput,
  CalendarInput,
  EmailContentInput,
  EmailFields,
  EmailInput,
  MessageInput,
  NoTemplateInCode,
  SmsContentInput,
  SmsInput,
  TemplateArgument,
  To,
} from './sending/input-types.ts';
export type { LanguageCount, SpokenTo } from './sending/language-counts.ts';
export { messageLimits } from './sending/message-input.ts';
export type { Receipt, SendOptions } from './sending/send.ts';
export type { Rejection, SendManyOptions, SendManyProgress, SendManyResult } from './sending/send-many.ts';
export type { SmsFinding, SmsPreview } from './sending/sms-preview.ts';
export type { SiteSource } from './sites.ts';
export type {
  HandlerContext,
  RecordedEvent,
  SubscribeOptions,
  SubscriptionHandler,
  SubscriptionRetry,
} from './subscriptions/subscriber.ts';
export type {
  ParkedEvent,
  ParkedOptions,
  ParkedPage,
  SubscriptionState,
  Subscriptions,
} from './subscriptions/subscriptions.ts';
export type { Translated } from './templates/languages.ts';
export type { MakeTexts, RenderContext } from './templates/made.ts';
export type { RenderOptions } from './templates/rendering.ts';
export {
  draftTemplate,
  type Template,
  type TemplateDefinition,
  type TemplateTexts,
} from './templates/template.ts';
export type { TemplateLanguage } from './templates/template-description.ts';
export type { TemplateDraft } from './templates/template-drafts.ts';
export type { NewTemplate, NewTemplateDraft, PublishOptions } from './templates/template-input.ts';
export type { TemplatePart } from './templates/template-part.ts';
export type { TemplateSource } from './templates/template-source.ts';
export type { TemplateSummary, TemplateUser } from './templates/template-summary.ts';
export type {
  TemplateVersionDetail,
  TemplateVersionOptions,
  TemplateVersionPage,
} from './templates/template-versions.ts';
export type { Templates } from './templates/templates.ts';
export {
  answerNodeRequest,
  type NodeExchange,
  type NodeHandlerOptions,
  type NodeResponse,
  nodeHandler,
  type WebHandler,
} from './web/node-handler.ts';
export { type NodeRequest, targetOf } from './web/node-request.ts';
export { BodyBroken, readBody } from './web/read-body.ts';
export type { WebhookInCode, WebhookOptions } from './webhooks/settings.ts';
export type {
  Webhook,
  WebhookChanges,
  WebhookCreated,
  WebhookDeliveryPage,
  WebhookInput,
  WebhookSecretRotated,
} from './webhooks/webhook.ts';
export type { Webhooks } from './webhooks/webhooks.ts';
export type { RetryPolicy } from './wiring.ts';
