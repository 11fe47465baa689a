import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultRetryPolicy, retryDelay } from '../src/delivery/retry.ts';

describe('the retry policy', () => {
  it('waits between half and the whole of 10 s, 30 s, 90 s … and two hours at most', () => {
    const whole = [10, 30, 90, 270, 810, 2430, 7200].map((seconds) => seconds * 1000);
    expect(whole.map((_, index) => retryDelay(index + 1, defaultRetryPolicy, 0))).toEqual(
      whole.map((ms) => ms / 2),
    );
    expect(
      whole.map((_, index) => Math.round(retryDelay(index + 1, defaultRetryPolicy, 0.999_999_9) ?? 0)),
    ).toEqual(whole);
  });

  it('stops after eight attempts, within about three hours', () => {
    expect(retryDelay(8, defaultRetryPolicy, 0)).toBeNull();
    const longest = [1, 2, 3, 4, 5, 6, 7].reduce(
      (sum, attempt) => sum + (retryDelay(attempt, defaultRetryPolicy, 1) ?? 0),
      0,
    );
    expect(longest).toBeLessThanOrEqual(3.1 * 3_600_000);
  });

  it('never waits less than half, nor more than the whole, for any policy', () => {
    const policy = fc.record({
      attempts: fc.integer({ min: 1, max: 50 }),
      firstDelayMs: fc.integer({ min: 0, max: 100_000 }),
      factor: fc.integer({ min: 1, max: 10 }),
      maxDelayMs: fc.integer({ min: 0, max: 10_000_000 }),
    });
    fc.assert(
      fc.property(
        policy,
        fc.integer({ min: 1, max: 60 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (given, attempt, random) => {
          const delay = retryDelay(attempt, given, random);
          if (attempt >= given.attempts) {
            expect(delay).toBeNull();
            return;
          }
          const whole = Math.min(given.maxDelayMs, given.firstDelayMs * given.factor ** (attempt - 1));
          expect(delay).toBeGreaterThanOrEqual(Math.floor(whole / 2));
          expect(delay).toBeLessThanOrEqual(Math.ceil(whole));
        },
      ),
    );
  });
});
