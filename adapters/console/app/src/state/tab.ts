const name = 'postern:tab';

/**
 * Who this tab is, also after a reload. While a page is open its id is nowhere but here: what the browser copies for a duplicated
 * tab, or for one opened by a script, then holds none, and the copy is a tab of its own.
 */
export const tab = taken() ?? newId();

window.addEventListener('pagehide', leave);
// Back from the browser's memory, as it was.
window.addEventListener('pageshow', () => void taken());

function taken(): string | undefined {
  try {
    const id = sessionStorage.getItem(name) ?? undefined;
    sessionStorage.removeItem(name);
    return id !== undefined && isId(id) ? id : undefined;
  } catch {
    // Storage switched off: another tab after each reload.
    return undefined;
  }
}

function leave(): void {
  try {
    sessionStorage.setItem(name, tab);
  } catch {
    // Full or switched off: its drafts are offered after the reload.
  }
}

export function isId(text: string): boolean {
  return /^[0-9a-f]{32}$/.test(text);
}

// `crypto.randomUUID` is missing on pages without TLS.
export function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}
