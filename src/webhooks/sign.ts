import { randomBytes } from 'node:crypto';
import { lazily } from '../model/lazily.ts';

const standardWebhooks = lazily(() => import('standardwebhooks'));

/** `whsec_` and the base64 of 24 to 64 bytes, as Standard Webhooks wants it. */
const secretForm = /^whsec_(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Whether a text is a secret of Standard Webhooks. */
export function isWebhookSecret(given: unknown): given is string {
  if (typeof given !== 'string' || given.length > 100 || !secretForm.test(given)) return false;
  const { length } = Buffer.from(given.slice('whsec_'.length), 'base64');
  return length >= 24 && length <= 64;
}

export function createWebhookSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}

/** What is signed, and by whom. */
export interface Signed {
  /** `webhook-id`: the same in each attempt. */
  readonly id: string;
  /** The time of this attempt. */
  readonly at: Date;
  readonly body: string;
  /** The present one first; each signs. */
  readonly secrets: readonly string[];
}

/** The headers of a post by Standard Webhooks (standardwebhooks.com), one signature for each secret. */
export async function signedHeaders({ id, at, body, secrets }: Signed): Promise<Record<string, string>> {
  const { Webhook } = await standardWebhooks();
  return {
    'content-type': 'application/json',
    'user-agent': 'Postern-Webhooks/1',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, at, body)).join(' '),
  };
}
