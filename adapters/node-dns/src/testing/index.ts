export type { DnsQuery } from './dns-reply.ts';
export { type DnsServer, type DnsServerOptions, startDnsServer } from './dns-server.ts';
export type { DnsFailure, DnsZone, ZoneInput, ZoneRecord } from './dns-zone.ts';
export type { ZoneValues } from './zone-values.ts';
