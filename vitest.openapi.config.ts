import { defineConfig } from 'vitest/config';
import base from './vitest.config.ts';

// `npm run test:openapi`: prism takes a while to start.
export default defineConfig({
  ...base,
  test: {
    include: ['scripts/openapi/*.judge.ts'],
    reporters: ['default', './test/tally-reporter.ts'],
    testTimeout: 180_000,
  },
});
