import { setTimeout as pause } from 'node:timers/promises';
import type { Figure } from '../shared/figures.ts';
import { quantile } from '../shared/rounds.ts';
import { Worker } from '../shared/worker.ts';
import type { Bench } from './bench.ts';
import { newMessage } from './messages.ts';

/** From the commit in one process to the hand-over in another that has nothing else to do: p50 and p99. */
export async function latency({ design, url, sizes, signal }: Bench): Promise<readonly [Figure, Figure]> {
  const worker = new Worker(new URL('./worker-process.js', import.meta.url), [design.name, url, 'telling']);
  try {
    await worker.until(({ ready }) => ready === true, signal);
    const working = worker.until((told) => told.working === true, signal);
    worker.start();
    await working;
    await pause(1_000);
    const times: number[] = [];
    while (times.length < sizes.latency && !signal.aborted) {
      const message = newMessage();
      const handed = worker.until((told) => told.handed === message.id, signal);
      await design.send(message);
      const committed = performance.timeOrigin + performance.now();
      await handed;
      times.push(Math.max(0, (worker.handedAt(message.id) ?? 0) - committed));
      // Idle in between, and not in step with anybody's poll.
      await pause(50 + Math.random() * 50);
    }
    return [{ value: quantile(times, 0.5) }, { value: quantile(times, 0.99) }];
  } finally {
    await worker.stop();
  }
}
