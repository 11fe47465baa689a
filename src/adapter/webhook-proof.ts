import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { WebhookRequest } from '../interfaces/provider-events.ts';
import { lazily } from '../model/lazily.ts';

/** Whether two texts are the same, in a time that tells nothing of where they differ, or of how long they are. */
export function constantTimeEqual(one: string, other: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(one), hash(other));
}

/** Whether a request brings this token, as `Authorization: Bearer …`. */
export function hasBearer({ headers }: Pick<WebhookRequest, 'headers'>, token: string): boolean {
  const [, given] = /^bearer +(\S+) *$/i.exec(headers.get('authorization') ?? '') ?? [];
  return given !== undefined && constantTimeEqual(given, token);
}

/** Whether a request brings this user and password, as `Authorization: Basic …` (RFC 7617, UTF-8). */
export function hasBasic(
  { headers }: Pick<WebhookRequest, 'headers'>,
  { user, password }: { readonly user: string; readonly password: string },
): boolean {
  const [, given] = /^basic +([\w+/]+=*) *$/i.exec(headers.get('authorization') ?? '') ?? [];
  if (given === undefined) return false;
  return constantTimeEqual(Buffer.from(given, 'base64').toString('utf8'), `${user}:${password}`);
}

/** A provider's HMAC over what it sent. */
export interface SignedData {
  readonly key: string | Uint8Array;
  /** What was signed, in this order. */
  readonly data: readonly (string | Uint8Array)[];
  readonly signature: string;
  /** Default `sha256`. */
  readonly algorithm?: 'sha256' | 'sha512' | 'sha1';
  /** How the signature is written. Default `hex`, in either case. */
  readonly encoding?: 'hex' | 'base64';
}

/** Whether a signature is the HMAC of what it goes with. */
export function hmacMatches({ key, data, signature, ...form }: SignedData): boolean {
  const { algorithm = 'sha256', encoding = 'hex' } = form;
  const hmac = createHmac(algorithm, key);
  for (const part of data) hmac.update(part);
  const given = encoding === 'hex' ? signature.toLowerCase() : signature;
  return constantTimeEqual(given, hmac.digest(encoding));
}

/**
 * Whether a signed time is near enough for what it stands on to be no replay.
 *
 * @param timestamp - since 1970, in seconds or ms, as a provider sends it
 */
export function withinTime(timestamp: string | number, now: Date, toleranceMs: number): boolean {
  if (!/^\d{1,13}$/.test(`${timestamp}`)) return false;
  const since = Number(timestamp);
  // Seconds have ten digits until the year 2286, ms thirteen.
  const ms = since > 1e11 ? since : since * 1000;
  return Math.abs(now.getTime() - ms) <= toleranceMs;
}

/** A secret of Standard Webhooks: `whsec_` and base64. */
export const webhookSecretOption = () =>
  z.string().regex(/^(whsec_)?[A-Za-z0-9+/]{16,200}={0,2}$/, 'must be whsec_ and base64');

/** What Standard Webhooks says; later and earlier is a replay. */
const toleranceMs = 300_000;

const standardWebhooks = lazily(() => import('standardwebhooks'));

/**
 * Whether a request is signed by Standard Webhooks (standardwebhooks.com), under its own headers or those of Svix, which it comes from;
 * within five minutes.
 *
 * @param secrets - any of these; while one is replaced, the old and the new one
 */
export async function isStandardWebhook(
  { headers, body }: WebhookRequest,
  secrets: readonly string[],
  now: Date,
): Promise<boolean> {
  const header = (name: string) => headers.get(`webhook-${name}`) ?? headers.get(`svix-${name}`) ?? '';
  const [id, timestamp, signatures] = [header('id'), header('timestamp'), header('signature')];
  if (id === '' || !withinTime(timestamp, now, toleranceMs)) return false;
  const { Webhook } = await standardWebhooks();
  // Its own check goes by the machine's clock, so what it signs is compared here.
  const sent = new Date(Number(timestamp) * 1000);
  const right = secrets.map((secret) => new Webhook(secret).sign(id, sent, Buffer.from(body)));
  const given = signatures.slice(0, 2_000).split(' ');
  return right.some((one) => given.some((other) => constantTimeEqual(one, other)));
}
