import { useState } from 'react';
import { useLeaveCheck } from '../../parts/use-leave-check.ts';
import type { Person } from './list.ts';

/** By a draft's key: as long as this page is open, wherever one goes in it. */
const kept = new Map<string, readonly Person[]>();

export function peopleOf(key: string): readonly Person[] {
  return kept.get(key) ?? [];
}

export function keepPeople(key: string, people: readonly Person[]): void {
  kept.set(key, people);
}

/** Whom a draft goes to, where they are many. */
export function usePeople(key: string) {
  const [, setTurn] = useState(0);
  const people = peopleOf(key);
  useLeaveCheck(people.length > 0);
  return {
    people,
    put(next: readonly Person[]) {
      keepPeople(key, next);
      setTurn((turn) => turn + 1);
    },
  };
}
