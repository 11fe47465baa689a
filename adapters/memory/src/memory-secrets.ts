import type { SecretEntry, SecretStore } from 'postern/adapter';

export class MemorySecrets implements SecretStore {
  readonly #secrets = new Map<string, SecretEntry>();
  /** Counts over all entries, so that one deleted and made anew never has a revision that somebody may still hold. */
  #revisions = 0;

  async find(
    site: string,
    name: string,
  ): Promise<{ readonly value: string; readonly revision: number } | undefined> {
    const entry = this.#secrets.get(key(site, name));
    return entry && { value: entry.value, revision: entry.revision };
  }

  async list({
    after,
    limit,
  }: {
    readonly after?: { readonly site: string; readonly name: string };
    readonly limit: number;
  }): Promise<readonly SecretEntry[]> {
    return [...this.#secrets.values()]
      .sort(bySiteAndName)
      .filter((entry) => !after || bySiteAndName(entry, after) > 0)
      .slice(0, limit)
      .map((entry) => ({ ...entry }));
  }

  async put(site: string, name: string, value: string, revision: number): Promise<boolean> {
    if ((this.#secrets.get(key(site, name))?.revision ?? 0) !== revision) return false;
    this.#revisions += 1;
    this.#secrets.set(key(site, name), { site, name, value, revision: this.#revisions });
    return true;
  }

  async delete(site: string, name: string): Promise<boolean> {
    return this.#secrets.delete(key(site, name));
  }
}

type Key = Pick<SecretEntry, 'site' | 'name'>;

function bySiteAndName(a: Key, b: Key): number {
  return (
    Buffer.compare(Buffer.from(a.site), Buffer.from(b.site)) ||
    Buffer.compare(Buffer.from(a.name), Buffer.from(b.name))
  );
}

function key(site: string, name: string): string {
  return JSON.stringify([site, name]);
}
