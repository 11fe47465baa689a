/**
 * E-mail and SMS by Brevo: hands messages over, sets senders and domains up there, and reads what it reports.
 *
 * @example
 * ```ts
 * import { brevo, brevoSms } from '@postern/brevo';
 *
 * const email = brevo({ apiKey: 'xkeysib-from-the-console', webhookToken: 'a-secret-of-your-own' });
 * const sms = brevoSms({ apiKey: 'xkeysib-from-the-console', sender: 'Acme' });
 * await email.verify(); // throws transport_misconfigured or transport_unavailable
 * ```
 *
 * @packageDocumentation
 */
export { type BrevoTransport, brevo } from './brevo-mail.ts';
export type { BrevoOptions, BrevoSmsOptions } from './brevo-settings.ts';
export { type BrevoSmsTransport, brevoSms } from './brevo-sms.ts';
