export { addressKey, type EmailAddress, parseEmailAddress, readEmailAddress } from './address.ts';
export type { BeforeSend, BeforeSendHook, BeforeSendVerdict } from './before-send.ts';
export { EmailChannel, type EmailPreview, type Overview, SmsChannel } from './channel.ts';
export type { DeliveryOptions, MessagingConfig } from './config.ts';
export type { ConsumerLookup, ConsumerSearchOptions } from './consumer-lookup.ts';
export type * from './consumers.ts';
export type { DayCounts } from './daily.ts';
export type * from './dns-resolver.ts';
export type { UnknownPolicy } from './engine.ts';
export * from './errors.ts';
export type { MessagingEvents } from './events.ts';
export type { HistoryOptions, HistoryPage, SearchOptions } from './history.ts';
export { httpStatus } from './http-status.ts';
export { createId } from './ids.ts';
export type { TemplateSource } from './liquid.ts';
export * from './message.ts';
export {
  type AttachmentInput,
  type EmailInput,
  type MessageInput,
  messageLimits,
  type SmsInput,
  type To,
} from './message-input.ts';
export { Messaging } from './messaging.ts';
export { type PhoneNumber, parsePhone } from './phone.ts';
export type * from './queue.ts';
export { defaultRetryPolicy, type RetryPolicy, retryDelay } from './retry.ts';
export type { Received } from './runtime.ts';
export { normalizeSearch, searchDocument } from './search-text.ts';
export { Secrets } from './secrets.ts';
export type { Receipt, SendOptions } from './send.ts';
export type { Rejection, SendManyOptions, SendManyProgress, SendManyResult } from './send-many.ts';
export { codeTooSoon, type SentCode } from './senders/code-limits.ts';
export { checkDomain } from './senders/domain-check.ts';
export type * from './senders/domain-records.ts';
export type { DomainRecord, DomainState } from './senders/email-domain.ts';
export type { CodeSent, EmailSender, SenderCreated } from './senders/email-sender.ts';
export { codeRules } from './senders/one-time-code.ts';
export { isPublicSuffix, registrableDomain } from './senders/public-suffix.ts';
export type { MissingStep, SenderState } from './senders/sender-state.ts';
export type { SmsSender, SmsSenderState } from './senders/sms-sender.ts';
export type { Site } from './site.ts';
export type { SmsPreview } from './sms-preview.ts';
export * from './status.ts';
export type * from './storage/limits.ts';
export type * from './storage/messages.ts';
export type * from './storage/secrets.ts';
export type * from './storage/senders.ts';
export type * from './storage/suppressions.ts';
export type * from './storage/templates.ts';
export type * from './storage.ts';
export type { SuppressionInput, SuppressionPage, Suppressions } from './suppressions.ts';
export { defineTemplate, type Template, type TemplateSummary, type Templates } from './templates.ts';
export type * from './transport.ts';
export { createVault, type Vault } from './vault.ts';
export { nodeHandler, type WebHandler } from './web/node-handler.ts';
