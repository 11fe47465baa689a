import { memory } from '@postern/memory';
import type { Outgoing, SendContext } from 'postern/adapter';
import { createVault, Secrets } from 'postern/testing';
import { type PigeonOptions, pigeon } from '../../src/pigeon.ts';
import { startPigeon } from '../../src/pigeon-stand-in.ts';

export const token = 'pk_live_do-not-tell';
export const webhookSecret = 'ws_do-not-tell-either';

/** A stand-in, and a transport that is wired to it. */
export async function openPigeon(options: Partial<PigeonOptions> = {}) {
  const standIn = await startPigeon({ token, webhookSecret });
  const transport = pigeon({
    token,
    webhookSecret,
    from: 'Acme',
    baseUrl: `${standIn.http.url}/v1`,
    ...options,
  });
  return { standIn, transport };
}

let messages = 0;

/** An SMS to a number of its own: it has no other place that tells it from the rest. */
export function outgoing(changes: Partial<Outgoing> = {}): Outgoing {
  messages += 1;
  return {
    id: `msg_${messages}`,
    site: 'acme',
    channel: 'sms',
    to: { address: `+44${7_400_000_000 + messages}` },
    from: { address: 'Acme' },
    text: 'Your table is ready.',
    headers: {},
    attachments: [],
    date: new Date(),
    senderState: 'ready',
    ...changes,
  };
}

/** What the worker gives along. */
export function context(changes: Partial<SendContext> = {}): SendContext {
  return {
    correlation: `h-${messages}-1`,
    attempt: 1,
    signal: AbortSignal.timeout(10_000),
    vault: createVault(memory().storage.secrets, new Secrets('x'.repeat(32)), 'acme'),
    ...changes,
  };
}
