import { MessagingError } from './errors.ts';
import type { Secrets } from './secrets.ts';
import type { SecretStore } from './storage/secrets.ts';

/** A site's sealed documents, for an adapter to keep keys in. Encrypted with AES-256-GCM under the host's secret. */
export interface Vault {
  readonly site: string;
  read(name: string): Promise<string | undefined>;
  /** Changes a document; concurrent changes are applied one after the other, so `change` may run more than once. Answers the new value. */
  update(name: string, change: (current: string | undefined) => string | Promise<string>): Promise<string>;
  delete(name: string): Promise<void>;
  /** An unforgeable tag of this site for a value that comes back from outside, such as an id in a bounce address: 24 hexadecimal digits (96 bits), the same in either case. */
  tag(purpose: string, value: string): string;
  /** Compares in constant time, against every secret. */
  verifyTag(purpose: string, value: string, tag: string): boolean;
}

const maxTries = 20;

export function createVault(store: SecretStore, secrets: Secrets, site: string): Vault {
  const context = (name: string) => `vault\n${site}\n${name}`;
  return {
    site,
    async read(name) {
      const entry = await store.get(site, name);
      return entry && secrets.open(context(name), entry.value);
    },
    async update(name, change) {
      for (let attempt = 0; attempt < maxTries; attempt += 1) {
        const entry = await store.get(site, name);
        const next = await change(entry && secrets.open(context(name), entry.value));
        if (await store.put(site, name, secrets.seal(context(name), next), entry?.revision ?? 0)) return next;
      }
      throw new MessagingError(
        'storage_not_ready',
        `"${name}" is being changed by too many at once: try again.`,
      );
    },
    async delete(name) {
      await store.delete(site, name);
    },
    tag: (purpose, value) => secrets.tag(purpose, [site, value]),
    verifyTag: (purpose, value, tag) => secrets.verifyTag(purpose, [site, value], tag),
  };
}
