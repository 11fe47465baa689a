export { MemoryStorage, type MemoryStorageOptions, memoryStorage } from './memory-storage.ts';
