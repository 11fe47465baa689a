/**
 * The conformance suites: what the core relies on in a storage, rate limits, a queue, a transport and a DNS resolver, as tests that
 * an adapter runs against the real thing. They need no particular test runner. And what a provider's stand-in rests on.
 *
 * @example
 * ```ts
 * import { describe, it } from 'node:test';
 * import { memoryStorage } from '@postern/memory';
 * import { storageSuite } from 'postern/testing';
 *
 * storageSuite({ describe, it }, async () => {
 *   const storage = memoryStorage();
 *   return { storage, transaction: (run) => storage.transaction(run), close: async () => {} };
 * });
 * ```
 *
 * @packageDocumentation
 */
export { Secrets } from '../secrets/secrets.ts';
export { createVault } from '../secrets/vault.ts';
export { type DnsHarness, dnsResolverSuite } from './dns-resolver-suite.ts';
export type { HttpAnswer, HttpCall } from './http-call.ts';
export { type HttpPost, type HttpPostAnswer, type HttpReporting, requestsOf } from './http-callbacks.ts';
export type { HttpFault, HttpIntercept } from './http-fault.ts';
export { type HttpHandler, HttpRefusal, type HttpRoutes } from './http-routes.ts';
export { HttpStandIn, type HttpStandInOptions, startHttpStandIn } from './http-stand-in.ts';
export { type LimitHarness, limitSuite } from './limit-suite.ts';
export type { QueueHarness } from './queue-harness.ts';
export { queueSuite } from './queue-suite.ts';
export type { Runner } from './runner.ts';
export type {
  RegistryScenario,
  SenderRegistryHarness,
  SenderRegistrySuiteOptions,
} from './sender-registry-harness.ts';
export { senderRegistrySuite } from './sender-registry-suite.ts';
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
