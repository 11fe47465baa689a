/**
 * A DNS server on loopback, over UDP and TCP, that answers from a zone one edits while it runs: for tests of what a
 * domain check says. Not for a network.
 *
 * @example
 * ```ts
 * import { nodeDns } from '@postern/node-dns';
 * import { startDnsServer } from '@postern/node-dns/testing';
 *
 * const server = await startDnsServer({ zone: { 'acme.example': { TXT: ['v=spf1 -all'] } } });
 * const dns = nodeDns({ servers: [server.address] });
 * server.zone.fail('other.example', 'SERVFAIL');
 * await dns.resolve('acme.example', 'TXT');
 * await server.close();
 * ```
 *
 * @packageDocumentation
 */
export type { DnsQuery } from './dns-reply.ts';
export { type DnsServer, type DnsServerOptions, startDnsServer } from './dns-server.ts';
export type { DnsFailure, DnsZone, ZoneInput, ZoneRecord } from './dns-zone.ts';
export type { ZoneValues } from './zone-values.ts';
