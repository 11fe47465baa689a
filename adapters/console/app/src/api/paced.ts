import { ApiError } from './error.ts';

interface Pace {
  readonly signal: AbortSignal;
  /** The server's clock. */
  readonly now: () => number;
  /** Told before it waits. */
  readonly onWait?: () => void;
}

/** Where it was too much at once, calls again once the server says so. @throws what the call throws else, and the signal's reason */
export async function paced<T>(call: () => Promise<T>, { signal, now, onWait }: Pace): Promise<T> {
  for (;;) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 'too_many_requests') throw error;
      onWait?.();
      await wait(Date.parse(String(error.details.retryAt)) - now(), signal);
    }
  }
}

const shortest = 250;
const longest = 30_000;

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const due = window.setTimeout(resolve, Math.min(longest, Math.max(shortest, ms || 0)));
    signal.addEventListener('abort', () => {
      window.clearTimeout(due);
      reject(signal.reason);
    });
  });
}
