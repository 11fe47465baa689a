import { createId } from 'postern/adapter';
import type { BenchMessage } from './design.ts';

let made = 0;

/** About a kilobyte, to one of 5,000 recipients. */
export function newMessage(): BenchMessage {
  made += 1;
  const to = `user${made % 5_000}@example.com`;
  return {
    id: createId('msg', new Date()),
    to,
    subject: `Invoice ${made}`,
    body: 'Lorem ipsum dolor sit amet. '.repeat(36),
  };
}

/** In batches of 500. */
export function batchesOf(count: number): BenchMessage[][] {
  return Array.from({ length: Math.ceil(count / 500) }, () =>
    Array.from({ length: 500 }, () => newMessage()),
  );
}

/** Calls `run` `count` times from several callers, until the signal aborts. */
export async function called(
  {
    count,
    callers,
    signal,
  }: { readonly count: number; readonly callers: number; readonly signal: AbortSignal },
  run: () => Promise<unknown>,
): Promise<void> {
  let left = count;
  const caller = async () => {
    while (left > 0 && !signal.aborted) {
      left -= 1;
      await run();
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
}
