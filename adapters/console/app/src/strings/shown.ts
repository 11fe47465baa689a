/** Embeddings, overrides and isolates (UAX #9): what follows them is shown in another order than it was written in. */
const directions = /[\u202a-\u202e\u2066-\u2069]/g;

/**
 * Text of other people as it may be shown: by an override `moc.bank@nimda` reads as an address it is not, also for what stands
 * beside it. Letters that are written from the right keep their direction; they bring it themselves.
 */
export function shown(text: string): string {
  return text.replace(directions, '');
}

/** What goes back to the server as it came: keys, and contents to be written on. Where these are shown, `shown` has its own place. */
const kept: ReadonlySet<string> = new Set([
  ...['id', 'consumerId', 'csrfToken', 'next', 'reference', 'batch', 'variables', 'missing'],
  ...['text', 'html'],
]);

/** The same with every text in it as it may be shown: what the server answers passes here, so that no page has to think of it. */
export function allShown(value: unknown): unknown {
  if (typeof value === 'string') return shown(value);
  if (Array.isArray(value)) return value.map(allShown);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, field]) => [key, kept.has(key) ? field : allShown(field)]),
  );
}
