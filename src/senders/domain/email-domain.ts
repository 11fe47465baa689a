import type {
  Diagnostic,
  DomainCheck,
  ExpectedRecord,
  RecordCheck,
  RecordStatus,
} from '../../model/domain-records.ts';
import { present } from '../../model/present.ts';
import { registrableDomain } from '../../model/public-suffix.ts';
import type { TransportStanding } from '../standings.ts';

/** One DNS record as a person enters it at their DNS host. */
export interface DomainRecord extends ExpectedRecord {
  /** The transport whose provider asks for it. What two ask for is listed for each. */
  readonly transport: string;
  /** What goes into the "host" field: the name without the zone the host adds itself; `@` for the zone itself. */
  readonly host: string;
  /** The zone `host` is relative to. */
  readonly zone: string;
  /** The value in strings of at most 255 characters, quoted, for DNS hosts that want it so. */
  readonly chunked: string;
  readonly status: RecordStatus | 'unchecked';
  readonly diagnostics: readonly Diagnostic[];
}

/** A sender's domain: the records it needs, and what the last check found. */
export interface DomainState {
  readonly domain: string;
  /** With the channel's first transport: it makes the sender ready. */
  readonly validated: boolean;
  /** Of all transports, the first's first. */
  readonly records: readonly DomainRecord[];
  /** What concerns the domain as a whole. */
  readonly notices: readonly Diagnostic[];
  /** How the sender stands with each transport, in the order they are tried. */
  readonly transports: readonly TransportStanding[];
  /** The last check that DNS answered. */
  readonly checkedAt?: Date;
}

/** What one transport's registry asks for, and what the last check saw of it. */
export interface Listed {
  readonly transport: string;
  readonly records: readonly ExpectedRecord[];
  readonly checks: readonly RecordCheck[];
}

/** What is known of a domain besides its records. */
interface KnownDomain {
  readonly domain: string;
  readonly transports: readonly TransportStanding[];
  readonly notices: readonly Diagnostic[];
  readonly checkedAt?: Date | undefined;
}

/** The records that are expected, each with what was found for it. */
export function domainState(
  { domain, transports, notices, checkedAt }: KnownDomain,
  listed: readonly Listed[],
): DomainState {
  const zone = registrableDomain(domain) ?? domain;
  const shown = shownOf(listed.flatMap(({ records }) => records));
  const records = listed.flatMap(({ transport, records: expected, checks }) =>
    expected.map((record): DomainRecord => {
      const { name, type, value } = shown(record);
      const check = checks.find((one) => keyOf(one) === keyOf(record));
      return {
        ...record,
        transport,
        name,
        type,
        value,
        zone,
        host: hostOf(name, zone),
        chunked: chunked({ type, value }),
        status: check?.status ?? 'unchecked',
        diagnostics: check?.diagnostics ?? [],
      };
    }),
  );
  const validated = transports[0]?.domainValidated ?? false;
  return present({ domain, records, notices, transports, validated, checkedAt });
}

/** What DNS is to be asked for: what two registries ask for once, and needed where one of them needs it. */
export function wantedOf(lists: readonly (readonly ExpectedRecord[])[]): readonly ExpectedRecord[] {
  const all = lists.flat();
  const shown = shownOf(all);
  const wanted = new Map<string, ExpectedRecord>();
  for (const record of all) {
    const key = keyOf(shown(record));
    const known = wanted.get(key);
    if (!known || (known.optional && !record.optional)) wanted.set(key, { ...record, ...shown(record) });
  }
  return [...wanted.values()];
}

/** What a check of all the wanted records says of one registry's. */
export function checksOf(
  own: readonly ExpectedRecord[],
  lists: readonly (readonly ExpectedRecord[])[],
  found: DomainCheck,
): readonly RecordCheck[] {
  const shown = shownOf(lists.flat());
  return own.map((record) => {
    const check = found.records.find((one) => keyOf(one) === keyOf(shown(record)));
    return { ...record, status: check?.status ?? 'unknown', diagnostics: check?.diagnostics ?? [] };
  });
}

type Placed = Pick<ExpectedRecord, 'name' | 'type' | 'value'>;

/** A domain has one DMARC record, and any valid policy passes: the first that is suggested stands for all. */
function shownOf(all: readonly ExpectedRecord[]): (record: ExpectedRecord) => Placed {
  const dmarc = all.find(({ purpose }) => purpose === 'dmarc');
  return (record) => {
    const { name, type, value } = record.purpose === 'dmarc' && dmarc ? dmarc : record;
    return { name, type, value };
  };
}

function keyOf({ name, type, value }: Placed): string {
  return `${name} ${type} ${value}`;
}

/** What a check that DNS answered changes in a sender's standing with one transport. */
export interface DomainVerdict {
  readonly domainChecks: readonly RecordCheck[];
  readonly domainCheckedAt: Date;
  /** Absent: it is not validated, or not any more. */
  readonly domainValidatedAt?: Date;
}

/** Validated once all is in place and the provider agrees, from the first time on; not any more where something certainly is not. */
export function judgeDomain(
  { domainValidatedAt: was }: { readonly domainValidatedAt?: Date },
  checks: readonly RecordCheck[],
  { agreed, now }: { readonly agreed: boolean; readonly now: Date },
): DomainVerdict {
  return present({
    domainChecks: checks,
    domainCheckedAt: now,
    domainValidatedAt: agreed ? (was ?? now) : undefined,
  });
}

function hostOf(name: string, zone: string): string {
  if (name === zone) return '@';
  return name.endsWith(`.${zone}`) ? name.slice(0, -zone.length - 1) : name;
}

function chunked({ type, value }: Pick<ExpectedRecord, 'type' | 'value'>): string {
  if (type !== 'TXT') return value;
  return (value.match(/.{1,255}/gs) ?? ['']).map((chunk) => `"${chunk}"`).join(' ');
}
