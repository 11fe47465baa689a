/** Small sealed documents that an adapter keeps per site (DKIM keys, provider tokens). The storage sees only ciphertext. */
export interface SecretStore {
  get(site: string, name: string): Promise<{ readonly value: string; readonly revision: number } | undefined>;
  /** Compare and set: `revision` is the one read, 0 for a new entry. `false`, and nothing changed, where it is another by now. */
  put(site: string, name: string, value: string, revision: number): Promise<boolean>;
  /** `false` where there was none. */
  delete(site: string, name: string): Promise<boolean>;
}
