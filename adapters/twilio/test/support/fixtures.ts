import type { Outgoing, SendContext, Vault } from 'postern/adapter';
import { afterEach } from 'vitest';
import { type TwilioOptions, type TwilioTransport, twilio } from '../../src/index.ts';
import { type Fault, Provider } from './provider.ts';

const opened: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

export function closedAfterTest<T extends { close(): Promise<void> }>(one: T): T {
  opened.push(one);
  return one;
}

export async function openProvider(account?: Parameters<typeof Provider.start>[0]): Promise<Provider> {
  return closedAfterTest(await Provider.start(account));
}

/** A transport to a provider on this machine. */
export function transportTo(
  { standIn }: Pick<Provider, 'standIn'>,
  options: Partial<TwilioOptions> = {},
): TwilioTransport {
  return closedAfterTest(twilio({ ...standIn.options, sender: 'Acme', ...options }));
}

/** An SMS to a number that is valid. */
export function outgoing(changes: Partial<Outgoing> = {}): Outgoing {
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

const noVault: Vault = {
  site: 'acme',
  read: async () => undefined,
  update: async (_name, change) => change(undefined),
  delete: async () => {},
};

/** A handle as the core makes it; it is not looked at. */
const correlation = '0mwt2ei80k3q9x2v8b5n1w6td-1-0e98955cb70a6dacff9e93ea';

export function sending(changes: Partial<SendContext> = {}): SendContext {
  return { signal: new AbortController().signal, attempt: 1, correlation, vault: noVault, ...changes };
}

/** What becomes of one message under a fault, and how often it was taken. */
export async function under(fault: Fault, options: Partial<TwilioOptions> = {}) {
  const provider = await openProvider();
  provider.fault = fault;
  const result = await transportTo(provider, options).send(outgoing(), sending());
  return { result, taken: provider.standIn.messages.length, asked: provider.calls.length };
}
