export {
  delivered,
  type ReportOptions,
  type StandInReport,
  startTwilioStandIn,
  type TwilioStandIn,
  type TwilioStandInOptions,
  undelivered,
} from './stand-in.ts';
export type { StandInAccount, StandInCall } from './stand-in-api.ts';
export type { CallbackAnswer } from './stand-in-callbacks.ts';
export type { StandInMessage, StandInRefusal } from './stand-in-messages.ts';
