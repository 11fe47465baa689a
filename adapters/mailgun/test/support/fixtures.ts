import type { HttpFault } from 'postern/testing';
import { afterEach } from 'vitest';
import { type MailgunOptions, type MailgunTransport, mailgun } from '../../src/index.ts';
import {
  type MailgunStandIn,
  type MailgunStandInOptions,
  startMailgunStandIn,
} from '../../src/testing/index.ts';
import { correlation, outgoing, sending } from './messages.ts';

const opened: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

export { correlation, outgoing, sending };

export function closedAfterTest<T extends { close(): Promise<void> }>(one: T): T {
  opened.push(one);
  return one;
}

export async function openStandIn(options: MailgunStandInOptions = {}): Promise<MailgunStandIn> {
  return closedAfterTest(await startMailgunStandIn(options));
}

/** A transport to a stand-in on this machine. */
export function transportTo(
  { options }: Pick<MailgunStandIn, 'options'>,
  changes: Partial<MailgunOptions> = {},
): MailgunTransport {
  return closedAfterTest(mailgun({ ...options, ...changes }));
}

/** What becomes of one message under a fault, and how often it was taken. */
export async function under(fault: HttpFault, options: Partial<MailgunOptions> = {}, message = outgoing()) {
  const standIn = await openStandIn();
  standIn.http.intercept = () => fault;
  const result = await transportTo(standIn, options).send(message, sending());
  return { result, taken: standIn.mails.length, asked: standIn.http.calls.length };
}
