export type { SmtpAuth, SmtpOptions, SmtpTimeouts, SmtpTls } from './smtp-options.ts';
export type { ReplyClass, ReplyRule, SmtpStage } from './smtp-outcome.ts';
export type { SmtpSenders } from './smtp-senders.ts';
export { type SmtpTransport, smtp } from './smtp-transport.ts';
