/**
 * Postmark on this machine, for tests and demonstrations: takes mails as its API does, knows message streams, sender signatures, domains and
 * webhooks, reports to webhooks, and sends nothing to anybody.
 *
 * @example
 * ```ts
 * import { postmark } from '@postern/postmark';
 * import { delivered, startPostmarkStandIn } from '@postern/postmark/testing';
 *
 * const standIn = await startPostmarkStandIn({ reports: () => delivered });
 * const email = postmark({ ...standIn.options, webhookToken: 'a-secret' });
 * await email.verify();
 * await standIn.close();
 * ```
 *
 * @packageDocumentation
 */
export { PostmarkStandIn, type PostmarkStandInOptions, startPostmarkStandIn } from './stand-in.ts';
export type { StandInDns, StandInDomain, StandInRecord } from './stand-in-domains.ts';
export { bounced, complained, delivered, type StandInEvent, unsubscribed } from './stand-in-events.ts';
export type { StandInMail } from './stand-in-mail.ts';
export { postmarkError } from './stand-in-refusal.ts';
export type { StandInSignature } from './stand-in-senders.ts';
export type { StandInWebhook } from './stand-in-webhooks.ts';
