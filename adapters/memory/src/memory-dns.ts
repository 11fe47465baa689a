import { BlockList, isIP } from 'node:net';
import {
  type DnsAnswer,
  type DnsQueryOptions,
  type DnsResolver,
  type DnsType,
  readOptions,
} from 'postern/adapter';
import { MemoryZone, nameKey, type RecordSet, type ZoneRecords } from './memory-zone.ts';

const followed: readonly DnsType[] = ['TXT', 'MX', 'A', 'AAAA'];
const longestChain = 8;

/** The whole DNS as one zone to edit, with name servers that may say something else. */
export class MemoryDns extends MemoryZone implements DnsResolver {
  readonly #nameServers = new Map<string, MemoryZone>();

  constructor(records?: ZoneRecords) {
    super(records);
  }

  /** What this name server (an IP address) says instead, where it is asked itself. What is not set here is as everywhere. */
  at(nameServer: string): MemoryZone {
    const known = this.#nameServers.get(nameServer);
    if (known) return known;
    const zone = new MemoryZone();
    this.#nameServers.set(nameServer, zone);
    return zone;
  }

  /** Answers from the zone, or from what {@link at} says for a name server. Aborted: `ECANCELLED`. */
  async resolve<T extends DnsType>(
    name: string,
    type: T,
    { nameServer, signal }: DnsQueryOptions = {},
  ): Promise<DnsAnswer<T>> {
    if (signal?.aborted) return { kind: 'unavailable', code: 'ECANCELLED' };
    if (nameServer === undefined) return look([this], nameKey(name), type);
    if (!mayBeAsked(nameServer)) return { kind: 'unavailable', code: 'EREFUSED' };
    return look([this.at(nameServer), this], nameKey(name), type);
  }
}

/** Looks in the first of the zones that says anything. */
function look<T extends DnsType>(
  zones: readonly MemoryZone[],
  name: string,
  type: T,
  chain = longestChain,
): DnsAnswer<T> {
  const code = zones.map((zone) => zone.failure(name)).find((found) => found !== undefined);
  if (code !== undefined) return { kind: 'unavailable', code };
  const source = sourceOf(zones, name);
  const own = recordsOf(zones, source, type);
  if (own) return { kind: 'found', ...structuredClone(own) };
  const alias = followed.includes(type) ? recordsOf(zones, source, 'CNAME') : undefined;
  const [target] = alias?.values ?? [];
  if (alias && target !== undefined) {
    if (chain === 0) return { kind: 'unavailable', code: 'ESERVFAIL' };
    const answer = look(zones, nameKey(target), type, chain - 1);
    if (answer.kind !== 'found') return answer;
    return { ...answer, ttl: Math.min(alias.ttl, answer.ttl ?? alias.ttl) };
  }
  return { kind: 'missing', nameExists: exists(zones, source) };
}

function recordsOf<T extends DnsType>(
  zones: readonly MemoryZone[],
  name: string,
  type: T,
): RecordSet<T> | undefined {
  const found = zones.map((zone) => zone.records(name, type)).find((records) => records !== undefined);
  return found && found.values.length > 0 ? found : undefined;
}

/** The name itself, or the wildcard that stands for it: below the nearest name that exists (RFC 4592, section 3.3.1). */
function sourceOf(zones: readonly MemoryZone[], name: string): string {
  const labels = name.split('.');
  for (let depth = 0; depth < labels.length; depth += 1) {
    const ancestor = labels.slice(depth).join('.');
    if (depth > 0 && exists(zones, `*.${ancestor}`)) return `*.${ancestor}`;
    if (exists(zones, ancestor)) return name;
  }
  return name;
}

/** Whether there are records at the name or below it. */
function exists(zones: readonly MemoryZone[], name: string): boolean {
  return zones.some((zone) => zone.names().some((known) => known === name || known.endsWith(`.${name}`)));
}

const forbidden = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const) {
  forbidden.addSubnet(network, prefix, 'ipv4');
}
for (const [network, prefix] of [
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 10],
] as const) {
  forbidden.addSubnet(network, prefix, 'ipv6');
}

function mayBeAsked(address: string): boolean {
  const version = isIP(address);
  return version !== 0 && !forbidden.check(address, version === 4 ? 'ipv4' : 'ipv6');
}

/** A DNS to edit in tests and first steps: `memoryDns({ 'example.com': { TXT: ['…'] } })`. */
export function memoryDns(records?: ZoneRecords): MemoryDns {
  return readOptions('memoryDns', records, () => new MemoryDns(records));
}
