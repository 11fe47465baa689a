import type { AuditEntry, AuditQuery, AuditStore } from 'postern/adapter';

/** Who changed what. */
export class MemoryAudit implements AuditStore {
  #entries: readonly AuditEntry[] = [];
  readonly #undo: (effect: () => void) => void;

  /** `undo`: takes what a roll-back of the transaction under way does. */
  constructor(undo: (effect: () => void) => void) {
    this.#undo = undo;
  }

  async add(given: AuditEntry): Promise<void> {
    const entry = structuredClone(given);
    this.#entries = [...this.#entries, entry];
    this.#undo(() => this.#remove((one) => one === entry));
  }

  async list({ site, actor, action, subject, before, limit }: AuditQuery): Promise<readonly AuditEntry[]> {
    const found = this.#entries.filter(
      (one) =>
        one.site === site &&
        (actor === undefined || one.actor === actor) &&
        (action === undefined || one.action === action) &&
        (subject === undefined || one.subject === subject) &&
        (before === undefined || compare(one, before) < 0),
    );
    return structuredClone(found.sort((a, b) => compare(b, a)).slice(0, limit));
  }

  async prune({ site, before, limit }: Parameters<AuditStore['prune']>[0]): Promise<number> {
    const old = this.#entries.filter((one) => one.site === site && one.at < before);
    const removed = new Set(old.sort(compare).slice(0, limit));
    this.#remove((one) => removed.has(one));
    return removed.size;
  }

  #remove(which: (entry: AuditEntry) => boolean): void {
    this.#entries = this.#entries.filter((one) => !which(one));
  }
}

function compare(a: Pick<AuditEntry, 'at' | 'id'>, b: Pick<AuditEntry, 'at' | 'id'>): number {
  return a.at.getTime() - b.at.getTime() || Number(a.id > b.id) - Number(a.id < b.id);
}
