import { createHash, type KeyObject, randomUUID, sign } from 'node:crypto';
import { constantTimeEqual, hmacMatches, type WebhookRequest, withinTime } from 'postern/adapter';
import { z } from 'zod';

/** How long a request's token is good for, in s: the request leaves at once. */
const lifetime = 300;

/** What a request authenticates with: a JWT of the application, made for it alone (RFC 7519, RS256). */
export function tokenFor(
  { applicationId, privateKey }: { readonly applicationId: string; readonly privateKey: KeyObject },
  now: Date,
): string {
  const iat = Math.floor(now.getTime() / 1000);
  const claims = { application_id: applicationId, iat, exp: iat + lifetime, jti: randomUUID() };
  const signed = `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}`;
  return `${signed}.${sign('sha256', Buffer.from(signed), privateKey).toString('base64url')}`;
}

/**
 * Vonage brings a webhook again for a day, and does not say whether it signs it anew [unconfirmed]: a shorter time could lose events.
 * What is replayed within it is known by its message and status, and changes nothing.
 */
const toleranceMs = 25 * 3_600_000;

const header = z.object({ alg: z.literal('HS256') });
const claims = z.object({ iat: z.number(), payload_hash: z.string(), exp: z.number().optional() });

/** What a JWT says, where it is signed with this secret by HS256; `undefined` where not. */
export function claimsOf(token: string, secret: string): unknown {
  const [head = '', payload = '', signature = '', ...more] = token.split('.');
  if (more.length > 0 || !header.safeParse(read(head)).success) return undefined;
  const hex = Buffer.from(signature, 'base64url').toString('hex');
  const right = hmacMatches({ key: secret, data: [`${head}.${payload}`], signature: hex });
  return right ? read(payload) : undefined;
}

/**
 * Whether a webhook bears a JWT that is signed with the account's secret, in time, and speaks of this body.
 * https://developer.vonage.com/en/getting-started/concepts/webhooks, "Signed webhooks".
 */
export function isSigned({ headers, body }: WebhookRequest, secret: string, now: Date): boolean {
  const [, token = ''] = /^bearer +(\S{1,4000}) *$/i.exec(headers.get('authorization') ?? '') ?? [];
  const { data } = claims.safeParse(claimsOf(token, secret));
  if (!data || !withinTime(data.iat, now, toleranceMs)) return false;
  if (data.exp !== undefined && data.exp * 1000 < now.getTime()) return false;
  const hash = createHash('sha256').update(body).digest('hex');
  return constantTimeEqual(hash, data.payload_hash.toLowerCase());
}

function part(json: object): string {
  return Buffer.from(JSON.stringify(json)).toString('base64url');
}

function read(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
