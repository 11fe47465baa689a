/**
 * SMS by Vonage's Messages API: hands messages over, and takes its signed webhooks.
 *
 * @example
 * ```ts
 * import { generateKeyPairSync } from 'node:crypto';
 * import { vonage } from '@postern/vonage';
 *
 * const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 }); // yours is made with the application
 * const sms = vonage({
 *   applicationId: 'aaaaaaaa-bbbb-cccc-dddd-0123456789ab',
 *   privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
 *   signatureSecret: 'from the settings of the account',
 *   sender: 'Acme',
 * });
 * await sms.verify(); // throws transport_misconfigured or transport_unavailable
 * ```
 *
 * @packageDocumentation
 */
export type { VonageOptions } from './vonage-settings.ts';
export { type VonageTransport, vonage } from './vonage-transport.ts';
