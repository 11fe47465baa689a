import { useCallback, useEffect, useState } from 'react';
import { readStored, storedNames, writeStored } from './device.ts';
import { isId, newId, tab } from './tab.ts';

/** What another tab keeps under the same key, or kept when it was closed. */
export interface Offer<Value> {
  /** What it is stored under. */
  readonly name: string;
  readonly value: Value;
}

/** Told to this page when a value came back to where one is kept. */
const cameBack = 'postern:came-back';

/** Keeps a value under the key once more: as this tab's own, or, where the tab has another by now, beside it to be offered. */
export function giveBack(key: string, value: unknown): void {
  const own = `${key}:${tab}`;
  writeStored(readStored(own) === undefined ? own : `${key}:${newId()}`, value);
  window.dispatchEvent(new Event(cameBack));
}

/**
 * A value of this tab alone, which survives a reload: no other tab changes it. What others keep under the same key is offered;
 * taking it leaves an open tab what it shows. `read` and `undefined` as with `useStored`.
 */
export function useOwned<Value>(key: string, read: (stored: unknown) => Value | undefined) {
  const own = `${key}:${tab}`;
  const [value, setValue] = useState(() => read(readStored(own)));
  const [offers, setOffers] = useState(() => offersOf(key, read));
  const set = useCallback(
    (next: Value | undefined) => {
      setValue(() => next);
      writeStored(own, next);
    },
    [own],
  );
  useEffect(() => {
    const onStorage = (event: StorageEvent) => {
      // Taken by another tab, which cannot know that this one is open.
      if (event.key === own && event.newValue === null) writeStored(own, value);
      setOffers(offersOf(key, read));
    };
    const onBack = () => {
      setValue(() => read(readStored(own)));
      setOffers(offersOf(key, read));
    };
    window.addEventListener('storage', onStorage);
    window.addEventListener(cameBack, onBack);
    return () => {
      window.removeEventListener('storage', onStorage);
      window.removeEventListener(cameBack, onBack);
    };
  }, [own, key, read, value]);
  const take = (offer: Offer<Value>) => {
    writeStored(offer.name, undefined);
    set(offer.value);
    setOffers(offersOf(key, read));
  };
  return { value, set, offers, take };
}

function offersOf<Value>(key: string, read: (stored: unknown) => Value | undefined): readonly Offer<Value>[] {
  return storedNames()
    .filter((name) => isOfAnother(name, key))
    .flatMap((name) => {
      const value = read(readStored(name));
      return value === undefined ? [] : [{ name, value }];
    });
}

/** Earlier versions of the page kept one value for all tabs, under the key itself. */
function isOfAnother(name: string, key: string): boolean {
  if (name === key) return true;
  const id = name.slice(key.length + 1);
  return name.startsWith(`${key}:`) && isId(id) && id !== tab;
}
