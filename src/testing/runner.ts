/**
 * What a suite needs of a test runner: vitest's and node:test's own functions fit. Each test opens what it needs and
 * closes it, so no hooks are asked for.
 */
export interface Runner {
  describe(name: string, body: () => void): unknown;
  it(name: string, test: () => Promise<void>): unknown;
}
