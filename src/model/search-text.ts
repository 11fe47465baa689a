import type { Message, MessageContent } from './message.ts';

/** What of a body is searched, in characters. */
const bodyLimit = 2000;

const folded: Readonly<Record<string, string>> = {
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
  ς: 'σ',
};

/** Typed one way and written another: apostrophes and hyphens, each of one kind. */
export const searchTwins: readonly (readonly [to: string, from: string])[] = [
  ["'", '`\u00b4\u02b9\u02bb\u02bc\u02bd\u055a\u05f3\u2018\u2019\u201b\u2032\u1fbd\u1ffd\ua78c\uff07'],
  ['-', '\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d'],
];
/** Not seen, and pasted along: soft hyphens, marks of joining, order and direction. */
export const searchUnseen =
  '\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff';

const ascii = /^[\u0001-\u007f]*$/;
/** White space that is not one space. */
const uneven = /\s{2,}|[^\S ]/g;

const twins = new Map(searchTwins.flatMap(([to, from]) => [...from].map((letter) => [letter, to] as const)));
const twinsOrUnseen = new RegExp(`[${[...twins.keys()].join('')}${searchUnseen}]`, 'g');

/**
 * The form in which texts and terms are compared: without case, accents (combining marks U+0300–036F only: other
 * scripts keep their marks), compatibility forms, runs of white space, what is not seen, and the many forms of the
 * apostrophe and the hyphen. The same function for document and term, in
 * every storage, so that all give the same answers.
 */
export function normalizeSearch(text: string): string {
  // Most texts: of these nothing else is folded, in a fraction of the time.
  if (ascii.test(text)) return text.toLowerCase().replaceAll('`', "'").replace(uneven, ' ').trim();
  return (
    text
      .replace(twinsOrUnseen, (letter) => twins.get(letter) ?? '')
      .normalize('NFKD')
      .replace(/[\u0300-\u036f]/g, '')
      .normalize('NFC')
      .toLowerCase()
      // Once more: compatibility forms of them (a small dash, a double prime) come apart only now, and one has a capital.
      .replace(twinsOrUnseen, (letter) => twins.get(letter) ?? '')
      .replace(/[łøđßæœıς]/g, (letter) => folded[letter] ?? letter)
      // Half of a pair is no character, and U+0000 none that a database keeps: stores of UTF-8 make the same of them.
      .replace(/[\p{Surrogate}\u0000]/gu, '\ufffd')
      .replace(uneven, ' ')
      .trim()
  );
}

/** The token of a link that leads out is nothing that anybody looks for. */
const linkOut = /(\/unsubscribe\/)[\w-]{40,}/g;

function searchedBody(text: string): string {
  const body = text.slice(0, bodyLimit);
  return body.includes('/unsubscribe/') ? body.replace(linkOut, '$1') : body;
}

/**
 * What a message is found by: recipient (name, address), sender (name, address), subject, and the first 2,000 characters of the
 * text; each normalised, one a line, so that no term matches across two fields. Confidential content is left out.
 */
export function searchDocument(
  message: Pick<Message, 'to' | 'sender' | 'subject' | 'confidential'>,
  content: Pick<MessageContent, 'text'> | undefined,
): string {
  const body = message.confidential ? undefined : searchedBody(content?.text ?? '');
  return [
    message.to.name,
    message.to.address,
    message.sender.name,
    message.sender.address,
    message.subject,
    body,
  ]
    .map((field) => (field === undefined ? '' : normalizeSearch(field)))
    .filter((field) => field !== '')
    .join('\n');
}
