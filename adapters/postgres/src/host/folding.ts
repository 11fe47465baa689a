import { searchTwins, searchUnseen } from 'postern/adapter';

/** Letters that `lower()` leaves alone in a database whose ctype is "C": of all that stay after the accents are gone. */
const capitals: { upper: string; lower: string } = { upper: '', lower: '' };
for (let code = 0x80; code < 0x1f000; code += 1) {
  const letter = String.fromCodePoint(code);
  const lower = letter.toLowerCase();
  const single = String.fromCodePoint(lower.codePointAt(0) ?? 0) === lower;
  if (lower === letter || !single || !letter.isWellFormed()) continue;
  if (letter.normalize('NFKD') !== letter) continue;
  capitals.upper += letter;
  capitals.lower += lower;
}

const twinsFrom = searchTwins.map(([, from]) => from).join('') + searchUnseen;
const twinsTo = searchTwins.map(([to, from]) => to.repeat(from.length)).join('');

/** What `folded` compares with; given as the four parameters from `first` on. */
export const foldingValues: readonly string[] = [twinsFrom, twinsTo, capitals.upper, capitals.lower];

/**
 * SQL for a column in the form that `normalizeSearch` gives a term, whatever the ctype of the database: a property test
 * holds both together. Most texts are ASCII and need little; where `lower()` knows no letters beyond, a table does.
 */
export function folded(column: string, first: number): string {
  const [from, to, upper, lower] = [0, 1, 2, 3].map((next) => `$${first + next}::text`);
  const spaces = '[\\s\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+';
  const twice = (text: string) => `translate(${text}, ${from}, ${to})`;
  const unmarked = `regexp_replace(normalize(${twice(column)}, nfkd), '[\\u0300-\\u036f]', '', 'g')`;
  const bare = `lower(normalize(${twice(unmarked)}, nfc))`;
  const letters = `replace(replace(replace(
    translate(case when lower('\u0416\u03a9\u0531') = '\u0436\u03c9\u0561' then ${bare} else translate(${bare}, ${upper}, ${lower}) end,
      '\u0142\u00f8\u0111\u0131\u03c2', 'lodi\u03c3'), '\u00df', 'ss'), '\u00e6', 'ae'), '\u0153', 'oe')`;
  const plain = `translate(lower(${column}), E'\`\\t\\n\\v\\f\\r', '''     ')`;
  return `case when octet_length(${column}) <> char_length(${column}) then
      btrim(regexp_replace(${letters}, '${spaces}', ' ', 'g'))
    when ${column} ~ '[\\s\`]' then btrim(regexp_replace(${plain}, ' +', ' ', 'g'))
    else lower(${column}) end`;
}
