/**
 * E-mail by Resend: hands messages over, sets domains up there, and takes its signed webhooks.
 *
 * @example
 * ```ts
 * import { resend } from '@postern/resend';
 *
 * const email = resend({ apiKey: 're_from_the_dashboard', webhookSecret: `whsec_${'A'.repeat(32)}` });
 * await email.verify(); // throws transport_misconfigured or transport_unavailable
 * ```
 *
 * @packageDocumentation
 */
export type { ResendOptions } from './resend-options.ts';
export { type ResendTransport, resend } from './resend-transport.ts';
