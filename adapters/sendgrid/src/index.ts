/**
 * E-mail by SendGrid: hands messages over, has domains authenticated there, and reads its signed event webhooks.
 *
 * @example
 * ```ts
 * import { sendgrid } from '@postern/sendgrid';
 *
 * const email = sendgrid({ apiKey: 'SG.from-the-console', codeSender: { address: 'codes@acme.example' } });
 * await email.verify(); // throws transport_misconfigured or transport_unavailable
 * ```
 *
 * @packageDocumentation
 */
export type { SendGridOptions } from './sendgrid-settings.ts';
export { type SendGridTransport, sendgrid } from './sendgrid-transport.ts';
