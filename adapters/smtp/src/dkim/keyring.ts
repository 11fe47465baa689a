import { randomBytes, randomInt } from 'node:crypto';
import { type ExpectedRecord, present, type RecordStatus } from 'postern/adapter';
import { z } from 'zod';
import { dkimRecord, loadDkimKey, type SigningKey } from './dkim.ts';

/**
 * One site's keys for one domain, as they are kept in the site's vault.
 *
 * `pending`: not in DNS as far as known, so not signed with. `active`: signed with. `next`: published beside the active
 * ones to replace them. `retired`: replaced.
 */
export type Keyring = z.output<typeof schema>;
type Key = Keyring['keys'][number];

const schema = z.strictObject({
  version: z.literal(1),
  ownership: z.strictObject({ label: z.string(), value: z.string() }),
  keys: z.array(
    z.strictObject({
      selector: z.string().regex(/^[a-z][a-z0-9-]{0,62}$/),
      privateKey: z.string(),
      state: z.enum(['pending', 'active', 'next', 'retired']),
      since: z.iso.datetime(),
    }),
  ),
});

/** How long a replaced key is remembered, so that a check can say "this key is from an earlier set-up". */
const retiredMs = 7 * 86_400_000;

export function keyringName(domain: string): string {
  return `smtp/dkim/${domain}`;
}

/** Throws where the document is not one of ours. */
export function readKeyring(text: string): Keyring {
  return schema.parse(JSON.parse(text));
}

/**
 * A new keyring, of an RSA key and a second one. Selectors and the ownership record carry a random tag, because several sites may send for one
 * domain and each has its own vault: every record has its name to itself, so no site's record hides, doubles or is taken
 * for another's, and removing a site means removing its records only.
 */
export function newKeyring(prefix: string, privateKeys: readonly string[], now: Date): Keyring {
  const tag = newTag();
  return {
    version: 1,
    ownership: {
      label: `_postern-${tag}`,
      value: `postern-verification=${randomBytes(24).toString('base64url')}`,
    },
    keys: newKeys(prefix, tag, privateKeys, 'pending', now),
  };
}

/** Adds new keys beside those signed with; where none is yet, they take the old ones' place at once. */
export function withNewKeys(
  ring: Keyring,
  prefix: string,
  privateKeys: readonly string[],
  now: Date,
): Keyring {
  if (ring.keys.some(({ state }) => state === 'next')) return ring;
  const signing = ring.keys.some(({ state }) => state === 'active');
  const added = newKeys(prefix, newTag(), privateKeys, signing ? 'next' : 'pending', now);
  const kept = signing ? ring.keys : ring.keys.map((key) => moved(key, 'retired', now));
  return { ...ring, keys: [...kept, ...added] };
}

/** The keyring after a check of the domain. `statusOf` is asked by selector; what it does not know changes nothing. */
export function afterCheck(
  ring: Keyring,
  statusOf: (selector: string) => RecordStatus | undefined,
  now: Date,
): Keyring {
  const next = ring.keys.filter(({ state }) => state === 'next');
  const takesOver = next.length > 0 && next.every(({ selector }) => statusOf(selector) === 'passed');
  const changed = ring.keys.map((key) => {
    const status = statusOf(key.selector);
    if (key.state === 'retired') return key;
    if (takesOver) return moved(key, key.state === 'next' ? 'active' : 'retired', now);
    if (key.state === 'pending' && status === 'passed') return moved(key, 'active', now);
    if (key.state === 'active' && status === 'failed') return moved(key, 'pending', now);
    return key;
  });
  const forgotten = now.getTime() - retiredMs;
  return {
    ...ring,
    keys: changed.filter(({ state, since }) => state !== 'retired' || Date.parse(since) > forgotten),
  };
}

/**
 * The keys a mail is signed with now, RSA first. None where only Ed25519 is left: many receivers would take the mail for
 * unsigned (RFC 8463 §6). Throws where one of them cannot be used.
 */
export function signingKeys(ring: Keyring): readonly SigningKey[] {
  const active = ring.keys
    .filter(({ state }) => state === 'active')
    .map(({ selector, privateKey }) => ({ selector, ...loadDkimKey(privateKey) }));
  return active.some(({ algorithm }) => algorithm === 'rsa') ? active : [];
}

/** Where a key is published (RFC 6376 §3.6.2.1). */
export function dkimHost(selector: string, domain: string): string {
  return `${selector}._domainkey.${domain}`;
}

/** The records the domain's zone needs for this keyring. */
export function recordsOf(ring: Keyring, domain: string, dmarc: string): readonly ExpectedRecord[] {
  const keys = ring.keys.map((key) => ({ ...key, value: dkimRecord(loadDkimKey(key.privateKey)) }));
  const old = keys.filter(({ state }) => state === 'retired').map(({ value }) => value);
  const inUse = keys.filter(({ state }) => state === 'active').map(({ value }) => value);
  const dkim = keys
    .filter(({ state }) => state !== 'retired')
    .map(({ selector, value, state }): ExpectedRecord => {
      const oldValues = state === 'next' ? [...inUse, ...old] : old;
      return present({
        purpose: 'dkim',
        type: 'TXT',
        name: dkimHost(selector, domain),
        value,
        oldValues: oldValues.length > 0 ? oldValues : undefined,
        optional: state === 'next' ? true : undefined,
      });
    });
  const { label, value } = ring.ownership;
  return [
    { purpose: 'ownership', type: 'TXT', name: `${label}.${domain}`, value },
    ...dkim,
    { purpose: 'dmarc', type: 'TXT', name: `_dmarc.${domain}`, value: dmarc },
  ];
}

function newKeys(
  prefix: string,
  tag: string,
  pems: readonly string[],
  state: Key['state'],
  now: Date,
): Key[] {
  const since = now.toISOString();
  return pems.map((privateKey, index) => ({
    selector: `${prefix}${index + 1}-${tag}`,
    privateKey,
    state,
    since,
  }));
}

function moved(key: Key, state: Key['state'], now: Date): Key {
  return { ...key, state, since: now.toISOString() };
}

/** Six lower-case characters, as DNS names are compared without case: 31 bits against a meeting of two sites. */
function newTag(): string {
  return randomInt(36 ** 6)
    .toString(36)
    .padStart(6, '0');
}
