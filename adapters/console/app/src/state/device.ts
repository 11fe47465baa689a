/** What is kept on this device under a name; `undefined` where there is nothing or it cannot be read. */
export function readStored(key: string): unknown {
  try {
    const text = localStorage.getItem(key);
    return text === null ? undefined : JSON.parse(text);
  } catch {
    // Storage switched off, or written by something else: as if it were empty.
    return undefined;
  }
}

export function writeStored(key: string, value: unknown): void {
  try {
    if (value === undefined) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Full or switched off: the form works, it only does not survive a reload.
  }
}

export function storedNames(): readonly string[] {
  try {
    return Object.keys(localStorage).sort();
  } catch {
    return [];
  }
}
