import type { Metered } from '../shared/cpu.ts';
import type { Figure } from '../shared/figures.ts';
import type { Design } from './design.ts';

/** How many messages each phase takes. */
export interface Sizes {
  readonly single: number;
  readonly within: number;
  readonly bulk: number;
  readonly drain: number;
  readonly latency: number;
}

/** What a phase measures, and where. */
export interface Bench {
  readonly design: Design;
  readonly url: string;
  readonly serverPid: number;
  readonly sizes: Sizes;
  readonly signal: AbortSignal;
}

/** Messages a second, and the CPU of each. */
export function figureOf(count: number, { seconds, node, server }: Omit<Metered<unknown>, 'result'>): Figure {
  return {
    value: count / seconds,
    cpu: { node: node / count, server: server === undefined ? undefined : server / count },
  };
}
