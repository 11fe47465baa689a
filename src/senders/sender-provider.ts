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

export function registryContext({ engine, site }: Scope): RegistryContext {
  const { storage, secrets, now } = engine;
  return { site: site.id, vault: createVault(storage.secrets, secrets, site.id), now: now() };
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
  const { providerId, addressValidated } = await registry.register(sender, registryContext(scope));
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
