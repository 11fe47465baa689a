import { isMessagingError, MessagingError } from '../errors.ts';
import type { DnsResolver } from '../interfaces/dns-resolver.ts';
import type { SenderRecord, SenderStanding } from '../interfaces/storage/senders.ts';
import type { Diagnostic, DomainCheck, ExpectedRecord, RecordCheck } from '../model/domain-records.ts';
import { present } from '../model/present.ts';
import type { Scope } from '../wiring.ts';
import type { DomainState } from './domain/email-domain.ts';
import { registerWhereMissing } from './registration.ts';
import { noteSender } from './sender-audit.ts';
import type { CheckOptions } from './sender-input.ts';
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
  { signal, actor }: CheckOptions,
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
  const verdicts = await judge(scope, registered, { asking, checks, signal });
  const seen = { checks, notices: found.notices };
  if (verdicts.length === 0) return stateOf(scope, registered, { asking, seen });
  const saved = await apply(scope, registered, verdicts, { signal, actor });
  await tellOthers(scope, saved, verdicts, { signal, actor });
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

/** What a provider makes of its own records. */
interface Verdict {
  readonly provider: Provider;
  readonly checks: readonly RecordCheck[];
  readonly agreed: boolean;
}

/** None of those where DNS left it open, or that failed. */
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
): Promise<readonly Verdict[]> {
  const { overall } = await setUp();
  const [first] = providersOf(scope);
  const standings = standingsOf(sender, first.name);
  const verdicts = await Promise.all(
    asking.map(async ({ provider }): Promise<readonly Verdict[]> => {
      const own = checks.get(provider.name) ?? [];
      const status = overall(own);
      // Where DNS left it open, the provider has nothing to agree to.
      if (status === 'unknown') return [];
      const identity = identityOf(sender, standings[provider.name]?.providerId);
      const told: Question<boolean> = (registry, of, context) => registry.checked(of, own, context);
      const agreed = await (provider.name === first.name
        ? ask(scope, provider, identity, told, signal)
        : askOther(scope, provider, identity, told, { signal, during: 'checking a domain' }));
      if (agreed === undefined) return [];
      return [{ provider, checks: own, agreed: agreed && status === 'passed' }];
    }),
  );
  return verdicts.flat();
}

type Change = (standing: SenderStanding | undefined) => SenderStanding;

/** Writes down what the verdicts mean for a sender in the domain. @throws MessagingError `conflict` */
async function apply(
  scope: Scope,
  sender: SenderRecord,
  verdicts: readonly Verdict[],
  { signal, actor }: CheckOptions,
): Promise<SenderRecord> {
  const { judgeDomain } = await setUp();
  const [first] = providersOf(scope);
  const standings = standingsOf(sender, first.name);
  const now = scope.engine.now();
  const changes = await Promise.all(
    verdicts.map(async ({ provider, checks, agreed }): Promise<readonly [string, Change]> => {
      const standing = standings[provider.name];
      const identity = identityOf(sender, standing?.providerId);
      const activated =
        agreed && !standing?.domainValidatedAt && !addressOf(provider, standings)
          ? await takesAddress(scope, provider, identity, signal)
          : false;
      return [
        provider.name,
        (before = {}) => {
          const { domainValidatedAt: _, ...rest } = before;
          const after = { ...rest, ...judgeDomain(before, checks, { agreed, now }) };
          return activated ? confirmed(after, now, 'provider') : after;
        },
      ];
    }),
  );
  const saved = await saveStandings(scope, sender, (current) => ({
    ...current,
    ...Object.fromEntries(changes.map(([name, change]) => [name, change(current[name])])),
  }));
  const was = standingWith(first, standings).domainValidated;
  const is = standingWith(first, standingsOf(saved, first.name)).domainValidated;
  if (is !== was && actor !== undefined)
    await noteSender(scope, is ? 'sender.domain_validated' : 'sender.domain_lost', saved, actor);
  return saved;
}

/** The domain is the same for the site's other senders in it, with each provider that took them. */
async function tellOthers(
  scope: Scope,
  { id, site, channel, domain }: SenderRecord,
  verdicts: readonly Verdict[],
  options: CheckOptions,
): Promise<void> {
  const [first] = providersOf(scope);
  const all = await scope.engine.storage.senders.list(site, channel);
  for (const other of all.filter((one) => one.id !== id && one.domain === domain)) {
    const standings = standingsOf(other, first.name);
    const own = verdicts.filter(({ provider }) => taken(standings[provider.name]));
    try {
      if (own.length > 0) await apply(scope, other, own, options);
    } catch (error) {
      // Changed or deleted meanwhile: its own check finds what holds then.
      if (!isMessagingError(error) || error.code !== 'conflict') throw error;
    }
  }
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
