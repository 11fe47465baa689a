import type { SecretStore } from 'postern';

export class MemorySecrets implements SecretStore {
  readonly #secrets = new Map<string, { readonly value: string; readonly revision: number }>();
  /** Counts over all entries, so that one deleted and made anew never has a revision that somebody may still hold. */
  #revisions = 0;

  async get(
    site: string,
    name: string,
  ): Promise<{ readonly value: string; readonly revision: number } | undefined> {
    const entry = this.#secrets.get(key(site, name));
    return entry && { ...entry };
  }

  async put(site: string, name: string, value: string, revision: number): Promise<boolean> {
    if ((this.#secrets.get(key(site, name))?.revision ?? 0) !== revision) return false;
    this.#revisions += 1;
    this.#secrets.set(key(site, name), { value, revision: this.#revisions });
    return true;
  }

  async delete(site: string, name: string): Promise<boolean> {
    return this.#secrets.delete(key(site, name));
  }
}

function key(site: string, name: string): string {
  return JSON.stringify([site, name]);
}
