import type { SenderIdentity } from '../interfaces/sender-registry.ts';
import type { SenderRecord, SenderStanding } from '../interfaces/storage/senders.ts';
import { present } from '../model/present.ts';
import type { Scope } from '../wiring.ts';
import { ask, askOther, identityOf, providersOf, saveStandings } from './sender-provider.ts';
import { confirmed, type Provider, type Standings, standingsOf, taken } from './standings.ts';

/** Makes one provider know the sender, and says what that settles at once. Without a registry there is no domain to authenticate. */
async function register(
  scope: Scope,
  provider: Provider,
  sender: SenderIdentity,
  known: SenderStanding,
  signal?: AbortSignal,
): Promise<SenderStanding> {
  const now = scope.engine.now();
  const { pending: _, providerId: earlier, ...rest } = known;
  const answer = await ask(
    scope,
    provider,
    identityOf(sender, earlier),
    (registry, identity, context) => registry.register(identity, context),
    signal,
  );
  if (!answer) return { ...rest, domainValidatedAt: known.domainValidatedAt ?? now };
  const { providerId, addressValidated } = answer;
  const standing = { ...rest, ...present({ providerId: providerId || undefined }) };
  return addressValidated && !standing.addressValidatedAt ? confirmed(standing, now, 'provider') : standing;
}

/**
 * Makes every provider know the sender. The first has to; another that fails is told as an `error` event, and asked again by
 * the next check.
 */
export async function registerWithAll(
  scope: Scope,
  sender: SenderIdentity,
  known: Standings = {},
): Promise<Standings> {
  const [first, ...others] = providersOf(scope);
  const own = await register(scope, first, sender, known[first.name] ?? {});
  const rest = await Promise.all(
    others
      .filter(({ registry }) => registry)
      .map(async (provider) => {
        const before = known[provider.name] ?? {};
        return [provider.name, await registerOther(scope, provider, sender, before)] as const;
      }),
  );
  return { ...known, ...Object.fromEntries(rest), [first.name]: own };
}

async function registerOther(
  scope: Scope,
  provider: Provider,
  sender: SenderIdentity,
  known: SenderStanding,
  signal?: AbortSignal,
): Promise<SenderStanding> {
  try {
    return await register(scope, provider, sender, known, signal);
  } catch (error) {
    signal?.throwIfAborted();
    scope.engine.events.fault(error, `registering a sender with ${provider.name}`);
    return { ...known, pending: true };
  }
}

/** Makes those know the sender that do not yet: they failed before, or are new in the configuration. The first's failure is thrown. */
export async function registerWhereMissing(
  scope: Scope,
  sender: SenderRecord,
  { only, signal }: { readonly only?: Provider; readonly signal?: AbortSignal | undefined } = {},
): Promise<SenderRecord> {
  const [first, ...others] = providersOf(scope);
  const standings = standingsOf(sender, first.name);
  const missing = [first, ...others].filter(
    ({ name, registry }) => registry && !taken(standings[name]) && (only === undefined || only.name === name),
  );
  if (missing.length === 0) return sender;
  const identity = identityOf(sender);
  const made = await Promise.all(
    missing.map(async (provider) => {
      const has = provider === first || only !== undefined ? register : registerOther;
      const known = standings[provider.name] ?? {};
      return [provider.name, await has(scope, provider, identity, known, signal)] as const;
    }),
  );
  return saveStandings(scope, sender, (current) => ({ ...current, ...Object.fromEntries(made) }));
}

/**
 * Makes every provider forget the sender. Where the first fails, nothing else is done; another's failure is told as an `error`
 * event, and what it still knows stays there.
 */
export async function forget(
  scope: Scope,
  sender: SenderRecord,
  { refuse }: { readonly refuse: boolean },
): Promise<void> {
  const [first, ...others] = providersOf(scope);
  const standings = standingsOf(sender, first.name);
  const identity = ({ name }: Provider) => identityOf(sender, standings[name]?.providerId);
  const during = 'deleting a sender';
  if (refuse)
    await ask(scope, first, identity(first), (registry, of, context) => registry.delete(of, context));
  await Promise.all(
    (refuse ? others : [first, ...others]).map((provider) =>
      askOther(scope, provider, identity(provider), (registry, of, context) => registry.delete(of, context), {
        during,
      }),
    ),
  );
}
