/**
 * Brevo on this machine, for tests and demonstrations: takes mails and SMS as its API does, knows senders, domains and webhooks,
 * reports to webhooks, and sends nothing to anybody.
 *
 * @example
 * ```ts
 * import { delivered, startBrevoStandIn } from '@postern/brevo/testing';
 *
 * const standIn = await startBrevoStandIn({ reports: () => delivered });
 * const { apiKey, baseUrl } = standIn.options;
 * const response = await fetch(`${baseUrl}/account`, { headers: { 'api-key': apiKey } });
 * console.log(response.status, standIn.codes);
 * await standIn.close();
 * ```
 *
 * @packageDocumentation
 */
export { BrevoStandIn, type BrevoStandInOptions, startBrevoStandIn } from './stand-in.ts';
export type { StandInDns, StandInDomain, StandInRecord } from './stand-in-domains.ts';
export { bounced, delivered, type StandInEvent, smsDelivered } from './stand-in-events.ts';
export type { StandInLimits } from './stand-in-limits.ts';
export type { StandInMail } from './stand-in-mail.ts';
export { brevoError } from './stand-in-refusal.ts';
export type { StandInSender } from './stand-in-senders.ts';
export type { StandInSms } from './stand-in-sms.ts';
export type { StandInWebhook } from './stand-in-webhooks.ts';
