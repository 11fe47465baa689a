export { type MemoryOptions, memory } from './memory.ts';
export { type MemoryConsumers, memoryConsumers } from './memory-consumers.ts';
export { MemoryDns, memoryDns } from './memory-dns.ts';
export { MemoryQueue, memoryQueue } from './memory-queue.ts';
export { MemoryStorage, type MemoryStorageOptions, memoryStorage } from './memory-storage.ts';
export {
  type Answer,
  type Fault,
  MemoryTransport,
  type MemoryTransportOptions,
  memoryTransport,
} from './memory-transport.ts';
export type { MemoryZone, ZoneRecords } from './memory-zone.ts';
