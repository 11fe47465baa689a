/**
 * E-mail by Mailgun: hands messages over, sets domains up there, takes its signed webhooks, and looks among its events for messages that had
 * no answer.
 *
 * @example
 * ```ts
 * import { mailgun } from '@postern/mailgun';
 *
 * const email = mailgun({ apiKey: 'of-the-account', region: 'eu', webhookSigningKey: 'from-the-same-page' });
 * await email.verify(); // throws transport_misconfigured or transport_unavailable
 * ```
 *
 * @packageDocumentation
 */
export type { MailgunOptions } from './mailgun-options.ts';
export { type MailgunTransport, mailgun } from './mailgun-transport.ts';
