import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import DKIM from 'nodemailer/lib/dkim';

/** A key to sign with. */
export interface SigningKey {
  readonly selector: string;
  readonly privateKey: KeyObject;
}

/** RFC 8301 §3.2: signers use 2048 bits; longer keys do not fit every DNS host's TXT form. */
const bits = 2048;
const generate = promisify(generateKeyPair);

/** A new private key in PEM (PKCS #8). Takes about 130 ms, off the main thread. */
export async function generateDkimKey(): Promise<string> {
  const { privateKey } = await generate('rsa', { modulusLength: bits });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** nodemailer skips a key it cannot use and sends the mail unsigned, so keys are proved when they are loaded. */
export function loadDkimKey(pem: string): KeyObject {
  const key = createPrivateKey(pem);
  if (key.asymmetricKeyType !== 'rsa' || (key.asymmetricKeyDetails?.modulusLength ?? 0) < bits) {
    throw new TypeError(`A DKIM key must be RSA with at least ${bits} bits.`);
  }
  return key;
}

/** The TXT value that publishes a key (RFC 6376 §3.6.1). */
export function dkimRecord(privateKey: KeyObject): string {
  const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  return `v=DKIM1; k=rsa; p=${spki.toString('base64')}`;
}

/** nodemailer's default list lacks the last one, without which one-click unsubscribing is not trusted (RFC 8058 §4). */
const signedHeaders = [
  ...['From', 'Sender', 'Reply-To', 'Subject', 'Date', 'Message-ID', 'To', 'Cc', 'MIME-Version'],
  ...[
    'Content-Type',
    'Content-Transfer-Encoding',
    'In-Reply-To',
    'References',
    'Auto-Submitted',
    'Feedback-ID',
  ],
  ...['List-Id', 'List-Help', 'List-Subscribe', 'List-Post', 'List-Owner', 'List-Archive'],
  ...['List-Unsubscribe', 'List-Unsubscribe-Post'],
].join(':');

/**
 * The mail with one DKIM-Signature for each key in front, `d=` being the From domain. The same input gives the same bytes.
 * Throws where a signature is missing: nodemailer leaves it out without a word if a key does not serve.
 */
export async function signMail(mail: Buffer, domain: string, keys: readonly SigningKey[]): Promise<Buffer> {
  if (keys.length === 0) return mail;
  const signer = new DKIM({
    keys: keys.map(({ selector, privateKey }) => ({ domainName: domain, keySelector: selector, privateKey })),
    headerFieldNames: signedHeaders,
  });
  const signed = await buffer(signer.sign(mail));
  if (countSignatures(signed) !== keys.length) throw new Error('The mail does not bear every signature.');
  return signed;
}

/** Counted in the bytes that would leave. Callers may not set this header, so all are ours. */
function countSignatures(mail: Buffer): number {
  const head = mail.subarray(0, mail.indexOf('\r\n\r\n')).toString('latin1');
  return head.match(/^DKIM-Signature:/gim)?.length ?? 0;
}
