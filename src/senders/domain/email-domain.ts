import type { Diagnostic, DomainCheck, ExpectedRecord, RecordStatus } from '../../model/domain-records.ts';
import { present } from '../../model/present.ts';
import { registrableDomain } from '../../model/public-suffix.ts';

/** One DNS record as a person enters it at their DNS host. */
export interface DomainRecord extends ExpectedRecord {
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
  readonly validated: boolean;
  readonly records: readonly DomainRecord[];
  /** What concerns the domain as a whole. */
  readonly notices: readonly Diagnostic[];
  /** The last check that DNS answered. */
  readonly checkedAt?: Date;
}

/** What a sender's record knows of its domain. */
interface KnownDomain {
  readonly domain?: string;
  readonly domainValidatedAt?: Date;
  readonly domainCheckedAt?: Date;
}

type Found = Pick<DomainCheck, 'records' | 'notices'>;

/** The records that are expected, each with what was found for it. */
export function domainState(
  { domain = '', domainValidatedAt, domainCheckedAt }: KnownDomain,
  expected: readonly ExpectedRecord[],
  found: Found,
): DomainState {
  const zone = registrableDomain(domain) ?? domain;
  const records = expected.map((record): DomainRecord => {
    const check = found.records.find(
      ({ name, type, value }) => name === record.name && type === record.type && value === record.value,
    );
    return {
      ...record,
      zone,
      host: hostOf(record.name, zone),
      chunked: chunked(record),
      status: check?.status ?? 'unchecked',
      diagnostics: check?.diagnostics ?? [],
    };
  });
  return present({
    domain,
    records,
    notices: found.notices,
    validated: domainValidatedAt !== undefined,
    checkedAt: domainCheckedAt,
  });
}

/** What a check that DNS answered changes in the sender's record, and what there is to tell of it. */
export interface DomainVerdict {
  readonly patch: {
    readonly domainChecks: DomainCheck['records'];
    readonly domainCheckedAt: Date;
    readonly domainValidatedAt: Date | null;
  };
  readonly event: 'sender.domain_validated' | 'sender.domain_lost' | undefined;
}

/**
 * Validated once all is in place and the provider agrees, from the first time on; not any more where something certainly is not.
 * `undefined` where DNS left it open: what was known stays known.
 */
export function judgeDomain(
  { domainValidatedAt: was }: KnownDomain,
  { status, records }: Pick<DomainCheck, 'status' | 'records'>,
  { agreed, now }: { readonly agreed: boolean; readonly now: Date },
): DomainVerdict | undefined {
  if (status === 'unknown') return undefined;
  const validated = status === 'passed' && agreed;
  const changed = validated ? 'sender.domain_validated' : 'sender.domain_lost';
  return {
    patch: {
      domainChecks: records,
      domainCheckedAt: now,
      domainValidatedAt: validated ? (was ?? now) : null,
    },
    event: validated === (was !== undefined) ? undefined : changed,
  };
}

function hostOf(name: string, zone: string): string {
  if (name === zone) return '@';
  return name.endsWith(`.${zone}`) ? name.slice(0, -zone.length - 1) : name;
}

function chunked({ type, value }: ExpectedRecord): string {
  if (type !== 'TXT') return value;
  return (value.match(/.{1,255}/gs) ?? ['']).map((chunk) => `"${chunk}"`).join(' ');
}
