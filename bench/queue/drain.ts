import { setTimeout as pause } from 'node:timers/promises';
import { metered, ownCpu } from '../shared/cpu.ts';
import type { Figure } from '../shared/figures.ts';
import { Worker } from '../shared/worker.ts';
import { type Bench, figureOf } from './bench.ts';
import { batchesOf } from './messages.ts';

/**
 * Enqueues in bulk, then measures how fast processes of their own hand that over. The second figure is the CPU of the whole way, until
 * the search documents are written too where there are any.
 */
export async function drain(bench: Bench, processes: number): Promise<readonly [Figure, Figure]> {
  const { design, url, serverPid, sizes, signal } = bench;
  const workers: Worker[] = [];
  const workersCpu = () => workers.reduce((sum, { cpu }) => sum + cpu, 0);
  // What loading the modules takes is not the messages'.
  let loading = 0;
  try {
    const whole = await metered(
      [serverPid],
      async () => {
        for (const batch of batchesOf(sizes.drain)) await (design.fill ?? design.sendBulk)(batch);
        for (let started = 0; started < processes; started += 1)
          workers.push(new Worker(new URL('./worker-process.js', import.meta.url), [design.name, url]));
        await Promise.all(workers.map((worker) => worker.until(({ ready }) => ready === true, signal)));
        loading = workersCpu();
        const drained = await metered([serverPid], () => settled(workers, sizes.drain, signal), workersCpu);
        while ((await design.unsearched?.()) && !signal.aborted) await pause(50);
        // They tell their CPU ten times a second.
        await pause(200);
        return drained;
      },
      () => ownCpu() + workersCpu(),
    );
    const { cpu } = figureOf(sizes.drain, { ...whole, node: whole.node - loading });
    const { node = 0, server } = cpu ?? {};
    return [figureOf(sizes.drain, whole.result), { value: node + (server ?? 0), cpu: { node, server } }];
  } finally {
    await Promise.all(workers.map((worker) => worker.stop()));
  }
}

/** Lets them begin, and resolves when they have recorded `count` as sent. */
async function settled(workers: readonly Worker[], count: number, signal: AbortSignal): Promise<void> {
  const all = () => workers.reduce((sum, { done }) => sum + done, 0) >= count;
  const ended = workers.map((worker) => worker.until(all, signal));
  for (const worker of workers) worker.start();
  await Promise.race(ended);
}
