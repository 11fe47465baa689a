import { useCallback, useEffect, useState } from 'react';

/** What is kept on this device under a name; `undefined` where there is nothing or it cannot be read. */
function readStored(key: string): unknown {
  try {
    const text = localStorage.getItem(key);
    return text === null ? undefined : JSON.parse(text);
  } catch {
    // Storage switched off, or written by something else: as if it were empty.
    return undefined;
  }
}

function writeStored(key: string, value: unknown): void {
  try {
    if (value === undefined) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Full or switched off: the form works, it only does not survive a reload.
  }
}

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
