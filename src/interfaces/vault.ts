/** A site's sealed documents, for an adapter to keep keys in. Encrypted with AES-256-GCM under the host's secret. */
export interface Vault {
  readonly site: string;
  /** The document, opened; `undefined` where there is none. */
  read(name: string): Promise<string | undefined>;
  /**
   * Changes a document; concurrent changes are applied one after the other, so `change` may run more than once.
   * Answers the new value.
   */
  update(name: string, change: (current: string | undefined) => string | Promise<string>): Promise<string>;
  /** Removes a document. May be repeated. */
  delete(name: string): Promise<void>;
}
