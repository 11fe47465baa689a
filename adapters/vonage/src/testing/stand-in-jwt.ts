import { createHash, createHmac, type KeyObject, randomUUID, verify } from 'node:crypto';
import { z } from 'zod';

const claims = z.object({
  application_id: z.string(),
  iat: z.number(),
  exp: z.number().optional(),
  jti: z.string().min(1),
});

/** Whether a request's JWT is the application's: RS256, in time. */
export function isToken(
  authorization: string,
  {
    applicationId,
    publicKey,
    now,
  }: { readonly applicationId: string; readonly publicKey: KeyObject; readonly now: Date },
): boolean {
  const [head = '', payload = '', signature = ''] = authorization.replace(/^Bearer /, '').split('.');
  const { alg } = read(head) as { alg?: unknown };
  const { data } = claims.safeParse(read(payload));
  if (alg !== 'RS256' || data?.application_id !== applicationId) return false;
  const seconds = now.getTime() / 1000;
  // A day is the longest that Vonage lets one live.
  if (
    data.iat > seconds + 60 ||
    seconds > (data.exp ?? data.iat + 900) ||
    (data.exp ?? 0) > data.iat + 86_400
  )
    return false;
  return verify('sha256', Buffer.from(`${head}.${payload}`), publicKey, Buffer.from(signature, 'base64url'));
}

/** What a webhook is signed with, as Vonage does. */
export function webhookToken(
  body: string,
  {
    applicationId,
    secret,
    now,
  }: { readonly applicationId: string; readonly secret: string; readonly now: Date },
): string {
  const part = (json: object) => Buffer.from(JSON.stringify(json)).toString('base64url');
  const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({
    iat: Math.floor(now.getTime() / 1000),
    jti: randomUUID(),
    iss: 'Vonage',
    payload_hash: createHash('sha256').update(body).digest('hex'),
    api_key: 'a1b2c3d4',
    application_id: applicationId,
  })}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}

function read(text: string): object {
  try {
    return Object(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
  } catch {
    return {};
  }
}
