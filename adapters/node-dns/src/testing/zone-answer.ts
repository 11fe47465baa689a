import type { Answer } from 'dns-packet';
import type { DnsType } from 'postern/adapter';
import type { DnsZone, ZoneRecord } from './dns-zone.ts';
import { textChunks, type ZoneValues } from './zone-values.ts';

export const rcodes = { NOERROR: 0, FORMERR: 1, SERVFAIL: 2, NXDOMAIN: 3, NOTIMP: 4, REFUSED: 5 } as const;

export interface ZoneAnswer {
  readonly rcode: keyof typeof rcodes;
  readonly answers: Answer[];
}

const maxAliases = 8;

/** What a name server for these records answers: CNAMEs followed, wildcards, NXDOMAIN told from NODATA. */
export function answerFrom(zone: DnsZone, name: string, type: DnsType | undefined, aliases = 0): ZoneAnswer {
  const owner = ownerOf(zone, name.toLowerCase());
  if (owner === undefined) return { rcode: 'NXDOMAIN', answers: [] };
  const alias = zone.get(owner, 'CNAME');
  const [target] = alias?.values ?? [];
  if (alias && target !== undefined && type !== 'CNAME') {
    const rest: ZoneAnswer =
      aliases < maxAliases ? answerFrom(zone, target, type, aliases + 1) : { rcode: 'SERVFAIL', answers: [] };
    return { rcode: rest.rcode, answers: [...encoded(alias, name), ...rest.answers] };
  }
  const record = type && zone.get(owner, type);
  return { rcode: 'NOERROR', answers: record ? encoded(record, name) : [] };
}

/** The name whose records answer: the name itself, or the wildcard below its closest existing parent (RFC 4592 §3.3). */
function ownerOf(zone: DnsZone, name: string): string | undefined {
  if (zone.has(name) || zone.hasBelow(name)) return name;
  for (let dot = name.indexOf('.'); dot !== -1; dot = name.indexOf('.', dot + 1)) {
    const parent = name.slice(dot + 1);
    if (zone.has(`*.${parent}`)) return `*.${parent}`;
    if (zone.has(parent) || zone.hasBelow(parent)) return undefined;
  }
  return undefined;
}

type Encoders = { readonly [T in DnsType]: (value: ZoneValues[T], head: Head) => Answer };

interface Head {
  readonly name: string;
  readonly ttl: number;
}

const encoders: Encoders = {
  A: (data, head) => ({ ...head, type: 'A', data }),
  AAAA: (data, head) => ({ ...head, type: 'AAAA', data }),
  CNAME: (data, head) => ({ ...head, type: 'CNAME', data }),
  NS: (data, head) => ({ ...head, type: 'NS', data }),
  MX: ({ exchange, priority }, head) => ({
    ...head,
    type: 'MX',
    data: { exchange: exchange || '.', preference: priority },
  }),
  TXT: (value, head) => ({ ...head, type: 'TXT', data: textChunks(value) }),
};

function encoded<T extends DnsType>(record: ZoneRecord<T>, name: string): Answer[] {
  const head = { name, ttl: record.ttl };
  return record.values.map((value) => encoders[record.type](value, head));
}
