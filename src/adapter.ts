/**
 * For those who write an adapter (a storage, a queue, a transport, a DNS resolver): the interfaces and what they speak of, and what
 * adapters would otherwise each write anew. A host that only wires Postern needs `postern` alone. Importing it loads no more than
 * that does. The conformance suites are in `postern/testing`.
 *
 * @example
 * ```ts
 * import { present, type Transport } from 'postern/adapter';
 *
 * const printer: Transport<'sms'> = {
 *   name: 'printer',
 *   channel: 'sms',
 *   capabilities: { handOverTimeoutMs: 5_000 },
 *   defaultSender: { address: 'Acme' },
 *   async send({ id, to, text }, { signal }) {
 *     if (signal.aborted) return { outcome: 'retry', failure: { class: 'network', message: 'There was no time left.' } };
 *     console.log(to.address, text);
 *     return { outcome: 'accepted', ...present({ providerId: id }) };
 *   },
 * };
 * ```
 *
 * @packageDocumentation
 */

export { calendarFile } from './adapter/calendar-file.ts';
export {
  type DomainRegistryOptions,
  domainRegistry,
  type ProviderDomain,
  recordName,
} from './adapter/domain-registry.ts';
export { type ErrorClass, type ErrorRule, errorClasses, statusRules } from './adapter/error-rules.ts';
export { type EventTable, eventTypes } from './adapter/event-table.ts';
export { domainOf, hasControls, isAddrSpec } from './adapter/mail-address.ts';
export { type MailHeader, type MailSource, mailSource } from './adapter/mail-source.ts';
export { mailboxText } from './adapter/mailbox-text.ts';
export { NotSent } from './adapter/not-sent.ts';
export {
  type AnswerSchema,
  type ProviderAnswer,
  type ProviderApi,
  type ProviderApiOptions,
  type ProviderRequest,
  providerApi,
  type SignedRequest,
} from './adapter/provider-api.ts';
export { type FormPart, multipartBody, type ProviderBody } from './adapter/provider-body.ts';
export {
  type NotTaken,
  type ProviderFailures,
  type ProviderFailuresOptions,
  providerFailures,
  transportRefusal,
} from './adapter/provider-failures.ts';
export {
  isRefusedWith,
  ProviderError,
  type ProviderFault,
  unreadableAnswer,
} from './adapter/provider-fault.ts';
export {
  credentialOption,
  invalidOption,
  limitOptions,
  type ProviderOptions,
  providerOptions,
  readProviderOptions,
} from './adapter/provider-options.ts';
export { type ResetHeader, readRetryAfter } from './adapter/retry-after.ts';
export { type SnsMessage, type SnsOptions, type SnsReader, snsReader } from './adapter/sns.ts';
export {
  type BodyLimits,
  correlationIn,
  type FormFields,
  formOf,
  itemsOf,
  jsonOf,
} from './adapter/webhook-body.ts';
export {
  constantTimeEqual,
  hasBasic,
  hasBearer,
  hmacMatches,
  isStandardWebhook,
  type SignedData,
  webhookSecretOption,
  withinTime,
} from './adapter/webhook-proof.ts';
export * from './errors.ts';
export type * from './interfaces/consumers.ts';
export type * from './interfaces/dns-resolver.ts';
export type * from './interfaces/provider-events.ts';
export type * from './interfaces/queue.ts';
export type * from './interfaces/sender-registry.ts';
export type * from './interfaces/storage/alerts.ts';
export type * from './interfaces/storage/audit.ts';
export type * from './interfaces/storage/batches.ts';
export * from './interfaces/storage/code-limits.ts';
export type * from './interfaces/storage/limits.ts';
export * from './interfaces/storage/message-changes.ts';
export type * from './interfaces/storage/message-claims.ts';
export * from './interfaces/storage/message-filters.ts';
export type * from './interfaces/storage/message-reports.ts';
export type * from './interfaces/storage/message-store.ts';
export type * from './interfaces/storage/messages.ts';
export type * from './interfaces/storage/outcomes.ts';
export type * from './interfaces/storage/retention.ts';
export type * from './interfaces/storage/secrets.ts';
export type * from './interfaces/storage/seen.ts';
export type * from './interfaces/storage/senders.ts';
export type * from './interfaces/storage/statistics.ts';
export type * from './interfaces/storage/storage.ts';
export type * from './interfaces/storage/subscriptions.ts';
export type * from './interfaces/storage/suppressions.ts';
export * from './interfaces/storage/templates.ts';
export type * from './interfaces/storage/transaction.ts';
export type * from './interfaces/storage/webhooks.ts';
export type * from './interfaces/telemetry.ts';
export type * from './interfaces/transport.ts';
export type { Vault } from './interfaces/vault.ts';
export { type EmailAddress, readEmailAddress } from './model/address.ts';
export type { AlertFacts, AlertRecord } from './model/alert.ts';
export type { AuditAction, AuditEntry } from './model/audit.ts';
export { type CalendarMethod, type CalendarPart, calendarAgain, calendarMethods } from './model/calendar.ts';
export {
  addressKey,
  type ChannelRules,
  channelRules,
  channels,
  isChannel,
  messageIdOf,
  type UnknownPolicy,
} from './model/channel.ts';
export type * from './model/domain-records.ts';
export type { HintParameters } from './model/hint.ts';
export { createId, firstId } from './model/ids.ts';
export { lazily } from './model/lazily.ts';
export * from './model/message.ts';
export type { Note, NoteCode, NotedRate, NoteParameters } from './model/note.ts';
export { noteText, readNotes } from './model/notes.ts';
export { optionFaults, plainIssues, readOptions } from './model/options.ts';
export { expiredFailure, lostFailure } from './model/own-failures.ts';
export { isOwnHeader } from './model/own-headers.ts';
export type { PartKind } from './model/part-kind.ts';
export { type Present, present } from './model/present.ts';
export { type Priority, priorities } from './model/priority.ts';
export type { ReportedParameters } from './model/reported.ts';
export { normalizeSearch, searchDocument, searchTwins, searchUnseen } from './model/search-text.ts';
export type { Site } from './model/site.ts';
export * from './model/status.ts';
export { noCounts, type StatusCounts } from './model/status-counts.ts';
export { cutText, storableText } from './model/text.ts';
export { parseTime, type Timed } from './model/times.ts';
export { isTlsFault } from './model/tls-fault.ts';
