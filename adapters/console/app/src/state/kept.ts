import { useEffect, useState } from 'react';
import { readStored, writeStored } from './device.ts';

/**
 * A value that all tabs of this device share under the key, as the last of them left it; `read` makes sense of what is stored, also
 * of nothing.
 */
export function useKept<Value>(key: string, read: (stored: unknown) => Value) {
  const [value, setValue] = useState(() => read(readStored(key)));
  useEffect(() => {
    const look = () => setValue(read(readStored(key)));
    look();
    window.addEventListener('storage', look);
    return () => window.removeEventListener('storage', look);
  }, [key, read]);
  /** `stored`: what is to be kept of it; `undefined` for nothing. */
  const change = (changed: (present: Value) => Value, stored: (next: Value) => unknown) => {
    // Read once more: another tab may have changed it.
    const next = changed(read(readStored(key)));
    writeStored(key, stored(next));
    setValue(next);
  };
  return { value, change };
}
