/** A user by their id, or one of the known sources in words. */
export function sourceOf(names: Readonly<Record<string, string>>, source: string): string {
  return Object.hasOwn(names, source) ? (names[source] ?? source) : source;
}
