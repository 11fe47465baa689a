import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';

/** As the tags `a=` and `k=` name it: RSA with SHA-256 (RFC 6376), or Ed25519 (RFC 8463). */
export type DkimAlgorithm = 'rsa' | 'ed25519';

/** A private key, and what it signs by. */
export interface DkimKey {
  readonly algorithm: DkimAlgorithm;
  readonly privateKey: KeyObject;
}

/** A key to sign with. */
export interface SigningKey extends DkimKey {
  readonly selector: string;
}

/** RFC 8301 §3.2: signers use 2048 bits; longer keys do not fit every DNS host's TXT form. */
const bits = 2048;
const generate = promisify(generateKeyPair);

/** A new private key in PEM (PKCS #8). RSA takes about 130 ms, off the main thread. */
export async function generateDkimKey(algorithm: DkimAlgorithm): Promise<string> {
  const { privateKey } =
    algorithm === 'rsa' ? await generate('rsa', { modulusLength: bits }) : await generate('ed25519');
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** Throws where it is no key that receivers take: shorter RSA, or of a kind that DKIM does not know. */
export function loadDkimKey(pem: string): DkimKey {
  const privateKey = createPrivateKey(pem);
  const { asymmetricKeyType: type, asymmetricKeyDetails: { modulusLength = 0 } = {} } = privateKey;
  if (type === 'ed25519' || (type === 'rsa' && modulusLength >= bits)) return { algorithm: type, privateKey };
  throw new TypeError(`A DKIM key must be RSA with at least ${bits} bits, or Ed25519.`);
}

/** How many bytes of an Ed25519 key's SPKI are the key itself, at its end: the whole of `p=` (RFC 8463 §4.2). */
const ed25519Bytes = 32;

/** The TXT value that publishes a key (RFC 6376 §3.6.1). */
export function dkimRecord({ algorithm, privateKey }: DkimKey): string {
  const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  const key = algorithm === 'rsa' ? spki : spki.subarray(-ed25519Bytes);
  return `v=DKIM1; k=${algorithm}; p=${key.toString('base64')}`;
}
