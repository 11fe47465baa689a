/**
 * OpenTelemetry for Postern: `otel({ … })` is the `telemetry` of `new Messaging({ … })`. It makes a span of each send, of each message that
 * a worker takes up (linked to the send, whichever process it was in) and of each transport that is asked, and metrics of all. Without an
 * OpenTelemetry SDK in the process it does nothing.
 *
 * @example
 * ```ts
 * import { memory, memoryTransport } from '@postern/memory';
 * import { otel } from '@postern/otel';
 * import { Messaging } from 'postern';
 *
 * const messaging = new Messaging({
 *   site: { id: 'acme', name: 'Acme' },
 *   secret: 'at least 32 random characters, from your configuration',
 *   ...memory(),
 *   sms: memoryTransport({ channel: 'sms', defaultSender: { address: 'Acme' } }),
 *   telemetry: otel(),
 * });
 * await messaging.sms.send({ to: { address: '+447400123456' }, text: 'Your parcel is here.' });
 * await messaging.deliverDue();
 * ```
 *
 * @packageDocumentation
 */
export { type OtelOptions, otel } from './otel-telemetry.ts';
