/**
 * Every adapter in this process's memory: storage and queue, a transport whose other side is a list, a DNS to edit, and
 * a directory of consumers. For tests and first steps: nothing outlives the process.
 *
 * @example
 * ```ts
 * import { memory, memoryConsumers, memoryTransport } from '@postern/memory';
 * import { Messaging } from 'postern';
 *
 * const sms = memoryTransport({ channel: 'sms', defaultSender: { address: 'Acme' } });
 * const messaging = new Messaging({
 *   site: { id: 'acme', name: 'Acme' },
 *   secret: 'at least 32 characters, for a test',
 *   ...memory(),
 *   sms,
 *   consumers: memoryConsumers([{ id: '7', name: 'Ada', phone: '+447400123456' }]),
 * });
 * await messaging.sms.send({ to: '7', text: 'Your parcel is here.' });
 * await messaging.deliverDue();
 * console.log(sms.sent[0]?.text); // Acme: Your parcel is here.
 * ```
 *
 * @packageDocumentation
 */
export { type MemoryOptions, memory } from './memory.ts';
export { type MemoryConsumers, memoryConsumers } from './memory-consumers.ts';
export { MemoryDns, memoryDns } from './memory-dns.ts';
export { MemoryQueue, memoryQueue } from './memory-queue.ts';
export {
  MemoryCodeRegistry,
  MemoryLinkRegistry,
  MemoryOwnCodeRegistry,
  type MemoryRegistryOptions,
  memoryRegistry,
} from './memory-registry.ts';
export { MemoryStorage, type MemoryStorageOptions, memoryStorage } from './memory-storage.ts';
export {
  type Answer,
  type Fault,
  MemoryTransport,
  type MemoryTransportOptions,
  memoryTransport,
} from './memory-transport.ts';
export type { MemoryZone, ZoneRecords } from './memory-zone.ts';
