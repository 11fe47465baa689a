/**
 * Amazon SES on this machine, for tests and demonstrations: takes mails as its API does, judges signatures, knows domains, publishes
 * events by SNS as Amazon signs them, and sends nothing to anybody.
 *
 * @example
 * ```ts
 * import { ses } from '@postern/ses';
 * import { delivered, startSesStandIn } from '@postern/ses/testing';
 *
 * const standIn = await startSesStandIn({ reports: () => delivered });
 * const email = ses(standIn.options);
 * await email.verify();
 * await standIn.close();
 * ```
 *
 * @packageDocumentation
 */
export { type SesStandIn, type SesStandInOptions, startSesStandIn } from './stand-in.ts';
export { bounced, delivered, type StandInEvent } from './stand-in-events.ts';
export type { StandInIdentity } from './stand-in-identities.ts';
export type { StandInMail } from './stand-in-mails.ts';
export { sesError, snsError } from './stand-in-refusal.ts';
