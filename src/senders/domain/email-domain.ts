import { MessagingError } from '../../errors.ts';
import type { RegistryContext, SenderRegistry } from '../../interfaces/sender-registry.ts';
import type { SenderPatch, SenderRecord } from '../../interfaces/storage/senders.ts';
import type { Diagnostic, ExpectedRecord, RecordCheck, RecordStatus } from '../../model/domain-records.ts';
import { registrableDomain } from '../../model/public-suffix.ts';
import type { Engine } from '../../wiring.ts';
import { identityOf } from '../sender-state.ts';
import { checkDomain } from './domain-check.ts';

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

export interface DomainState {
  readonly domain: string;
  readonly validated: boolean;
  readonly records: readonly DomainRecord[];
  /** What concerns the domain as a whole. */
  readonly notices: readonly Diagnostic[];
  /** The last check that DNS answered. */
  readonly checkedAt?: Date;
}

export async function readDomain(
  sender: SenderRecord,
  registry: SenderRegistry | undefined,
  context: RegistryContext,
): Promise<DomainState> {
  const expected = (await registry?.records(identityOf(sender), context)) ?? [];
  return stateOf(sender, expected, sender.domainChecks ?? [], []);
}

type Apply = (patch: SenderPatch) => Promise<SenderRecord>;

export async function runDomainCheck(
  engine: Engine,
  sender: SenderRecord,
  registry: SenderRegistry | undefined,
  context: RegistryContext,
  signal: AbortSignal | undefined,
  apply: Apply,
): Promise<DomainState> {
  if (!registry) return stateOf(sender, [], [], []);
  if (!engine.dns)
    throw new MessagingError(
      'invalid_config',
      'Checking a domain needs "dns" in new Messaging({ … }), such as nodeDns().',
    );
  const identity = identityOf(sender);
  const records = await registry.records(identity, context);
  const {
    status,
    records: checks,
    notices,
  } = await checkDomain({
    ...{ domain: identity.domain, records, dns: engine.dns },
    ...(signal ? { signal } : {}),
  });
  // Nothing certain was learned: what was known stays known.
  if (status === 'unknown') return stateOf(sender, records, checks, notices);

  const agreed = await registry.checked(identity, checks, context);
  const validated = status === 'passed' && agreed;
  const was = sender.domainValidatedAt;
  const updated = await apply({
    domainChecks: checks,
    domainCheckedAt: engine.now(),
    domainValidatedAt: validated ? (was ?? engine.now()) : null,
  });
  if (validated && !was) engine.events.emit('sender.domain_validated', { sender: updated });
  if (!validated && was) engine.events.emit('sender.domain_lost', { sender: updated });
  // A check can change what is expected: a rotation ends, and the new keys are the only ones.
  return stateOf(updated, await registry.records(identity, context), checks, notices);
}

function stateOf(
  sender: SenderRecord,
  expected: readonly ExpectedRecord[],
  checks: readonly RecordCheck[],
  notices: readonly Diagnostic[],
): DomainState {
  const { domain = '', domainCheckedAt } = sender;
  const zone = registrableDomain(domain) ?? domain;
  const records = expected.map((record): DomainRecord => {
    const check = checks.find(
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
  return {
    ...{ domain, records, notices, validated: sender.domainValidatedAt !== undefined },
    ...(domainCheckedAt ? { checkedAt: domainCheckedAt } : {}),
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
