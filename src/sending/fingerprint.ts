import { createHash, type Hash } from 'node:crypto';
import { isMessagingError, MessagingError } from '../errors.ts';
import type { Channel } from '../model/message.ts';
import type { Secrets } from '../secrets/secrets.ts';
import type { Scope } from '../wiring.ts';
import type { AnyInput } from './input-types.ts';

/** Far more than a message can mean; what holds itself ends here. */
const maxDepth = 100;
const maxValues = 1_000_000;
/** Characters and bytes in all: hashing takes a second for some hundred million. */
const maxSize = 50_000_000;

const sealedMark = 'sealed:';

/** Whose key it is: a sealed fingerprint opens for this key only. */
interface KeyOwner {
  readonly site: string;
  readonly idempotencyKey?: string;
}

/**
 * What is stored of a payload, to know it again under its key: nothing without a key. Of a confidential message it is sealed, for whoever
 * reads a plain hash can try all codes there are.
 * @throws MessagingError `invalid_message` for what cannot be read
 */
export function fingerprintOf(
  { engine, site, channel }: Pick<Scope, 'engine' | 'site' | 'channel'>,
  input: AnyInput,
): string {
  const payload = payloadOf(channel, input);
  const [idempotencyKey, confidential] = readOf(() => [input.idempotencyKey, input.confidential] as const);
  if (idempotencyKey === undefined) return '';
  if (!confidential) return payload;
  return sealedMark + engine.secrets.seal(contextOf({ site: site.id, idempotencyKey }), payload);
}

/** Whether two fingerprints stored under the same key are of the same payload; sealed ones under whichever secret. */
export function isSamePayload(secrets: Secrets, owner: KeyOwner, given: string, stored: string): boolean {
  const [payload, known] = [given, stored].map((one) => opened(secrets, owner, one));
  if (payload === undefined || known === undefined) return false;
  // Before the channel counted, the hash stood alone.
  return payload === known || payload.slice(payload.indexOf('.') + 1) === known;
}

/** Where the secret that sealed it is gone, nothing is known of it. */
function opened(secrets: Secrets, owner: KeyOwner, fingerprint: string): string | undefined {
  if (!fingerprint.startsWith(sealedMark)) return fingerprint;
  try {
    return secrets.open(contextOf(owner), fingerprint.slice(sealedMark.length));
  } catch (error) {
    if (isMessagingError(error)) return undefined;
    throw error;
  }
}

function contextOf({ site, idempotencyKey }: KeyOwner): string {
  return JSON.stringify(['fingerprint', site, idempotencyKey]);
}

/**
 * The channel, and SHA-256 of the payload as given, the key and the batch aside: what the same key must come with. Bytes count as bytes, whatever holds
 * them; fields that are `undefined`, functions and symbols do not count. @throws MessagingError `invalid_message` for what cannot be read
 */
export function payloadOf(channel: Channel, input: AnyInput): string {
  const hash = createHash('sha256');
  readOf(() => {
    const { idempotencyKey: _, batch: _batch, template, ...rest } = input;
    const payload = { ...rest, template: typeof template === 'object' ? template.id : template };
    add({ hash, left: maxValues, room: maxSize }, payload, 0);
  });
  return `${channel}.${hash.digest('base64url')}`;
}

/** @throws MessagingError `invalid_message` where reading throws */
function readOf<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw unreadable(error);
  }
}

interface Walk {
  readonly hash: Hash;
  left: number;
  room: number;
}

/** Each value is preceded by its kind, and what has parts by their number, so that no two payloads are written alike. */
function add(walk: Walk, value: unknown, depth: number): void {
  const { hash } = walk;
  walk.left -= 1;
  if (depth > maxDepth) throw new RangeError(`it is nested more than ${maxDepth} deep, or holds itself`);
  if (walk.left < 0) throw new RangeError(`it holds more than ${maxValues} values`);
  if (typeof value === 'string') walk.room -= value.length;
  if (ArrayBuffer.isView(value)) walk.room -= value.byteLength;
  if (walk.room < 0) throw new RangeError(`it holds more than ${maxSize} characters and bytes`);
  if (ArrayBuffer.isView(value)) {
    const { buffer, byteOffset, byteLength } = value;
    return void hash.update(`bytes ${byteLength}\n`).update(new Uint8Array(buffer, byteOffset, byteLength));
  }
  if (value instanceof Date) return void hash.update(`date ${value.getTime()}\n`);
  if (typeof value === 'string') return void hash.update(`text ${value.length}\n`).update(value, 'utf8');
  if (typeof value !== 'object' || value === null)
    return void hash.update(`${typeof value} ${String(value)}\n`);
  if (Array.isArray(value)) {
    // Before they are walked: one of holes may say it has billions.
    if (value.length > walk.left) throw new RangeError(`it holds more than ${maxValues} values`);
    hash.update(`list ${value.length}\n`);
    for (const item of value) add(walk, item, depth + 1);
    return;
  }
  const fields = Object.entries(value)
    .filter(([, field]) => !['undefined', 'function', 'symbol'].includes(typeof field))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  hash.update(`fields ${fields.length}\n`);
  for (const [name, field] of fields) {
    hash.update(`${name.length} ${name}\n`);
    add(walk, field, depth + 1);
  }
}

/** What reading an input threw, as that input's own refusal. Its text may hold anything, and is left out. */
export function unreadable(error: unknown): MessagingError {
  const why =
    error instanceof RangeError
      ? 'it is nested too deep, holds itself, or is too large'
      : 'reading it throws';
  return new MessagingError('invalid_message', `The message cannot be read: ${why}.`, {
    details: { field: '' },
  });
}
