/**
 * Secrets: all that hangs on the host's one `secret`. `secrets.ts` derives the keys, seals, opens and signs; `vault.ts` keeps a
 * site's sealed documents for adapters (DKIM keys, provider tokens) and seals anew what another secret sealed; `shared-reads.ts` makes
 * the reads of one moment one;
 * `sealed-content.ts` opens what confidential messages say. `rotation.ts` finds at the start whether the storage was sealed with
 * another secret, and seals all of it anew when one is replaced.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';
import { MessagingError } from '../errors.ts';
import { readOptions } from '../model/options.ts';

const minLength = 32;
const version = 'v1';
/** One is replaced at a time; each is tried where something is opened. */
const mostSecrets = 20;

/** @throws MessagingError `invalid_config` */
function usableSecrets(secret: string | readonly (string | undefined)[] | undefined): readonly string[] {
  const [first, ...old] = Array.isArray(secret) ? secret.slice(0, mostSecrets) : [secret];
  if (first === undefined) {
    throw new MessagingError(
      'invalid_config',
      '"secret" is not set: give the environment variable it is read from a value; "openssl rand -base64 32" makes one.',
    );
  }
  const all = [first, ...old.filter((one) => one !== undefined)];
  if (all.some((one) => typeof one !== 'string' || one.length < minLength)) {
    throw new MessagingError(
      'invalid_config',
      `"secret" needs at least ${minLength} random characters; "openssl rand -base64 32" makes some.`,
    );
  }
  return all;
}

/**
 * What the host's secret is used for: sealing (AES-256-GCM) and keyed hashes (HMAC-SHA256), each under its own key
 * derived by HKDF-SHA256 (RFC 5869). Of several secrets the first seals, all open: that is how one is replaced.
 */
export class Secrets {
  readonly #keys: readonly { readonly sealing: Buffer; readonly mac: Buffer }[];

  /** `undefined`: an environment variable that is not set; behind the first one, an old secret that is gone. */
  constructor(secret: string | readonly (string | undefined)[] | undefined) {
    const all = readOptions('"secret"', secret, () => usableSecrets(secret));
    this.#keys = all.map((one) => ({ sealing: derive(one, 'sealing'), mac: derive(one, 'mac') }));
  }

  /** `context` is authenticated, not stored: what is sealed for one row cannot be opened for another. */
  seal(context: string, plain: string): string {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.#first.sealing, nonce).setAAD(Buffer.from(context));
    const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
    return `${version}.${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64')}`;
  }

  /**
   * What {@link seal} sealed, under whichever secret.
   * @throws MessagingError `invalid_config` where no secret given sealed it for this context
   */
  open(context: string, sealed: string): string {
    return this.unseal(context, sealed).plain;
  }

  /** As {@link open}; `current`: it was sealed with the first secret, and needs no other. */
  unseal(context: string, sealed: string): { readonly plain: string; readonly current: boolean } {
    if (!sealed.startsWith(`${version}.`)) {
      throw new MessagingError(
        'invalid_config',
        'Something stored was sealed in a form that this version of postern does not know: use the one that wrote it, or a later one.',
      );
    }
    const raw = Buffer.from(sealed.slice(version.length + 1), 'base64');
    for (const [index, { sealing }] of this.#keys.entries()) {
      try {
        const decipher = createDecipheriv('aes-256-gcm', sealing, raw.subarray(0, 12), { authTagLength: 16 })
          .setAAD(Buffer.from(context))
          .setAuthTag(raw.subarray(12, 28));
        const plain = Buffer.concat([decipher.update(raw.subarray(28)), decipher.final()]).toString('utf8');
        return { plain, current: index === 0 };
      } catch {
        // Another secret may have sealed it; the last one's failure is reported below.
      }
    }
    throw new MessagingError(
      'invalid_config',
      'Stored secrets cannot be opened with this "secret": pass the earlier one as well, as ["new", "old"].',
    );
  }

  /** A keyed hash of parts that cannot run into each other, in base64url. */
  mac(purpose: string, parts: readonly string[]): string {
    return macOf(this.#first.mac, purpose, parts).toString('base64url');
  }

  /** Compares in constant time, against every secret. */
  verifyMac(purpose: string, parts: readonly string[], given: string): boolean {
    return this.#matches(purpose, parts, (mac) => mac.toString('base64url'), given);
  }

  /** A short keyed hash for where case gets lost: 24 hexadecimal digits. */
  tag(purpose: string, parts: readonly string[]): string {
    return tagOf(macOf(this.#first.mac, purpose, parts));
  }

  /** As {@link verifyMac}, for a tag in either case. */
  verifyTag(purpose: string, parts: readonly string[], given: string): boolean {
    return this.#matches(purpose, parts, tagOf, given.toLowerCase());
  }

  #matches(purpose: string, parts: readonly string[], show: (mac: Buffer) => string, given: string): boolean {
    const got = Buffer.from(given);
    return this.#keys
      .map(({ mac }) => Buffer.from(show(macOf(mac, purpose, parts))))
      .some((want) => want.length === got.length && timingSafeEqual(want, got));
  }

  get #first() {
    const [first] = this.#keys;
    if (!first) throw new MessagingError('invalid_config', '"secret" is missing.');
    return first;
  }
}

function derive(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, 'postern', purpose, 32));
}

function macOf(key: Buffer, purpose: string, parts: readonly string[]): Buffer {
  return createHmac('sha256', key)
    .update(JSON.stringify([purpose, ...parts]))
    .digest();
}

function tagOf(mac: Buffer): string {
  return mac.toString('hex').slice(0, 24);
}
