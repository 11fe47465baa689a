export type { SmtpSenders } from './dkim/senders.ts';
export type { ReplyClass, ReplyRule, SmtpStage } from './sending/outcome.ts';
export type { SmtpAuth, SmtpOptions, SmtpTimeouts, SmtpTls } from './smtp-options.ts';
export { type SmtpTransport, smtp } from './smtp-transport.ts';
