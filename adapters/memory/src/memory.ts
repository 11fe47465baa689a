import { type MemoryQueue, memoryQueue } from './memory-queue.ts';
import { type MemoryStorage, type MemoryStorageOptions, memoryStorage } from './memory-storage.ts';

/** Those of the storage. */
export type MemoryOptions = MemoryStorageOptions;

/** A storage and the queue that knows its transactions: `new Messaging({ …memory(), … })`. */
export function memory(options?: MemoryOptions): {
  readonly storage: MemoryStorage;
  readonly queue: MemoryQueue;
} {
  return { storage: memoryStorage(options), queue: memoryQueue() };
}
