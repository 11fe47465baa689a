import { setTimeout as pause } from 'node:timers/promises';
import type { Stop } from 'postern';
import type { Maintenance } from './maintenance.ts';

/** How soon a message gets its search document; until then a search reads the message itself. */
const fillEveryMs = 1_000;
const upkeepEveryMs = 5_000;
/** Without new messages there is next to nothing to add up. */
const idleUpkeepEveryMs = 60_000;

/** Does the work that sending is spared, beside the workers of this process; answers its end. */
export function startBackground(
  maintenance: Maintenance,
  onFault: (error: unknown, during: string) => void,
): Stop {
  const ending = new AbortController();
  let upkeepAt = 0;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;

  /** Until nothing is left; a third of the time at most, for handing messages over comes first. Answers whether there was any. */
  const fill = async (): Promise<boolean> => {
    for (let any = false; ; any = true) {
      const began = performance.now();
      if (ending.signal.aborted || (await maintenance.fillSearch()) === 0) return any;
      const resting = pause((performance.now() - began) * 2, undefined, {
        ref: false,
        signal: ending.signal,
      });
      await resting.catch(() => undefined);
    }
  };

  const round = async () => {
    const filled = await fill();
    const now = performance.now();
    if (filled) upkeepAt = Math.min(upkeepAt, now + upkeepEveryMs);
    if (now < upkeepAt || ending.signal.aborted) return;
    upkeepAt = now + idleUpkeepEveryMs;
    await maintenance.upkeep();
  };
  const next = () => {
    if (ending.signal.aborted) return;
    timer = setTimeout(
      () => {
        running = round()
          .catch((error: unknown) => onFault(error, 'work in the background'))
          .finally(next);
      },
      fillEveryMs * (0.8 + 0.4 * Math.random()),
    ).unref();
  };
  next();
  return async () => {
    ending.abort();
    clearTimeout(timer);
    await running;
  };
}
