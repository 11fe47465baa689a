import type { Outgoing, RegistryContext, SendContext, SenderIdentity, Vault } from 'postern/adapter';
import type { HttpFault } from 'postern/testing';
import { afterEach } from 'vitest';
import { type SendGridOptions, type SendGridTransport, sendgrid } from '../../src/index.ts';
import {
  type SendGridStandIn,
  type SendGridStandInOptions,
  startSendGridStandIn,
} from '../../src/testing/index.ts';

const opened: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

export function closedAfterTest<T extends { close(): Promise<void> }>(one: T): T {
  opened.push(one);
  return one;
}

export async function openStandIn(options: SendGridStandInOptions = {}): Promise<SendGridStandIn> {
  return closedAfterTest(await startSendGridStandIn(options));
}

export function transportTo(
  standIn: SendGridStandIn,
  options: Partial<SendGridOptions> = {},
): SendGridTransport {
  return closedAfterTest(sendgrid({ ...standIn.options, ...options }));
}

/** A mail that is whole. */
export function mail(changes: Partial<Outgoing> = {}): Outgoing {
  return {
    id: 'msg_1',
    site: 'acme',
    channel: 'email',
    to: { address: 'ada@customer.example', name: 'Ada Lovelace' },
    from: { address: 'news@acme.example', name: 'Acme' },
    subject: 'Your parcel',
    text: 'Your parcel is at the door.',
    headers: {},
    attachments: [],
    messageId: '<msg_1@acme.example>',
    date: new Date('2026-11-23T09:30:00Z'),
    senderState: 'ready',
    ...changes,
  };
}

/** One site's vault, which keeps documents open. */
function openVault(site = 'acme'): Vault {
  const documents = new Map<string, string>();
  return {
    site,
    read: async (name) => documents.get(name),
    async update(name, change) {
      const value = await change(documents.get(name));
      documents.set(name, value);
      return value;
    },
    delete: async (name) => {
      documents.delete(name);
    },
  };
}

/** What a registry is told, of a site. */
export function registering(changes: Partial<RegistryContext> = {}): RegistryContext {
  const now = new Date('2026-11-29T12:00:00Z');
  const signal = new AbortController().signal;
  return {
    site: 'acme',
    vault: openVault(),
    now,
    signal,
    ...{ shared: false, sharedInSite: false, sharedAcrossSites: false },
    ...changes,
  };
}

export function senderOf(address: string): SenderIdentity {
  return { id: 'snd_1', name: 'Acme', address, domain: address.slice(address.indexOf('@') + 1) };
}

/** A handle as the core makes it; it is not looked at. */
export const correlation = '0mwt2ei80k3q9x2v8b5n1w6td-1-0e98955cb70a6dacff9e93ea';

export function sending(changes: Partial<SendContext> = {}): SendContext {
  return { signal: new AbortController().signal, attempt: 1, correlation, vault: openVault(), ...changes };
}

/** What becomes of one mail under a fault, and how often it was taken. */
export async function under(fault: HttpFault, options: Partial<SendGridOptions> = {}) {
  const standIn = await openStandIn({ intercept: () => fault });
  const result = await transportTo(standIn, options).send(mail(), sending());
  return { result, taken: standIn.mails.length, asked: standIn.http.calls.length };
}
