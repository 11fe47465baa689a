/**
 * E-mail by Amazon SES: hands messages over, sets domains up there, and takes its events by SNS.
 *
 * @example
 * ```ts
 * import { ses } from '@postern/ses';
 *
 * const email = ses({
 *   region: 'eu-west-1',
 *   credentials: { accessKeyId: 'AKIA…', secretAccessKey: '…' }, // or a function, such as fromNodeProviderChain()
 *   configurationSet: 'postern',
 *   topics: ['arn:aws:sns:eu-west-1:123456789012:mail-events'],
 * });
 * await email.verify(); // throws transport_misconfigured or transport_unavailable
 * ```
 *
 * @packageDocumentation
 */
export type { SesOptions } from './ses-options.ts';
export { type SesTransport, ses } from './ses-transport.ts';
export type { AwsCredentials } from './signature.ts';
