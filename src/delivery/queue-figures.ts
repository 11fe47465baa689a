import type { QueueFigures } from '../interfaces/telemetry.ts';
import { channels } from '../model/channel.ts';
import { priorities } from '../model/priority.ts';
import type { Engine } from '../wiring.ts';
import { Kept } from './kept.ts';

/** Metrics are read as often as the host likes, of each process: the storage is asked now and then. */
const keptMs = 15_000;
const patienceMs = 2_000;
const countedAtMost = 10_000;

/** How to learn what is due, for metrics. */
export function queueFigures(engine: Engine): () => Promise<QueueFigures | undefined> {
  // A clock that a test holds would keep them for ever.
  const kept = new Kept(() => figuresOf(engine), 'now' in engine.timed() ? 0 : keptMs, engine.now);
  return async () => (await kept.within(patienceMs))?.value;
}

/** A storage that is away is told of by whoever needs it. */
async function figuresOf({ storage, transports, timed, now }: Engine): Promise<QueueFigures | undefined> {
  const waiting = await storage.messages.waiting({ limit: countedAtMost, ...timed() }).catch(() => undefined);
  if (!waiting) return undefined;
  const at = now().getTime();
  const lanes = channels
    .filter((channel) => transports[channel].length > 0)
    .flatMap((channel) => priorities.map((priority) => ({ channel, priority })))
    .map(({ channel, priority }) => {
      const lane = waiting.lanes.find((one) => one.channel === channel && one.priority === priority);
      const since = lane?.oldestDueAt?.getTime() ?? at;
      return { channel, priority, due: lane?.due ?? 0, oldestDueMs: Math.max(0, at - since) };
    });
  return { lanes };
}
