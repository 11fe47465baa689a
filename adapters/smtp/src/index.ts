export type { RelayRecord, RelayRecords } from './dkim/relay.ts';
export type { SmtpSenders } from './dkim/senders.ts';
export type { ReplyClass, ReplyRule, SmtpStage } from './sending/outcome.ts';
export type { OwnDkim, SmtpAuth, SmtpOptions, SmtpTimeouts, SmtpTls } from './smtp-options.ts';
export { type SmtpRelayTransport, type SmtpTransport, smtp } from './smtp-transport.ts';
