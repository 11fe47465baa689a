/** A sealed document. `revision` is another after each change, never 0, and not used again when one is deleted. */
export interface SecretEntry {
  readonly site: string;
  readonly name: string;
  readonly value: string;
  readonly revision: number;
}

/**
 * Small sealed documents that an adapter keeps per site (DKIM keys, provider tokens). The storage sees only
 * ciphertext.
 */
export interface SecretStore {
  /** `undefined` where there is none. */
  find(
    site: string,
    name: string,
  ): Promise<{ readonly value: string; readonly revision: number } | undefined>;
  /**
   * All sites' entries by (site, name), in the order of their code units in UTF-8; what follows `after`, at
   * most `limit`.
   */
  list(query: {
    readonly after?: { readonly site: string; readonly name: string };
    readonly limit: number;
  }): Promise<readonly SecretEntry[]>;
  /**
   * Compare and set: `revision` is the one read, 0 for a new entry. `false`, and nothing changed, where it is
   * another by now.
   */
  put(site: string, name: string, value: string, revision: number): Promise<boolean>;
  /** `false` where there was none. */
  delete(site: string, name: string): Promise<boolean>;
}
