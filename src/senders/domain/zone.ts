import type { DnsAnswer, DnsType } from '../../interfaces/dns-resolver.ts';
import { delegatedDomain } from '../../model/public-suffix.ts';
import type { Inquiry } from './inquiry.ts';

/** A zone's apex and the addresses of its own name servers. */
export interface Zone {
  readonly apex: string;
  readonly servers: readonly string[];
}

const maxServers = 4;

/**
 * The zone a name is in: the nearest name up the tree with NS records, down to the domain bought from a registry.
 * `undefined` where that cannot be told: asking the wrong zone's servers would make a record seem to be missing.
 */
export async function zoneOf(inquiry: Inquiry, name: string): Promise<Zone | undefined> {
  const names = upTo(name, delegatedDomain(name) ?? name);
  const answers = await Promise.all(names.map((each) => inquiry.ask(each, 'NS')));
  for (const [index, answer] of answers.entries()) {
    if (answer.kind === 'unavailable') return undefined;
    const apex = names[index];
    if (answer.kind === 'found' && apex) return { apex, servers: await addresses(inquiry, answer.values) };
  }
  return undefined;
}

/** The nearest zone above that can be told, where a name below has no answer: what its servers have is there, what they do not have may be elsewhere. */
export async function zoneAbove(inquiry: Inquiry, name: string): Promise<Zone | undefined> {
  for (const each of upTo(name, delegatedDomain(name) ?? name).slice(1)) {
    const answer = await inquiry.ask(each, 'NS');
    if (answer.kind === 'found') return { apex: each, servers: await addresses(inquiry, answer.values) };
  }
  return undefined;
}

/** What is there now: asked of the zone's own name servers where they answer, since a cache may hold an earlier "none". */
export async function askFresh<T extends DnsType>(
  { inquiry, zone }: { readonly inquiry: Inquiry; readonly zone: Zone | undefined },
  name: string,
  type: T,
): Promise<DnsAnswer<T>> {
  if (zone && isWithin(name, zone.apex)) {
    for (const server of zone.servers) {
      const answer = await inquiry.ask(name, type, server);
      if (answer.kind !== 'unavailable') return answer;
    }
  }
  return inquiry.ask(name, type);
}

/** The name itself and its parents, up to and with `top`. */
export function upTo(name: string, top: string): string[] {
  const labels = name.split('.');
  return labels.map((_, index) => labels.slice(index).join('.')).filter((each) => isWithin(each, top));
}

export function isWithin(name: string, parent: string): boolean {
  return name === parent || name.endsWith(`.${parent}`);
}

async function addresses(inquiry: Inquiry, hosts: readonly string[]): Promise<string[]> {
  const found = await Promise.all(
    hosts.slice(0, maxServers).map(async (host) => {
      const v4 = await inquiry.ask(host, 'A');
      if (v4.kind === 'found') return v4.values[0];
      const v6 = await inquiry.ask(host, 'AAAA');
      return v6.kind === 'found' ? v6.values[0] : undefined;
    }),
  );
  return [...new Set(found.filter((address) => address !== undefined))];
}
