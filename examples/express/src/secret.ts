import { createHmac, randomBytes } from 'node:crypto';
import type { DataDirectory } from './data-directory.ts';

/** The secret of a start without `POSTERN_SECRET`: made once and kept, since what it sealed must open after a restart. Without a directory nothing outlives it. */
export function demoSecret(directory: DataDirectory | undefined): string {
  const fresh = randomBytes(32).toString('base64');
  if (!directory) return fresh;
  return (directory.read('secret') ?? directory.create('secret', `${fresh}\n`)).trim();
}

/** What the example's own receiver of webhooks verifies by: the same at each start, as the secret is. */
export function receiverSecret(secret: string): string {
  return `whsec_${createHmac('sha256', secret).update('webhook receiver').digest('base64')}`;
}
