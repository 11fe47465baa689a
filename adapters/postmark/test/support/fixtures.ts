import type { HttpFault } from 'postern/testing';
import { afterEach } from 'vitest';
import { type PostmarkOptions, type PostmarkTransport, postmark } from '../../src/index.ts';
import {
  type PostmarkStandIn,
  type PostmarkStandInOptions,
  startPostmarkStandIn,
} from '../../src/testing/index.ts';

import { correlation, outgoing, sending, webhookToken } from './messages.ts';

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

export { correlation, outgoing, sending, webhookToken };

/** A transport to a stand-in on this machine. */
export function transportTo(
  { options }: Pick<PostmarkStandIn, 'options'>,
  changes: Partial<PostmarkOptions> = {},
): PostmarkTransport {
  return closedAfterTest(postmark({ ...options, webhookToken, ...changes }));
}

/** What becomes of one message under a fault, and how often it was taken. */
export async function under(fault: HttpFault, options: Partial<PostmarkOptions> = {}) {
  const standIn = await openStandIn();
  standIn.http.intercept = () => fault;
  const result = await transportTo(standIn, options).send(outgoing(), sending());
  return { result, taken: standIn.mails.length, asked: standIn.http.calls.length };
}
