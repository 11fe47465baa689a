import type { LimitStore } from '../interfaces/storage/limits.ts';
import type { Runner } from './runner.ts';
import { newSite } from './storage/harness.ts';
import { limitTests } from './storage/limits.ts';

/** What an adapter gives the suite for each test. */
export interface LimitHarness {
  /** The store to be tested. */
  readonly limits: LimitStore;
  /** Called after each test, also one that failed. */
  close(): Promise<void>;
}

/** Everything the core relies on in a {@link LimitStore} that is no part of a storage. `open` is called once for each test. */
export function limitSuite(runner: Runner, open: () => Promise<LimitHarness>): void {
  runner.describe('rate limits', () =>
    limitTests((name, body) =>
      runner.it(name, async () => {
        const { limits, close } = await open();
        try {
          await body({ limits, site: newSite() });
        } finally {
          await close();
        }
      }),
    ),
  );
}
