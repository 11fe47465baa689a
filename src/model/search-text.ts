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
};

/**
 * The form in which texts and terms are compared: without case, accents (combining marks U+0300–036F only: other
 * scripts keep their marks), compatibility forms and runs of white space. The same function for document and term, in
 * every storage, so that all give the same answers.
 */
export function normalizeSearch(text: string): string {
  return (
    text
      .normalize('NFKD')
      .replace(/[\u0300-\u036f]/g, '')
      .normalize('NFC')
      .toLowerCase()
      .replace(/[łøđßæœı]/g, (letter) => folded[letter] ?? letter)
      // Half of a pair is no character: stores of UTF-8 make the same of it.
      .replace(/\p{Surrogate}/gu, '\ufffd')
      .replace(/[\s\u0000]+/g, ' ')
      .trim()
  );
}

/**
 * What a message is found by: recipient (name, address), sender (name, address), subject, and the first 2,000 characters of the
 * text; each normalised, one a line, so that no term matches across two fields. Confidential content is left out.
 */
export function searchDocument(
  message: Pick<Message, 'to' | 'sender' | 'subject' | 'confidential'>,
  content: Pick<MessageContent, 'text'> | undefined,
): string {
  const body = message.confidential ? undefined : content?.text.slice(0, bodyLimit);
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
