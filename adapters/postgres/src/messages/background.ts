import { setTimeout as pause } from 'node:timers/promises';
import type { Maintenance } from './maintenance.ts';

const upkeepEveryMs = 5_000;
/** Without new messages there is next to nothing to add up. */
const idleUpkeepEveryMs = 60_000;

/**
 * How long is rested after a step, as a multiple of the time that it took; `steps`: so many had gone before it without a break.
 * A rest of twice its time at first, for handing messages over comes first. Where there is always more to do, less and less,
 * down to a quarter: on a machine that is busy a step takes long for others' sake, and resting for it would let the list of
 * messages without a document grow for ever, which each search reads.
 */
export function restAfter(steps: number): number {
  return Math.max(0.25, 2 * 0.9 ** steps);
}

/** After so many steps without a break, several are taken at once: while one waits for the server, or for its turn here, another goes on. */
const stepsAlone = 10;

type Steps = Pick<Maintenance, 'atOnce' | 'fillSearch' | 'tidySearch' | 'upkeep'>;

/** The work that sending is spared, as `Storage.upkeep` asks for it, paced: what is due is done. */
export class Background {
  readonly #maintenance: Steps;
  #upkeepAt = 0;

  constructor(maintenance: Steps) {
    this.#maintenance = maintenance;
  }

  async run(signal: AbortSignal): Promise<void> {
    const filled = await this.#fill(signal);
    const now = performance.now();
    if (filled) this.#upkeepAt = Math.min(this.#upkeepAt, now + upkeepEveryMs);
    if (now < this.#upkeepAt || signal.aborted) return;
    this.#upkeepAt = now + idleUpkeepEveryMs;
    await this.#maintenance.upkeep();
  }

  /** Until nothing is left, with rests. Answers whether there was any. */
  async #fill(signal: AbortSignal): Promise<boolean> {
    for (let steps = 0; ; steps += 1) {
      const began = performance.now();
      if (signal.aborted) return steps > 0;
      const filled = await this.#fillSome(steps < stepsAlone ? 1 : this.#maintenance.atOnce);
      if (filled === 0 && !(await this.#maintenance.tidySearch())) return steps > 0;
      const took = performance.now() - began;
      await pause(took * restAfter(steps), undefined, { signal }).catch(() => undefined);
    }
  }

  /** So many steps side by side. Answers how many documents they wrote. */
  async #fillSome(steps: number): Promise<number> {
    const ended = await Promise.allSettled(
      Array.from({ length: steps }, () => this.#maintenance.fillSearch()),
    );
    let written = 0;
    for (const step of ended) {
      if (step.status === 'rejected') throw step.reason;
      written += step.value;
    }
    return written;
  }
}
