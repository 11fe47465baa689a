import { createHash, type KeyObject, sign } from 'node:crypto';
import { promisify } from 'node:util';
import type { DkimAlgorithm, SigningKey } from './dkim.ts';

/** What a receiver acts upon: one-click unsubscribing is not trusted without the last two (RFC 8058 §4). */
const signedFields: ReadonlySet<string> = new Set([
  ...['from', 'sender', 'reply-to', 'subject', 'date', 'message-id', 'to', 'cc', 'mime-version'],
  ...['content-type', 'content-transfer-encoding', 'in-reply-to', 'references', 'auto-submitted'],
  ...['feedback-id', 'list-id', 'list-help', 'list-subscribe', 'list-post', 'list-owner', 'list-archive'],
  ...['list-unsubscribe', 'list-unsubscribe-post'],
]);

/** With a callback OpenSSL works in libuv's threads: several mails, and a mail's keys, are signed at a time. */
const signInThread = promisify<string | null, Buffer, KeyObject, Buffer>(sign);

/** RFC 6376 §3.3.1 and RFC 8463 §3: Ed25519 signs the SHA-256 of what RSA signs, without a hash of its own. */
const signers: Readonly<Record<DkimAlgorithm, (data: Buffer, key: KeyObject) => Promise<Buffer>>> = {
  rsa: (data, key) => signInThread('sha256', data, key),
  ed25519: (data, key) => signInThread(null, createHash('sha256').update(data).digest(), key),
};

/**
 * The mail with one DKIM-Signature for each key in front, in the order of the keys, `d=` being the From domain
 * (RFC 6376, relaxed/relaxed). The same input gives the same bytes. Line ends must be CRLF, one empty line behind the head.
 */
export async function signMail(mail: Buffer, domain: string, keys: readonly SigningKey[]): Promise<Buffer> {
  if (keys.length === 0) return mail;
  const end = mail.indexOf('\r\n\r\n');
  // Bytes, not characters: latin1 has one for each.
  const head = mail.toString('latin1', 0, end);
  const bodyHash = relaxedBodyHash(mail.toString('latin1', end + 4));
  const fields = relaxedFields(head);
  const names = [...fields.keys()].join(':').replace(/.{50,70}?:/g, '$&\r\n ');
  const signed = [...fields].map(([name, value]) => `${name}:${value}\r\n`).join('');
  const lines = await Promise.all(
    keys.map(async ({ selector, algorithm, privateKey }) => {
      const tags = [
        `v=1; a=${algorithm}-sha256; c=relaxed/relaxed; q=dns/txt`,
        `d=${domain}; s=${selector}`,
        `bh=${bodyHash}`,
        `h=${names}`,
        'b=',
      ].join(';\r\n ');
      const data = Buffer.from(`${signed}dkim-signature:${relaxedValue(tags)}`, 'latin1');
      const value = (await signers[algorithm](data, privateKey)).toString('base64');
      return `DKIM-Signature: ${tags}${value.replace(/.{72}(?=.)/g, '$&\r\n ')}\r\n`;
    }),
  );
  return Buffer.concat([Buffer.from(lines.join(''), 'latin1'), mail]);
}

/** RFC 6376 §3.4.4, in base64. Each step is linear in the length, whatever the body. */
function relaxedBodyHash(body: string): string {
  const text = body.replace(/[ \t]{2,}|\t/g, ' ').replace(/ \r\n/g, '\r\n');
  let end = text.endsWith(' ') ? text.length - 1 : text.length;
  while (end > 1 && text.startsWith('\r\n', end - 2)) end -= 2;
  const hash = createHash('sha256');
  if (end > 0) hash.update(text.slice(0, end), 'latin1').update('\r\n');
  return hash.digest('base64');
}

/** The fields to be signed, by name. Of one that is there twice the last: verifiers count from the bottom (RFC 6376 §5.4.2). */
function relaxedFields(head: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const line of head.split(/\r\n(?![ \t])/)) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).trimEnd().toLowerCase();
    if (signedFields.has(name)) fields.set(name, relaxedValue(line.slice(colon + 1)));
  }
  return fields;
}

/** RFC 6376 §3.4.2: unfolded, white space of space and tab made one space, none at the ends. */
function relaxedValue(text: string): string {
  return text
    .replace(/\r\n/g, '')
    .replace(/[ \t]+/g, ' ')
    .replace(/^ | $/g, '');
}
