import { afterEach } from 'vitest';
import { type SesOptions, type SesTransport, ses } from '../../src/index.ts';
import { type SesStandIn, type SesStandInOptions, startSesStandIn } from '../../src/testing/index.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

/** Closes it after the test. */
export function closedAfterTest<T extends { close(): Promise<void> }>(one: T): T {
  open.push(one);
  return one;
}

export async function openStandIn(options: SesStandInOptions = {}): Promise<SesStandIn> {
  return closedAfterTest(await startSesStandIn(options));
}

export function transportTo({ options }: SesStandIn, more: Partial<SesOptions> = {}): SesTransport {
  return closedAfterTest(ses({ ...options, ...more }));
}
