import { createPublicKey } from 'node:crypto';
import { parseTags, tagValue } from './tag-list.ts';

/** The key types that receivers know, as `k=` names them. */
const keyTypes = ['rsa', 'ed25519'] as const;
export type DkimKeyType = (typeof keyTypes)[number];

/** A DKIM key record (RFC 6376 §3.6.1, RFC 8463 §4) that a receiver can use for mail signed with SHA-256. */
export interface DkimKey {
  readonly type: DkimKeyType;
  /** The decoded `p=`; empty: revoked. */
  readonly key: Buffer;
  /** `t=y`: receivers treat the mail as unsigned. */
  readonly testing: boolean;
}

/** `undefined` where a receiver would not use the record, for whatever reason. */
export function parseDkimKey(text: string): DkimKey | undefined {
  const tags = parseTags(text);
  if (!tags || new Set(tags.map((tag) => tag.name)).size < tags.length) return undefined;
  const version = tagValue(tags, 'v');
  if (version !== undefined && (version !== 'DKIM1' || tags[0]?.name !== 'v')) return undefined;
  const named = tagValue(tags, 'k') ?? 'rsa';
  const type = keyTypes.find((known) => known === named);
  if (!type) return undefined;
  if (!list(tagValue(tags, 'h') ?? 'sha256').includes('sha256')) return undefined;
  if (!list(tagValue(tags, 's') ?? '*').some((service) => service === '*' || service === 'email'))
    return undefined;
  const key = decodeKey(tagValue(tags, 'p'));
  return key && { type, key, testing: list(tagValue(tags, 't') ?? '').includes('y') };
}

/** The text of `p=` without white space, of a record in any state. */
export function keyText(text: string): string | undefined {
  return /(?:^|;)\s*p\s*=([^;]*)/.exec(text)?.[1]?.replace(/\s/g, '');
}

/** The length of an RSA key in bits; `undefined` where the bytes are none, as those of an Ed25519 key. */
export function keyBits(key: Buffer): number | undefined {
  try {
    return createPublicKey({ key, format: 'der', type: 'spki' }).asymmetricKeyDetails?.modulusLength;
  } catch {
    // What the domain's owner put there need not be a key.
    return undefined;
  }
}

/** Strict, since `Buffer.from` skips what is not base64 and would let a mangled key pass. White space is allowed inside. */
function decodeKey(text: string | undefined): Buffer | undefined {
  const bare = text?.replace(/[ \t\r\n]/g, '');
  if (bare === undefined || bare.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(bare)) return undefined;
  return Buffer.from(bare, 'base64');
}

function list(value: string): string[] {
  return value.split(':').map((item) => item.trim());
}
