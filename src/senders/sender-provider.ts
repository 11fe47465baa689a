import { MessagingError } from '../errors.ts';
import type { RegistryContext, SenderIdentity, SenderRegistry } from '../interfaces/sender-registry.ts';
import type { SenderPatch, SenderRecord } from '../interfaces/storage/senders.ts';
import { present } from '../model/present.ts';
import { createVault } from '../secrets/vault.ts';
import { type Scope, transportOf } from '../wiring.ts';

/** The provider's part in a site's senders, where its transport has one. */
export function registryOf(scope: Scope): SenderRegistry | undefined {
  return transportOf(scope).senders;
}

/** How long a registry may take for one answer. */
const answerWithinMs = 60_000;

/**
 * Asks a registry about a sender, and waits a minute at most, however it takes its signal.
 * @throws MessagingError `sender_provider_failed` where the time is over, else what the registry throws
 */
export async function ask<T>(
  { engine, site, channel }: Scope,
  sender: SenderIdentity,
  question: (sender: SenderIdentity, context: RegistryContext) => Promise<T>,
  { signal: given, transport }: { readonly signal?: AbortSignal; readonly transport?: string } = {},
): Promise<T> {
  const { storage, secrets, now } = engine;
  const shared = await storage.senders.othersInDomain(sender.domain, sender.id);
  const overdue = new AbortController();
  const signal = given ? AbortSignal.any([overdue.signal, given]) : overdue.signal;
  const name = transport ?? engine.transports[channel][0]?.name;
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
    const context = { site: site.id, vault, now: now(), signal, shared };
    return await Promise.race([cutShort, question(sender, context)]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}

export function identityOf(sender: SenderRecord): SenderIdentity {
  const { id, name, address, domain = '', providerId } = sender;
  return present({ id, name, address, domain, providerId: providerId || undefined });
}

/** Makes the provider know the sender, and says what that settles at once. Without a registry there is no domain to authenticate. */
export async function registerSender(
  scope: Scope,
  sender: SenderIdentity,
): Promise<
  Pick<SenderRecord, 'providerId' | 'addressValidatedAt' | 'addressValidatedBy' | 'domainValidatedAt'>
> {
  const registry = registryOf(scope);
  const now = scope.engine.now();
  if (!registry) return { domainValidatedAt: now };
  const { providerId, addressValidated } = await ask(scope, sender, registry.register.bind(registry));
  return present({
    providerId: providerId || undefined,
    addressValidatedAt: addressValidated ? now : undefined,
    addressValidatedBy: addressValidated ? 'provider' : undefined,
  });
}

/**
 * Applies a change also where another call changed something else meanwhile: a code is used up only once.
 * @throws MessagingError `conflict` where the sender is another by now, or gone
 */
export async function patchSender(
  { engine }: Scope,
  sender: SenderRecord,
  patch: SenderPatch,
): Promise<SenderRecord> {
  const { senders } = engine.storage;
  let current: SenderRecord | undefined = sender;
  while (current?.id === sender.id && current.address === sender.address) {
    const updated = await senders.update(current, patch);
    if (updated) return updated;
    current = await senders.find(sender.site, sender.channel);
  }
  throw new MessagingError('conflict', 'The sender was changed or deleted meanwhile: look again.');
}
