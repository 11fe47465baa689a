import { useCallback, useEffect, useState } from 'react';
import { readStored, writeStored } from './device.ts';

/**
 * A value that survives a reload. `read` checks what was stored, which may be from an earlier version of the page. `undefined`
 * stands for the untouched state and is not stored.
 */
export function useStored<Value>(
  key: string,
  read: (stored: unknown) => Value | undefined,
): readonly [Value | undefined, (value: Value | undefined) => void] {
  const [value, setValue] = useState(() => read(readStored(key)));
  const set = useCallback(
    (next: Value | undefined) => {
      setValue(() => next);
      writeStored(key, next);
    },
    [key],
  );
  // The same draft may be open in another tab: the last one to write wins, and both show it.
  useEffect(() => {
    const onStorage = (event: StorageEvent) => {
      if (event.key === key) setValue(() => read(readStored(key)));
    };
    window.addEventListener('storage', onStorage);
    return () => window.removeEventListener('storage', onStorage);
  }, [key, read]);
  return [value, set];
}
