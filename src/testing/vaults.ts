import type { SecretStore } from '../interfaces/storage/secrets.ts';
import type { Vault } from '../interfaces/vault.ts';
import { Secrets } from '../secrets/secrets.ts';
import { createVault } from '../secrets/vault.ts';

/** A site's vault in memory, sealed as the core seals it. */
export function newVault(site = 'suite'): Vault {
  const entries = new Map<string, { readonly value: string; readonly revision: number }>();
  const store: SecretStore = {
    find: async (_site, name) => entries.get(name),
    list: async () => [],
    async put(_site, name, value, revision) {
      if ((entries.get(name)?.revision ?? 0) !== revision) return false;
      entries.set(name, { value, revision: revision + 1 });
      return true;
    },
    delete: async (_site, name) => entries.delete(name),
  };
  return createVault(store, new Secrets('a secret for the conformance suite only'), site);
}
