/**
 * E-mail over any SMTP server. By default it signs with DKIM keys that it makes and keeps sealed, reads bounces and
 * complaints out of mail that comes back, and tells "not taken" from "maybe taken" by how far a hand-over came.
 *
 * @example
 * ```ts
 * import { smtp } from '@postern/smtp';
 *
 * const email = smtp({ url: 'smtps://user:password@mail.example:465', returnPath: 'bounce@acme.example' });
 * await email.verify(); // throws transport_misconfigured or transport_unavailable
 * await email.close();
 * ```
 *
 * @packageDocumentation
 */
export type { RelayRecord, RelayRecords } from './dkim/relay.ts';
export type { SmtpSenders } from './dkim/senders.ts';
export type { ReplyClass, ReplyRule, SmtpStage } from './sending/outcome.ts';
export type { OwnDkim, SmtpAuth, SmtpOptions, SmtpTimeouts, SmtpTls } from './smtp-options.ts';
export { type SmtpRelayTransport, type SmtpTransport, smtp } from './smtp-transport.ts';
