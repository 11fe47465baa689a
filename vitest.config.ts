import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

// Tests run from source: every package's "@postern/source" export points at its TypeScript.
const conditions = ['@postern/source'];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['test/**/*.test.ts', 'adapters/*/test/**/*.test.ts', 'examples/*/test/**/*.test.ts'],
    globalSetup: ['adapters/postgres/test/support/global-setup.ts'],
    reporters: ['default', './test/tally-reporter.ts'],
    // Much of it waits for servers and browsers: on two cores one worker, as is usual, leaves one idle.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // What is waited for comes when the machine gets to it.
    expect: { poll: { timeout: 20_000 } },
    testTimeout: 30_000,
    hookTimeout: 60_000,
    coverage: { include: ['src/**', 'adapters/*/src/**'] },
  },
});
