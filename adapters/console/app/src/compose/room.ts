/** How many characters a text may have where the site's prefix is put before it, unless it begins with it. */
export function roomBeside(prefix: string, limit: number, text: string): number {
  const bare = prefix.trimEnd().toLowerCase();
  return text.trimStart().toLowerCase().startsWith(bare) ? limit : limit - prefix.length;
}
