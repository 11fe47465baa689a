import { MessagingError } from '../errors.ts';
import type { RegistryContext, SenderIdentity, SenderRegistry } from '../interfaces/sender-registry.ts';
import type { SenderPatch, SenderRecord } from '../interfaces/storage/senders.ts';
import { present } from '../model/present.ts';
import { createVault } from '../secrets/vault.ts';
import { type Scope, transportOf } from '../wiring.ts';
import {
  type Provider,
  type Providers,
  type Standings,
  standingsOf,
  standingsPatch,
  standingWith,
} from './standings.ts';

/** The parts that the channel's transports have in a site's senders. @throws MessagingError `channel_unavailable` */
export function providersOf({ engine, channel }: Pick<Scope, 'engine' | 'channel'>): Providers {
  const [first, ...others] = [transportOf({ engine, channel }), ...engine.transports[channel].slice(1)].map(
    ({ name, senders }): Provider => ({ name, registry: senders }),
  );
  if (!first) throw new Error('A channel has a first transport.');
  return [first, ...others];
}

/** The transport of this name, or the first. @throws MessagingError `invalid_argument` */
export function providerOf(scope: Scope, transport: string | undefined): Provider {
  const providers = providersOf(scope);
  const found = transport === undefined ? providers[0] : providers.find(({ name }) => name === transport);
  if (found) return found;
  const names = providers.map(({ name }) => `"${name}"`).join(', ');
  const sentence = `"transport" is none of the channel's transports: ${names}.`;
  throw new MessagingError('invalid_argument', sentence, { details: { field: 'transport' } });
}

/** How long a registry may take for one answer. */
const answerWithinMs = 60_000;

/** A question to a registry: the sender as that provider knows it, and what there is to go by. */
export type Question<T> = (
  registry: SenderRegistry,
  sender: SenderIdentity,
  context: RegistryContext,
) => Promise<T>;

/**
 * Asks a transport's registry about a sender, and waits a minute at most, however it takes its signal. `undefined` where the
 * transport has none.
 * @throws MessagingError `sender_provider_failed` where the time is over, else what the registry throws
 */
export async function ask<T>(
  { engine, site }: Scope,
  { name, registry }: Provider,
  sender: SenderIdentity,
  question: Question<T>,
  given?: AbortSignal,
): Promise<T | undefined> {
  if (!registry) return undefined;
  const { storage, secrets, now } = engine;
  const { id, domain } = sender;
  const { inSite: sharedInSite, acrossSites: sharedAcrossSites } = await storage.senders.othersInDomain({
    id,
    site: site.id,
    domain,
  });
  const sharing = { shared: sharedInSite || sharedAcrossSites, sharedInSite, sharedAcrossSites };
  const overdue = new AbortController();
  const signal = given ? AbortSignal.any([overdue.signal, given]) : overdue.signal;
  const sentence = `"${name}" did not answer within ${answerWithinMs / 1_000} s: try again.`;
  const late = new MessagingError('sender_provider_failed', sentence);
  const timer = setTimeout(() => overdue.abort(late), answerWithinMs);
  let stop = () => {};
  const cutShort = new Promise<never>((_resolve, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop);
  });
  try {
    signal.throwIfAborted();
    const vault = createVault(storage.secrets, secrets, site.id);
    const context = { site: site.id, vault, now: now(), signal, ...sharing };
    return await Promise.race([cutShort, question(registry, sender, context)]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}

/** As `ask`, of a transport that others can do without: its failure is told as an `error` event, and nothing is answered. */
export async function askOther<T>(
  scope: Scope,
  provider: Provider,
  sender: SenderIdentity,
  question: Question<T>,
  { signal, during }: { readonly signal?: AbortSignal | undefined; readonly during: string },
): Promise<T | undefined> {
  try {
    return await ask(scope, provider, sender, question, signal);
  } catch (error) {
    signal?.throwIfAborted();
    scope.engine.events.fault(error, `${during} with ${provider.name}`);
    return undefined;
  }
}

/** A sender as the provider knows it. */
export function identityOf(
  { id, name, address, domain = '' }: Pick<SenderRecord, 'id' | 'name' | 'address' | 'domain'>,
  providerId?: string,
): SenderIdentity {
  return present({ id, name, address, domain, providerId: providerId || undefined });
}

/**
 * Applies a change also where another call changed something else meanwhile: a code is used up only once. The change is made of
 * the record as it then is.
 * @throws MessagingError `conflict` where the sender is another by now, or gone
 */
export async function patchSender(
  { engine }: Scope,
  sender: SenderRecord,
  change: (current: SenderRecord) => SenderPatch,
): Promise<SenderRecord> {
  const { senders } = engine.storage;
  let current: SenderRecord | undefined = sender;
  while (current?.id === sender.id && current.address === sender.address) {
    const updated = await senders.update(current, change(current));
    if (updated) return updated;
    current = await senders.named(sender.site, sender.channel, sender.key);
  }
  throw new MessagingError('conflict', 'The sender was changed or deleted meanwhile: look again.');
}

/** Writes down where the sender stands now, and tells what that changed with the first transport. @throws MessagingError `conflict` */
export async function saveStandings(
  scope: Scope,
  sender: SenderRecord,
  change: (standings: Standings) => Standings,
): Promise<SenderRecord> {
  const [first] = providersOf(scope);
  let before = standingsOf(sender, first.name);
  const saved = await patchSender(scope, sender, (current) => {
    before = standingsOf(current, first.name);
    return standingsPatch(current, first.name, change(before));
  });
  const was = standingWith(first, before);
  const is = standingWith(first, standingsOf(saved, first.name));
  const { events } = scope.engine;
  if (is.addressValidated && !was.addressValidated)
    events.emit('sender.address_validated', { sender: saved });
  if (is.domainValidated !== was.domainValidated)
    events.emit(is.domainValidated ? 'sender.domain_validated' : 'sender.domain_lost', { sender: saved });
  return saved;
}
