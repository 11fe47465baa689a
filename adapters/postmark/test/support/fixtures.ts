import type { Outgoing, SendContext, Vault } from 'postern/adapter';
import type { HttpFault } from 'postern/testing';
import { afterEach } from 'vitest';
import { type PostmarkOptions, type PostmarkTransport, postmark } from '../../src/index.ts';
import {
  type PostmarkStandIn,
  type PostmarkStandInOptions,
  startPostmarkStandIn,
} from '../../src/testing/index.ts';

const opened: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

export function closedAfterTest<T extends { close(): Promise<void> }>(one: T): T {
  opened.push(one);
  return one;
}

export async function openStandIn(options: PostmarkStandInOptions = {}): Promise<PostmarkStandIn> {
  return closedAfterTest(await startPostmarkStandIn(options));
}

export const webhookToken = 'token-of-the-webhook';

/** A transport to a stand-in on this machine. */
export function transportTo(
  { options }: Pick<PostmarkStandIn, 'options'>,
  changes: Partial<PostmarkOptions> = {},
): PostmarkTransport {
  return closedAfterTest(postmark({ ...options, webhookToken, ...changes }));
}

export function outgoing(changes: Partial<Outgoing> = {}): Outgoing {
  return {
    id: 'msg_0mwt2ei80k3q9x2v8b5n1w6td',
    site: 'acme',
    channel: 'email',
    to: { address: 'ada@customer.example', name: 'Ada' },
    from: { address: 'news@acme.example', name: 'Acme' },
    subject: 'Welcome',
    text: 'Hello Ada',
    headers: {},
    attachments: [],
    messageId: '<0mwt2ei80k3q9x2v8b5n1w6td@acme.example>',
    date: new Date('2026-11-29T20:00:00Z'),
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

/** A handle as the core makes it. */
export const correlation = '0mwt2ei80k3q9x2v8b5n1w6td-1-0e98955cb70a6dacff9e93ea';

export function sending(changes: Partial<SendContext> = {}): SendContext {
  return { signal: new AbortController().signal, attempt: 1, correlation, vault: noVault, ...changes };
}

/** What becomes of one message under a fault, and how often it was taken. */
export async function under(fault: HttpFault, options: Partial<PostmarkOptions> = {}) {
  const standIn = await openStandIn();
  standIn.http.intercept = () => fault;
  const result = await transportTo(standIn, options).send(outgoing(), sending());
  return { result, taken: standIn.mails.length, asked: standIn.http.calls.length };
}
