import { afterEach } from 'vitest';
import { type ResendOptions, type ResendTransport, resend } from '../../src/index.ts';
import {
  type ResendStandIn,
  type ResendStandInOptions,
  startResendStandIn,
} from '../../src/testing/index.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

/** Closes it after the test. */
export function closedAfterTest<T extends { close(): Promise<void> }>(one: T): T {
  open.push(one);
  return one;
}

export async function openStandIn(options: ResendStandInOptions = {}): Promise<ResendStandIn> {
  return closedAfterTest(await startResendStandIn(options));
}

export function transportTo({ options }: ResendStandIn, more: Partial<ResendOptions> = {}): ResendTransport {
  return closedAfterTest(resend({ ...options, ...more }));
}
