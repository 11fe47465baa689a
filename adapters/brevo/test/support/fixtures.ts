import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { Outgoing, SendContext, Vault } from 'postern/adapter';
import type { HttpFault } from 'postern/testing';
import { afterEach } from 'vitest';
import {
  type BrevoOptions,
  type BrevoSmsOptions,
  type BrevoSmsTransport,
  type BrevoTransport,
  brevo,
  brevoSms,
} from '../../src/index.ts';
import { type BrevoStandIn, type BrevoStandInOptions, startBrevoStandIn } from '../../src/testing/index.ts';

const opened: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

export function closedAfterTest<T extends { close(): Promise<void> }>(one: T): T {
  opened.push(one);
  return one;
}

export async function openStandIn(options: BrevoStandInOptions = {}): Promise<BrevoStandIn> {
  return closedAfterTest(await startBrevoStandIn(options));
}

/** What callbacks have to bear. */
export const webhookToken = 'a-token-of-the-host';

export function mailTo(standIn: BrevoStandIn, options: Partial<BrevoOptions> = {}): BrevoTransport {
  return closedAfterTest(brevo({ ...standIn.options, webhookToken, ...options }));
}

export function smsTo(standIn: BrevoStandIn, options: Partial<BrevoSmsOptions> = {}): BrevoSmsTransport {
  return closedAfterTest(brevoSms({ ...standIn.options, sender: 'Acme', ...options }));
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

/** An SMS to a number that is valid. */
export function sms(changes: Partial<Outgoing> = {}): Outgoing {
  const { subject: _, messageId: __, ...rest } = mail();
  const addresses = { to: { address: '+33612345678' }, from: { address: 'Acme' } };
  return { ...rest, channel: 'sms', ...addresses, ...changes };
}

const noVault: Vault = {
  site: 'acme',
  read: async () => undefined,
  update: async (_name, change) => change(undefined),
  delete: async () => {},
};

/** A handle as the core makes it; it is not looked at. */
export const correlation = '0mwt2ei80k3q9x2v8b5n1w6td-1-0e98955cb70a6dacff9e93ea';

export function sending(changes: Partial<SendContext> = {}): SendContext {
  return { signal: new AbortController().signal, attempt: 1, correlation, vault: noVault, ...changes };
}

/** What becomes of one mail and of one SMS under a fault, and how many were taken of each. */
export async function under(fault: HttpFault, options: Pick<BrevoOptions, 'timeoutMs' | 'errors'> = {}) {
  const standIn = await openStandIn({ intercept: () => fault });
  const results = [
    await mailTo(standIn, options).send(mail(), sending()),
    await smsTo(standIn, options).send(sms(), sending()),
  ];
  return { results, taken: [standIn.mails.length, standIn.texts.length], asked: standIn.http.calls.length };
}

/** A webhook as the host got it. */
interface Received {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: unknown;
}

/** A host that keeps the webhooks it gets, and answers each with `status`. */
export async function openHost(status = 200) {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const body = JSON.parse((await buffer(request)).toString());
    received.push({ path: request.url ?? '', authorization: request.headers.authorization, body });
    response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closedAfterTest({
    close: async () => {
      server.closeAllConnections();
      server.close();
    },
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, received };
}
