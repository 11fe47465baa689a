import { storageSuite } from 'postern/testing';
import { describe, it } from 'vitest';
import { memoryStorage } from '../src/index.ts';

storageSuite({ describe, it }, async () => {
  const storage = memoryStorage();
  return {
    storage,
    transaction: (run) => storage.transaction(run),
    close: async () => {},
  };
});
