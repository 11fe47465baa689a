export type { Runner } from './runner.ts';
export type { OpenStorage, StorageHarness, Transaction } from './storage/harness.ts';
export { storageSuite } from './storage-suite.ts';
