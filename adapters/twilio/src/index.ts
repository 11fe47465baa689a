export type { TwilioOptions } from './twilio-options.ts';
export type { ErrorClass, ErrorRule } from './twilio-outcome.ts';
export { type TwilioTransport, twilio } from './twilio-transport.ts';
