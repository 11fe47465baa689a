/**
 * Resend on this machine, for tests and demonstrations: takes mails as its API does, knows domains and webhooks, posts signed events,
 * and sends nothing to anybody.
 *
 * @example
 * ```ts
 * import { resend } from '@postern/resend';
 * import { delivered, startResendStandIn } from '@postern/resend/testing';
 *
 * const standIn = await startResendStandIn({ reports: () => delivered });
 * const email = resend(standIn.options);
 * await email.verify();
 * await standIn.close();
 * ```
 *
 * @packageDocumentation
 */
export { type ResendStandIn, type ResendStandInOptions, startResendStandIn } from './stand-in.ts';
export type { StandInDomain } from './stand-in-domains.ts';
export { bounced, delivered, type StandInEvent } from './stand-in-events.ts';
export type { StandInMail } from './stand-in-mails.ts';
export { resendError } from './stand-in-refusal.ts';
export type { StandInWebhook } from './stand-in-webhooks.ts';
