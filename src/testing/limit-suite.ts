import type { LimitStore } from '../interfaces/storage/limits.ts';
import type { Runner } from './runner.ts';
import { newSite } from './storage/harness.ts';
import { type LimitTest, limitTests } from './storage/limits.ts';
import { slotTests } from './storage/slots.ts';

/** What an adapter gives the suite for each test. */
export interface LimitHarness {
  /** The store to be tested. */
  readonly limits: LimitStore;
  /** Called after each test, also one that failed. */
  close(): Promise<void>;
}

/** Everything the core relies on in a {@link LimitStore} that is no part of a storage. `open` is called once for each test. */
export function limitSuite(runner: Runner, open: () => Promise<LimitHarness>): void {
  const test: LimitTest = (name, body) =>
    runner.it(name, async () => {
      const { limits, close } = await open();
      try {
        await body({ limits, site: newSite() });
      } finally {
        await close();
      }
    });
  runner.describe('rate limits', () => limitTests(test));
  runner.describe('concurrency limits', () => slotTests(test));
}
