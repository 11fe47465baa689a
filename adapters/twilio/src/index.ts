/**
 * SMS by Twilio: hands messages over, takes its signed callbacks, and looks for messages that had no answer.
 *
 * @example
 * ```ts
 * import { twilio } from '@postern/twilio';
 *
 * const sms = twilio({ accountSid: `AC${'0'.repeat(32)}`, authToken: 'from the Twilio console', sender: 'Acme' });
 * await sms.verify(); // throws transport_misconfigured or transport_unavailable
 * ```
 *
 * @packageDocumentation
 */
export type { ErrorClass, ErrorRule } from 'postern/adapter';
export type { TwilioOptions } from './twilio-options.ts';
export { type TwilioTransport, twilio } from './twilio-transport.ts';
