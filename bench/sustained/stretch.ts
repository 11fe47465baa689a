import { setTimeout as pause } from 'node:timers/promises';
import { figureOf } from '../queue/bench.ts';
import type { Design } from '../queue/design.ts';
import { metered, ownCpu } from '../shared/cpu.ts';
import type { Figure } from '../shared/figures.ts';
import { median } from '../shared/rounds.ts';
import { Worker } from '../shared/worker.ts';
import { type Bounds, Load, type Manner } from './load.ts';

/** One design under load for a while. */
export interface Stretch {
  readonly design: Design;
  readonly url: string;
  readonly serverPid: number;
  readonly manner: Manner;
  readonly bounds: Bounds;
  /** Worker processes. */
  readonly processes: number;
  /** What is measured, after `warmUpMs` that are not. */
  readonly ms: number;
  readonly warmUpMs: number;
  readonly signal: AbortSignal;
}

/** What was seen in the meantime, each second. */
export interface Watched {
  readonly figure: Figure;
  readonly backlog: Course;
  readonly unsearched: Course;
}

/** How a number went: flat is where the last third is as the first. */
export interface Course {
  readonly first: number;
  readonly last: number;
  readonly most: number;
}

/** Sends and delivers side by side. The rate is that of what was settled. */
export async function stretch(how: Stretch): Promise<Watched> {
  const workers = Array.from(
    { length: how.processes },
    () => new Worker(new URL('./worker-process.js', import.meta.url), [how.design.name, how.url]),
  );
  const done = () => workers.reduce((sum, worker) => sum + worker.done, 0);
  const ending = new AbortController();
  const load = new Load(how.design, done, how.bounds);
  let sending: Promise<void> | undefined;
  try {
    await Promise.all(workers.map((worker) => worker.until(({ ready }) => ready === true, how.signal)));
    const working = workers.map((worker) => worker.until((told) => told.working === true, how.signal));
    for (const worker of workers) worker.start();
    await Promise.all(working);
    sending = load.run(how.manner, ending.signal);
    // What it throws is told where it is awaited, below.
    sending.catch(() => undefined);
    await pause(how.warmUpMs);

    const before = done();
    const backlog: number[] = [];
    const unsearched: number[] = [];
    const watch = async () => {
      const until = performance.now() + how.ms;
      while (performance.now() < until && !how.signal.aborted) {
        await Promise.race([pause(1_000), sending]);
        backlog.push(load.backlog);
        unsearched.push(load.unsearched);
      }
    };
    const nodeCpu = () => ownCpu() + workers.reduce((sum, { cpu }) => sum + cpu, 0);
    const took = await metered([how.serverPid], watch, nodeCpu);
    return {
      figure: figureOf(done() - before, took),
      backlog: courseOf(backlog),
      unsearched: courseOf(unsearched),
    };
  } finally {
    ending.abort();
    await sending?.catch((error: unknown) => process.stderr.write(`${error}\n`));
    await Promise.all(workers.map((worker) => worker.stop()));
  }
}

function courseOf(samples: readonly number[]): Course {
  const third = Math.max(1, Math.floor(samples.length / 3));
  return {
    first: median(samples.slice(0, third)),
    last: median(samples.slice(-third)),
    most: Math.max(0, ...samples),
  };
}
