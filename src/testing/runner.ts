/**
 * What a suite needs of a test runner: vitest's and node:test's own functions fit. Each test opens what it needs and
 * closes it, so no hooks are asked for.
 */
export interface Runner {
  /** Groups the tests that `body` defines. */
  describe(name: string, body: () => void): unknown;
  /** Defines a test; it fails where the promise rejects. */
  it(name: string, test: () => Promise<void>): unknown;
}
