import { MessagingError, type Tx } from 'postern/adapter';

/** What `storage.transaction` gives its callback, to pass on as `tx`. Collects what happens when it commits. */
export class MemoryTransaction {
  /** Resolves after the commit or the roll-back. */
  readonly ended: Promise<void>;
  readonly #onCommit: (() => void)[] = [];
  readonly #onRollBack: (() => void)[] = [];
  readonly #onEnd: (() => void)[] = [];
  #open = true;

  constructor() {
    this.ended = new Promise((resolve) => this.#onEnd.push(resolve));
  }

  /** Neither committed nor rolled back yet. */
  get isOpen(): boolean {
    return this.#open;
  }

  /** Runs when it commits, in the order given; never where it rolls back. */
  onCommit(effect: () => void): void {
    this.#onCommit.push(effect);
  }

  /** The last change is undone first. */
  onRollBack(effect: () => void): void {
    this.#onRollBack.unshift(effect);
  }

  /** Runs after a commit's effects, and after a roll-back. */
  onEnd(effect: () => void): void {
    this.#onEnd.push(effect);
  }

  /** Makes what was collected so. By `storage.transaction`. */
  commit(): void {
    this.#end(this.#onCommit);
  }

  /** Undoes what was changed. By `storage.transaction`. */
  rollBack(): void {
    this.#end(this.#onRollBack);
  }

  #end(effects: readonly (() => void)[]): void {
    this.#open = false;
    for (const effect of [...effects, ...this.#onEnd]) effect();
  }
}

/** @throws MessagingError `invalid_argument` for one that has ended or is of another storage. */
export function openTransaction(tx: Tx, own: WeakSet<MemoryTransaction>): MemoryTransaction {
  if (!(tx instanceof MemoryTransaction && own.has(tx))) {
    throw new MessagingError('invalid_argument', '"tx" is not a transaction of this storage.');
  }
  if (tx.isOpen) return tx;
  throw new MessagingError('invalid_argument', '"tx" has ended: await what uses it inside its callback.');
}

/** What open transactions have inserted, by the ids and keys that nobody else may use before they end. */
export class Reservations<T> {
  readonly #held = new Map<string, { readonly by: MemoryTransaction; readonly value: T }>();

  get(name: string): T | undefined {
    return this.#held.get(name)?.value;
  }

  hold(names: readonly string[], value: T, by: MemoryTransaction): void {
    for (const name of names) this.#held.set(name, { by, value });
    by.onEnd(() => {
      for (const name of names) this.#held.delete(name);
    });
  }

  /** Resolves once none of the names is held by any other transaction than `own`. */
  async free(names: readonly string[], own?: MemoryTransaction): Promise<void> {
    for (;;) {
      const other = names.map((name) => this.#held.get(name)?.by).find((by) => by && by !== own);
      if (!other) return;
      await other.ended;
    }
  }
}
