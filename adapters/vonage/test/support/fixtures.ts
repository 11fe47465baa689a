import { generateKeyPairSync } from 'node:crypto';
import type { Outgoing, SendContext } from 'postern/adapter';
import type { HttpFault } from 'postern/testing';
import { afterEach } from 'vitest';
import { type VonageOptions, type VonageTransport, vonage } from '../../src/index.ts';
import {
  startVonageStandIn,
  type VonageStandIn,
  type VonageStandInOptions,
} from '../../src/testing/index.ts';

const opened: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

export function closedAfterTest<T extends { close(): Promise<void> }>(one: T): T {
  opened.push(one);
  return one;
}

export async function openStandIn(options: VonageStandInOptions = {}): Promise<VonageStandIn> {
  return closedAfterTest(await startVonageStandIn(options));
}

export function transportTo(
  { options: account }: VonageStandIn,
  options: Partial<VonageOptions> = {},
): VonageTransport {
  return closedAfterTest(vonage({ ...account, sender: 'Acme', ...options }));
}

/** The private key of nobody's application. */
export function otherKey(): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** An SMS to a number that is valid. */
export function sms(changes: Partial<Outgoing> = {}): Outgoing {
  return {
    id: 'msg_1',
    site: 'acme',
    channel: 'sms',
    to: { address: '+33612345678' },
    from: { address: 'Acme' },
    text: 'Acme: your parcel is at the door.',
    headers: {},
    attachments: [],
    date: new Date('2026-11-23T09:30:00Z'),
    senderState: 'ready',
    ...changes,
  };
}

/** A handle as the core makes it; it is not looked at. */
export const correlation = '0mwt2ei80k3q9x2v8b5n1w6td-1-0e98955cb70a6dacff9e93ea';

export function sending(changes: Partial<SendContext> = {}): SendContext {
  const vault = {
    site: 'acme',
    read: async () => undefined,
    update: async (_name: string, change: (current: undefined) => string | Promise<string>) =>
      change(undefined),
    delete: async () => {},
  };
  return { signal: new AbortController().signal, attempt: 1, correlation, vault, ...changes };
}

/** What becomes of one message under a fault, and how often it was taken. */
export async function under(fault: HttpFault, options: Partial<VonageOptions> = {}) {
  const standIn = await openStandIn({ intercept: () => fault });
  const result = await transportTo(standIn, options).send(sms(), sending());
  return { result, taken: standIn.messages.length, asked: standIn.http.calls.length };
}
