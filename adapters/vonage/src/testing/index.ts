/**
 * Vonage on this machine, for tests and demonstrations: takes SMS as its Messages API does, makes signed webhooks, and sends nothing to
 * anybody.
 *
 * @example
 * ```ts
 * import { vonage } from '@postern/vonage';
 * import { delivered, startVonageStandIn } from '@postern/vonage/testing';
 *
 * const standIn = await startVonageStandIn({ reports: () => delivered });
 * const sms = vonage({ ...standIn.options, sender: 'Acme' });
 * await sms.verify();
 * await sms.close();
 * await standIn.close();
 * ```
 *
 * @packageDocumentation
 */
export {
  delivered,
  rejected,
  type StandInReport,
  startVonageStandIn,
  VonageStandIn,
  type VonageStandInOptions,
} from './stand-in.ts';
export type { StandInMessage } from './stand-in-messages.ts';
export { type VonageRefusal, vonageError, vonageRefusals } from './stand-in-refusal.ts';
