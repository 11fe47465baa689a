/**
 * E-mail by Postmark: hands messages over, sets senders and domains up there, reads what it reports, and looks for messages that had no
 * answer.
 *
 * @example
 * ```ts
 * import { postmark } from '@postern/postmark';
 *
 * const email = postmark({
 *   serverToken: 'of-the-server',
 *   accountToken: 'of-the-account',
 *   webhookToken: 'a-secret-of-your-own',
 * });
 * await email.verify(); // throws transport_misconfigured or transport_unavailable
 * ```
 *
 * @packageDocumentation
 */
export type { PostmarkOptions } from './postmark-settings.ts';
export { type PostmarkTransport, postmark } from './postmark-transport.ts';
