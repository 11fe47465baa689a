/**
 * Twilio on this machine, for tests and demonstrations: takes messages as its API does, makes signed callbacks, and
 * sends nothing to anybody.
 *
 * @example
 * ```ts
 * import { twilio } from '@postern/twilio';
 * import { delivered, startTwilioStandIn } from '@postern/twilio/testing';
 *
 * const standIn = await startTwilioStandIn({ reports: () => delivered });
 * const sms = twilio({ ...standIn.options, sender: 'Acme' });
 * await sms.verify();
 * await standIn.close();
 * ```
 *
 * @packageDocumentation
 */
export {
  type CallbackAnswer,
  delivered,
  type ReportOptions,
  type StandInReport,
  startTwilioStandIn,
  type TwilioStandIn,
  type TwilioStandInOptions,
  undelivered,
} from './stand-in.ts';
export type { StandInAccount, StandInCall } from './stand-in-api.ts';
export type { StandInMessage, StandInRefusal } from './stand-in-messages.ts';
