const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
/** Longer than any character a person sees: where none ends within so many units, it is cut all the same. */
const longestGrapheme = 64;

/**
 * Text that every storage can keep: half a surrogate pair and NUL, which JSON and PostgreSQL do not take, become U+FFFD. At most `limit`
 * UTF-16 units where given, cut between what a person sees as two characters.
 */
export function storableText(text: string, limit = Number.POSITIVE_INFINITY): string {
  const whole =
    text.isWellFormed() && !text.includes('\0') ? text : text.toWellFormed().replaceAll('\0', '\uFFFD');
  return cutText(whole, limit);
}

/** The first `limit` UTF-16 units at most, never half a character. */
export function cutText(text: string, limit: number): string {
  if (text.length <= limit) return text;
  // Only the last characters are looked at: a text of any length costs the same.
  const from = Math.max(0, limit - longestGrapheme);
  let end = from === 0 ? 0 : limit;
  for (const { index, segment } of graphemes.segment(text.slice(from, limit + longestGrapheme))) {
    if (from + index + segment.length > limit) {
      if (index > 0 || from === 0) end = from + index;
      break;
    }
    end = from + index + segment.length;
  }
  return text.slice(0, end).toWellFormed();
}

/** The first characters of a text on one line, for a list. */
export function previewOf(text: string, length = 200): string {
  const line = text
    .slice(0, length * 4)
    .toWellFormed()
    .replace(/\s+/g, ' ')
    .trim();
  return line.length <= length ? line : `${cutText(line, length - 1)}…`;
}
