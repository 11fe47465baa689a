import type { SenderRegistry } from '../interfaces/sender-registry.ts';
import type {
  SenderPatch,
  SenderRecord,
  SenderStanding,
  ValidatedBy,
} from '../interfaces/storage/senders.ts';
import { present } from '../model/present.ts';

/** A transport's part in a channel's senders: its name, and its registry where it has one. */
export interface Provider {
  readonly name: string;
  readonly registry: SenderRegistry | undefined;
}

/** In the order they are tried: the first makes the sender ready. */
export type Providers = readonly [Provider, ...Provider[]];

/** Where a sender stands with each transport that was ever told of it, by their names. */
export type Standings = Readonly<Record<string, SenderStanding>>;

/** How a sender stands with one transport, for people. */
export interface TransportStanding {
  readonly transport: string;
  /** Who confirms the address for it. */
  readonly codeSentBy: SenderRegistry['codeSentBy'];
  /** `sendCode({ transport })` has it mailed again. */
  readonly resends: boolean;
  /** `rotateKeys({ transport })` replaces the domain's DKIM keys there. */
  readonly rotatesKeys: boolean;
  readonly addressValidated: boolean;
  /** Also where this transport asks nothing of the domain. */
  readonly domainValidated: boolean;
  /** Both hold: it may hand the sender's messages over. */
  readonly inPlace: boolean;
}

/** Of a sender whose row knows nothing of transports, what it has is the first's. */
export function standingsOf(sender: SenderRecord, first: string): Standings {
  const { providerId, addressValidatedAt, addressValidatedBy, addressConfirmedBy } = sender;
  const { domainValidatedAt, domainCheckedAt, domainChecks } = sender;
  const address = { addressValidatedAt, addressValidatedBy, addressConfirmedBy };
  const own = present({ providerId, ...address, domainValidatedAt, domainCheckedAt, domainChecks });
  return { ...sender.standings, [sender.transport ?? first]: own };
}

const none = {
  providerId: null,
  addressValidatedAt: null,
  addressValidatedBy: null,
  addressConfirmedBy: null,
  domainValidatedAt: null,
  domainCheckedAt: null,
  domainChecks: null,
} as const satisfies Record<Exclude<keyof SenderStanding, 'pending'>, null>;

/** What writes the standings down: the first's at the top, once its registry took the sender. */
export function standingsPatch(
  { transport }: SenderRecord,
  first: string,
  standings: Standings,
): SenderPatch {
  const top = taken(standings[first]) ? first : (transport ?? first);
  const { [top]: { pending: _, ...own } = {}, ...others } = standings;
  return {
    ...none,
    ...own,
    transport: top,
    standings: Object.keys(others).length > 0 ? others : null,
  };
}

/** A sender that was never written down, with its standings. */
export function withStandings(sender: SenderRecord, first: string, standings: Standings): SenderRecord {
  const { [first]: { pending: _, ...own } = {}, ...others } = standings;
  const rest = Object.keys(others).length > 0 ? others : undefined;
  return { ...sender, ...own, transport: first, ...present({ standings: rest }) };
}

/** Whether the registry took the sender as it is by now. */
export function taken(standing: SenderStanding | undefined): standing is SenderStanding {
  return standing !== undefined && !standing.pending;
}

/** Who confirmed the address so that this transport goes by it: what a code of ours or the host did holds for all that leave it to us. */
export function addressOf({ name, registry }: Provider, standings: Standings): SenderStanding | undefined {
  const own = standings[name];
  if (own?.addressValidatedAt) return own;
  if (registry && registry.codeSentBy !== 'us') return undefined;
  return Object.values(standings).find(
    ({ addressValidatedAt, addressValidatedBy }) => addressValidatedAt && addressValidatedBy !== 'provider',
  );
}

export function standingWith(provider: Provider, standings: Standings): TransportStanding {
  const { name, registry } = provider;
  const { codeSentBy = 'us' } = registry ?? {};
  const addressValidated = addressOf(provider, standings) !== undefined;
  const domainValidated = !registry || standings[name]?.domainValidatedAt !== undefined;
  return {
    transport: name,
    codeSentBy,
    resends: !registry || registry.codeSentBy === 'us' || registry.resend !== undefined,
    rotatesKeys: registry?.rotateKeys !== undefined,
    addressValidated,
    domainValidated,
    inPlace: addressValidated && domainValidated,
  };
}

/** What is still known once the sender has another name, address or domain. */
export function kept(
  standing: SenderStanding | undefined,
  { moved, movedDomain }: { readonly moved: boolean; readonly movedDomain: boolean },
): SenderStanding {
  const { addressValidatedAt, addressValidatedBy, addressConfirmedBy, ...domain } = standing ?? {};
  if (movedDomain) return {};
  return moved ? domain : { ...standing };
}

/** Confirmed now, by whomever. */
export function confirmed(
  standing: SenderStanding | undefined,
  addressValidatedAt: Date,
  addressValidatedBy: ValidatedBy,
  addressConfirmedBy?: string,
): SenderStanding {
  return { ...standing, ...present({ addressValidatedAt, addressValidatedBy, addressConfirmedBy }) };
}

/** A standing with what the site knows of its domain already, by its other senders in it: a check of the domain is for all. */
export function withDomainKnown(standings: Standings, others: readonly Standings[]): Standings {
  const known = Object.entries(standings).map(([name, standing]) => {
    if (!taken(standing) || standing.domainCheckedAt) return [name, standing];
    const checked = others.map((other) => other[name]).find((one) => taken(one) && one.domainCheckedAt);
    if (!checked) return [name, standing];
    const { domainValidatedAt, domainCheckedAt, domainChecks } = checked;
    return [name, { ...standing, ...present({ domainValidatedAt, domainCheckedAt, domainChecks }) }];
  });
  return Object.fromEntries(known);
}
