import type { AuditAction, AuditEntry } from '../../model/audit.ts';

/** Which entries a page shows; every filter given must fit. */
export interface AuditQuery {
  readonly site: string;
  readonly actor?: string;
  readonly action?: AuditAction;
  readonly subject?: string;
  /** The last entry of the page before: only what is older follows, by (at, id). */
  readonly before?: Pick<AuditEntry, 'at' | 'id'>;
  /** The most to answer. */
  readonly limit: number;
}

/** Who changed what. Append only. */
export interface AuditStore {
  /** Within {@link Storage.within} it is there once the transaction commits, or never. */
  add(entry: AuditEntry): Promise<void>;
  /** Newest first by (at, id). */
  list(query: AuditQuery): Promise<readonly AuditEntry[]>;
  /** Removes the site's entries of before a time, at most `limit`; answers how many. */
  prune(query: { readonly site: string; readonly before: Date; readonly limit: number }): Promise<number>;
}
