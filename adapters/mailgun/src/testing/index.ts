/**
 * Mailgun on this machine, for tests and demonstrations: takes mails as its API does, knows domains, webhooks and events, posts signed webhooks,
 * and sends nothing to anybody.
 *
 * @example
 * ```ts
 * import { mailgun } from '@postern/mailgun';
 * import { delivered, startMailgunStandIn } from '@postern/mailgun/testing';
 *
 * const standIn = await startMailgunStandIn({ reports: () => delivered });
 * const email = mailgun(standIn.options);
 * await email.verify();
 * await standIn.close();
 * ```
 *
 * @packageDocumentation
 */
export {
  type MailgunReporting,
  MailgunStandIn,
  type MailgunStandInOptions,
  startMailgunStandIn,
} from './stand-in.ts';
export type { StandInDns, StandInDomain, StandInRecord } from './stand-in-domains.ts';
export {
  bounced,
  complained,
  delivered,
  type StandInEvent,
  suppressed,
  unsubscribed,
} from './stand-in-events.ts';
export type { StandInFile, StandInMail } from './stand-in-mails.ts';
export { mailgunError } from './stand-in-refusal.ts';
