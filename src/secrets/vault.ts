import { MessagingError } from '../errors.ts';
import type { SecretStore } from '../interfaces/storage/secrets.ts';
import type { Vault } from '../interfaces/vault.ts';
import type { Secrets } from './secrets.ts';
import { SharedReads } from './shared-reads.ts';

const maxTries = 20;

/** What a document is bound to: it opens under this name on this site only. */
export function vaultContext(site: string, name: string): string {
  return `vault\n${site}\n${name}`;
}

/** A site's vault on a storage's secrets, for tests of a transport; `Messaging` makes its own. */
export function createVault(store: SecretStore, secrets: Secrets, site: string): Vault {
  const context = (name: string) => vaultContext(site, name);
  return {
    site,
    async read(name) {
      const entry = await store.find(site, name);
      if (!entry) return undefined;
      const { plain, current } = secrets.unseal(context(name), entry.value);
      // Sealed with an earlier secret. Where somebody changes it meanwhile, that seals it with the present one.
      if (!current) await store.put(site, name, secrets.seal(context(name), plain), entry.revision);
      return plain;
    },
    async update(name, change) {
      for (let attempt = 0; attempt < maxTries; attempt += 1) {
        const entry = await store.find(site, name);
        const next = await change(entry && secrets.open(context(name), entry.value));
        if (await store.put(site, name, secrets.seal(context(name), next), entry?.revision ?? 0)) return next;
      }
      throw new MessagingError('conflict', `"${name}" is being changed by too many at once: try again.`);
    },
    async delete(name) {
      await store.delete(site, name);
    },
  };
}

/**
 * The vaults of all sites, for hand-overs: where several mails of a site leave at once, its keys are read and opened once. Not for what
 * may run in a host's transaction, where a read answers what others must not see.
 */
export function sharedVaults(store: SecretStore, secrets: Secrets): (site: string) => Vault {
  const reads = new SharedReads<string | undefined>();
  return (site) => {
    const vault = createVault(store, secrets, site);
    return { ...vault, read: (name) => reads.read(vaultContext(site, name), () => vault.read(name)) };
  };
}
