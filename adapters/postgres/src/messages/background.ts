import { setTimeout as pause } from 'node:timers/promises';
import type { Maintenance } from './maintenance.ts';

const upkeepEveryMs = 5_000;
/** Without new messages there is next to nothing to add up. */
const idleUpkeepEveryMs = 60_000;

/** The work that sending is spared, as `Storage.upkeep` asks for it, paced: what is due is done. */
export class Background {
  readonly #maintenance: Maintenance;
  #upkeepAt = 0;

  constructor(maintenance: Maintenance) {
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

  /** Until nothing is left; a third of the time at most, for handing messages over comes first. Answers whether there was any. */
  async #fill(signal: AbortSignal): Promise<boolean> {
    for (let any = false; ; any = true) {
      const began = performance.now();
      if (signal.aborted) return any;
      if ((await this.#maintenance.fillSearch()) === 0 && !(await this.#maintenance.tidySearch())) return any;
      await pause((performance.now() - began) * 2, undefined, { signal }).catch(() => undefined);
    }
  }
}
