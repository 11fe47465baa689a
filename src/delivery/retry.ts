import type { RetryPolicy } from '../wiring.ts';

/** 8 attempts, 10 s, 30 s, 90 s … 2 h: all within about three hours. */
export const defaultRetryPolicy: RetryPolicy = {
  attempts: 8,
  firstDelayMs: 10_000,
  factor: 3,
  maxDelayMs: 7_200_000,
};

/**
 * The wait after `attempt` (from 1) failed, or `null` when it was the last. Half the wait is fixed, half random, so that what failed
 * together does not come back together, and nothing comes back at once. `random` is in [0, 1).
 */
export function retryDelay(attempt: number, policy: RetryPolicy, random: number): number | null {
  if (attempt >= policy.attempts) return null;
  const delay = Math.min(policy.maxDelayMs, policy.firstDelayMs * policy.factor ** (attempt - 1));
  return Math.round(delay / 2 + (random * delay) / 2);
}
