import { useState } from 'react';
import { useLeaveCheck } from '../parts/use-leave-check.ts';

/** What a draft has besides its words, by the draft's key: kept as long as this page is open, wherever one goes in it. */
export class DraftLists<One> {
  readonly #kept = new Map<string, readonly One[]>();
  /** Whether one is gone with the page, and nothing brings it back. Default: each is. */
  readonly isLost: (one: One) => boolean;

  constructor(isLost: (one: One) => boolean = () => true) {
    this.isLost = isLost;
  }

  of(key: string): readonly One[] {
    return this.#kept.get(key) ?? [];
  }

  keep(key: string, all: readonly One[]): void {
    this.#kept.set(key, all);
  }
}

/** Those of a draft. While there are any that would be lost, the browser asks before the page is left. */
export function useDraftList<One>(lists: DraftLists<One>, key: string) {
  const [, setTurn] = useState(0);
  const all = lists.of(key);
  useLeaveCheck(all.some(lists.isLost));
  return {
    all,
    put(next: readonly One[]) {
      lists.keep(key, next);
      setTurn((turn) => turn + 1);
    },
  };
}
