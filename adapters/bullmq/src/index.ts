/**
 * Wake-ups and limits across machines, by Redis and BullMQ. The storage stays the record: Redis may lose everything at any
 * time, and no message with it.
 *
 * @example
 * ```ts
 * import { bullmq } from '@postern/bullmq';
 * import { memoryTransport } from '@postern/memory';
 * import { postgres } from '@postern/postgres';
 * import { Messaging } from 'postern';
 *
 * const { storage } = postgres({ connectionString: 'postgres://127.0.0.1/acme' });
 * const redis = bullmq({ connection: 'redis://127.0.0.1:6379' });
 * const messaging = new Messaging({
 *   site: { id: 'acme', name: 'Acme' },
 *   storage,
 *   queue: redis.queue,
 *   limits: redis.limits(storage.limits),
 *   sms: memoryTransport({ channel: 'sms', defaultSender: { address: 'Acme' } }),
 *   secret: 'a secret of at least thirty-two characters',
 * });
 * ```
 *
 * @packageDocumentation
 */
export { type BullMq, bullmq } from './bullmq.ts';
export type { BullMqOptions } from './bullmq-options.ts';
