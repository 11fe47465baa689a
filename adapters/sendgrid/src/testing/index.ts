/**
 * SendGrid on this machine, for tests and demonstrations: takes mails as its API does, knows domains and event webhooks, reports in
 * signed batches, and sends nothing to anybody.
 *
 * @example
 * ```ts
 * import { sendgrid } from '@postern/sendgrid';
 * import { delivered, startSendGridStandIn } from '@postern/sendgrid/testing';
 *
 * const standIn = await startSendGridStandIn({ reports: () => delivered });
 * const email = sendgrid(standIn.options);
 * await email.verify();
 * await email.close();
 * await standIn.close();
 * ```
 *
 * @packageDocumentation
 */
export { SendGridStandIn, type SendGridStandInOptions, startSendGridStandIn } from './stand-in.ts';
export type { StandInDns, StandInDomain, StandInRecord } from './stand-in-domains.ts';
export { bounced, delivered, dropped, type StandInEvent } from './stand-in-events.ts';
export type { StandInMail } from './stand-in-mail.ts';
export { sendgridError, tooManyRequests } from './stand-in-refusal.ts';
export type { StandInWebhook } from './stand-in-webhooks.ts';
