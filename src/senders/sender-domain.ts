import { MessagingError } from '../errors.ts';
import type { DnsResolver } from '../interfaces/dns-resolver.ts';
import type { SenderRecord, SenderStanding } from '../interfaces/storage/senders.ts';
import type { Diagnostic, DomainCheck, ExpectedRecord, RecordCheck } from '../model/domain-records.ts';
import { present } from '../model/present.ts';
import type { Scope } from '../wiring.ts';
import type { DomainState } from './domain/email-domain.ts';
import { registerWhereMissing } from './registration.ts';
import { ask, askOther, identityOf, providersOf, type Question, saveStandings } from './sender-provider.ts';
import { setUp } from './set-up.ts';
import { addressOf, confirmed, type Provider, standingsOf, standingWith, taken } from './standings.ts';

/** One provider, and the records it asks for. */
interface Asking {
  readonly provider: Provider;
  readonly records: readonly ExpectedRecord[];
}

/** What a check saw: by transport, and of the domain as a whole. */
interface Seen {
  readonly checks: ReadonlyMap<string, readonly RecordCheck[]>;
  readonly notices: readonly Diagnostic[];
}

/** The records of all providers that took the sender, with what the last check saw of them. */
export async function readDomain(scope: Scope, sender: SenderRecord): Promise<DomainState> {
  const nothing: Seen = { checks: new Map(), notices: [] };
  return stateOf(scope, sender, { asking: await askingOf(scope, sender, undefined), seen: nothing });
}

async function stateOf(
  scope: Scope,
  sender: SenderRecord,
  { asking, seen }: { readonly asking: readonly Asking[]; readonly seen: Seen },
): Promise<DomainState> {
  const { domainState } = await setUp();
  const providers = providersOf(scope);
  const standings = standingsOf(sender, providers[0].name);
  const checkedAt = Object.values(standings)
    .flatMap(({ domainCheckedAt }) => domainCheckedAt ?? [])
    .sort((a, b) => b.getTime() - a.getTime())[0];
  const transports = providers.map((provider) => standingWith(provider, standings));
  return domainState(
    { domain: sender.domain ?? '', transports, notices: seen.notices, checkedAt },
    asking.map(({ provider: { name }, records }) => ({
      transport: name,
      records,
      checks: seen.checks.get(name) ?? standings[name]?.domainChecks ?? [],
    })),
  );
}

/** The first's failure is thrown, another's told. */
async function askingOf(
  scope: Scope,
  sender: SenderRecord,
  signal: AbortSignal | undefined,
): Promise<readonly Asking[]> {
  const providers = providersOf(scope);
  const [first] = providers;
  const standings = standingsOf(sender, first.name);
  const during = 'reading the records of a domain';
  const recordsOf: Question<readonly ExpectedRecord[]> = (registry, identity, context) =>
    registry.records(identity, context);
  const asked = await Promise.all(
    providers.map(async (provider): Promise<readonly Asking[]> => {
      const standing = standings[provider.name];
      if (!taken(standing)) return [];
      const identity = identityOf(sender, standing.providerId);
      const records = await (provider === first
        ? ask(scope, provider, identity, recordsOf, signal)
        : askOther(scope, provider, identity, recordsOf, { signal, during }));
      return records ? [{ provider, records }] : [];
    }),
  );
  return asked.flat();
}

/**
 * Looks all providers' records up at once, and tells each of its own.
 * @throws MessagingError `invalid_config`, `conflict`; what the first provider throws
 */
export async function checkSenderDomain(
  scope: Scope,
  sender: SenderRecord,
  signal: AbortSignal | undefined,
): Promise<DomainState> {
  const { dns } = scope.engine;
  if (providersOf(scope).every(({ registry }) => !registry)) return readDomain(scope, sender);
  if (!dns)
    throw new MessagingError(
      'invalid_config',
      'Checking a domain needs "dns" in new Messaging({ … }), such as nodeDns().',
    );
  const registered = await registerWhereMissing(scope, sender, { signal });
  const asking = await askingOf(scope, registered, signal);
  const found = await lookUp(registered, asking, dns, signal);
  const { checksOf } = await setUp();
  const lists = asking.map(({ records }) => records);
  const checks = new Map(
    asking.map(({ provider, records }) => [provider.name, checksOf(records, lists, found)]),
  );
  const judged = await judge(scope, registered, { asking, checks, signal });
  const seen = { checks, notices: found.notices };
  if (judged.size === 0) return stateOf(scope, registered, { asking, seen });
  const saved = await saveStandings(scope, registered, (standings) => ({
    ...standings,
    ...Object.fromEntries([...judged].map(([name, change]) => [name, change(standings[name])])),
  }));
  // A check can change what is expected: a rotation ends, and the new keys are the only ones.
  return stateOf(scope, saved, { asking: await askingOf(scope, saved, signal), seen });
}

async function lookUp(
  { domain = '' }: SenderRecord,
  asking: readonly Asking[],
  dns: DnsResolver,
  signal: AbortSignal | undefined,
): Promise<DomainCheck> {
  const { checkDomain, wantedOf } = await setUp();
  const records = wantedOf(asking.map((one) => one.records));
  return checkDomain({ domain, records, dns, ...present({ signal }) });
}

type Change = (standing: SenderStanding | undefined) => SenderStanding;

/** What each provider makes of its own records, as a change of its standing. None where DNS left it open, or another failed. */
async function judge(
  scope: Scope,
  sender: SenderRecord,
  {
    asking,
    checks,
    signal,
  }: {
    readonly asking: readonly Asking[];
    readonly checks: Seen['checks'];
    readonly signal: AbortSignal | undefined;
  },
): Promise<ReadonlyMap<string, Change>> {
  const { judgeDomain, overall } = await setUp();
  const [first] = providersOf(scope);
  const standings = standingsOf(sender, first.name);
  const now = scope.engine.now();
  const changes = await Promise.all(
    asking.map(async ({ provider }): Promise<readonly (readonly [string, Change])[]> => {
      const own = checks.get(provider.name) ?? [];
      const status = overall(own);
      // Where DNS left it open, the provider has nothing to agree to.
      if (status === 'unknown') return [];
      const standing = standings[provider.name];
      const identity = identityOf(sender, standing?.providerId);
      const told: Question<boolean> = (registry, of, context) => registry.checked(of, own, context);
      const agreed = await (provider.name === first.name
        ? ask(scope, provider, identity, told, signal)
        : askOther(scope, provider, identity, told, { signal, during: 'checking a domain' }));
      if (agreed === undefined) return [];
      const verdict = { agreed: agreed && status === 'passed', now };
      const activated =
        verdict.agreed && !standing?.domainValidatedAt && !addressOf(provider, standings)
          ? await takesAddress(scope, provider, identity, signal)
          : false;
      return [
        [
          provider.name,
          (before = {}) => {
            const { domainValidatedAt: _, ...rest } = before;
            const after = { ...rest, ...judgeDomain(before, own, verdict) };
            return activated ? confirmed(after, now, 'provider') : after;
          },
        ],
      ];
    }),
  );
  return new Map(changes.flat());
}

/** A provider may take an address without its code once the domain is the sender's. */
async function takesAddress(
  scope: Scope,
  provider: Provider,
  identity: ReturnType<typeof identityOf>,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const asked: Question<boolean> = async (registry, of, context) =>
    registry.codeSentBy === 'us' ? false : ((await registry.addressValidated?.(of, context)) ?? false);
  const during = 'asking whether an address is validated';
  return (await askOther(scope, provider, identity, asked, { signal, during })) ?? false;
}
