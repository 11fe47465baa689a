/** Why a phase gave no figure. */
export type Missed = 'overran' | 'failed';

/**
 * Runs a phase for at most `ms`. Past that its signal aborts, and the answer is `overran` whether it heeds it or not; what it
 * throws is told on stderr and the answer is `failed`. The rest of the bench goes on.
 */
export async function limited<T>(
  what: string,
  ms: number,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T | Missed> {
  const ending = new AbortController();
  const running = run(ending.signal).catch((error: unknown): Missed => {
    if (!ending.signal.aborted)
      process.stderr.write(`${what}: ${error instanceof Error ? error.stack : error}\n`);
    return 'failed';
  });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Missed>((resolve) => {
    timer = setTimeout(() => resolve('overran'), ms);
  });
  try {
    return await Promise.race([running, late]);
  } finally {
    clearTimeout(timer);
    ending.abort();
  }
}

/** Whether a phase gave no figure. */
export function isMissed(outcome: unknown): outcome is Missed {
  return outcome === 'overran' || outcome === 'failed';
}

/** Another order each round, forwards and backwards in turn: nobody is always the first, or always after the same one. */
export function orderOf<T>(all: readonly T[], round: number): readonly T[] {
  const turn = Math.floor(round / 2) % Math.max(1, all.length);
  const turned = [...all.slice(turn), ...all.slice(0, turn)];
  return round % 2 === 0 ? turned : turned.toReversed();
}

/** The value below which the given share of all lies; NaN of none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** The middle one; of an even number the mean of the two in the middle; NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? Number.NaN;
  return (lower + upper) / 2;
}
