import { metered } from '../shared/cpu.ts';
import type { Figure } from '../shared/figures.ts';
import { withPool } from '../shared/pool.ts';
import { type Bench, figureOf } from './bench.ts';
import { inTransaction } from './design.ts';
import { drain } from './drain.ts';
import { latency } from './latency.ts';
import { batchesOf, called, newMessage } from './messages.ts';

/** Answers a figure for each of its names. */
export interface Phase {
  readonly names: readonly string[];
  /** Not of plain SQL, which nothing wakes up. */
  readonly enginesOnly?: true;
  run(bench: Bench): Promise<readonly Figure[]>;
}

const callers = 16;

/** The column for what costs and times are: the smaller is the better. */
export const isCost = (what: string) => what.includes('ms') || what.startsWith('CPU');

export const phases: readonly Phase[] = [
  {
    names: ['one by one, 16 callers'],
    run: (bench) => sent(bench, bench.sizes.single, () => bench.design.send(newMessage())),
  },
  {
    names: ['in the host’s transaction, 16 callers'],
    run: (bench) =>
      withPool(bench.url, (pool) =>
        sent(bench, bench.sizes.within, () =>
          inTransaction(pool, (client) => bench.design.sendWithin(client, newMessage())),
        ),
      ),
  },
  { names: ['bulk, by 500'], run: bulk },
  { names: ['drain, 1 process', 'CPU, bulk to settled and searched, µs'], run: (bench) => drain(bench, 1) },
  { names: ['drain, 2 processes'], run: async (bench) => (await drain(bench, 2)).slice(0, 1) },
  { names: ['idle latency p50, ms', 'idle latency p99, ms'], enginesOnly: true, run: latency },
];

async function sent(
  { serverPid, signal }: Bench,
  count: number,
  run: () => Promise<unknown>,
): Promise<Figure[]> {
  return [figureOf(count, await metered([serverPid], () => called({ count, callers, signal }, run)))];
}

async function bulk({ design, serverPid, sizes, signal }: Bench): Promise<Figure[]> {
  const batches = batchesOf(sizes.bulk);
  const count = batches.length;
  const run = () => design.sendBulk(batches.pop() ?? []);
  const took = await metered([serverPid], () => called({ count, callers: 2, signal }, run));
  return [figureOf(count * 500, took)];
}
