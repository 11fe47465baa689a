export { type DnsHarness, dnsResolverSuite } from './dns-resolver-suite.ts';
export type { QueueHarness } from './queue-harness.ts';
export { queueSuite } from './queue-suite.ts';
export type { Runner } from './runner.ts';
export type { OpenStorage, StorageHarness, Transaction } from './storage/harness.ts';
export { storageSuite } from './storage-suite.ts';
export type {
  StalledSide,
  TakenMessage,
  TransportHarness,
  TransportScenario,
  TransportSuiteOptions,
} from './transport-harness.ts';
export { transportSuite } from './transport-suite.ts';
