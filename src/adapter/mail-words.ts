import type { Mailbox } from '../model/message.ts';

/** With `=?UTF-8?B?` and `?=` an encoded word of 72 of the 75 characters that RFC 2047 §2 allows. */
const maxBytes = 45;
/** Leaves room for the name of the field in a line of 76. */
const maxPlain = 60;
/** With ` <`, `>` the 76 of a line with encoded words. */
const maxLine = 73;

/** Whether a reader would take a part of this text for an encoded word, and show another text (RFC 2047 §7). */
export function looksEncoded(text: string): boolean {
  return text.includes('=?');
}

/** A text as encoded words (RFC 2047 §4.1), each of whole characters and on a line of its own. */
export function encodedWords(text: string): string {
  const pieces: string[] = [];
  let piece = '';
  for (const character of text) {
    if (Buffer.byteLength(piece + character) > maxBytes) {
      pieces.push(piece);
      piece = '';
    }
    piece += character;
  }
  return [...pieces, piece].map((one) => `=?UTF-8?B?${Buffer.from(one).toString('base64')}?=`).join('\r\n ');
}

/**
 * A header line with one mailbox. Written here, as nodemailer puts every name of ASCII into quotes, in which an encoded word
 * must not stand (RFC 2047 §5), though many readers decode it there.
 */
export function mailboxLine(key: string, { name = '', address }: Mailbox): string {
  if (name === '') return `${key}: ${address}\r\n`;
  const line = `${key}: ${phrase(name)}`;
  const fold = line.length + address.length > maxLine || line.includes('\r\n') ? '\r\n' : '';
  return `${line}${fold} <${address}>\r\n`;
}

function phrase(name: string): string {
  if (looksEncoded(name) || name.length > maxPlain || !/^[ -~]*$/.test(name)) return encodedWords(name);
  return /^\w+(?: \w+)*$/.test(name) ? name : `"${name.replace(/["\\]/g, '\\$&')}"`;
}
