import { outcomesKeptMs } from '../interfaces/storage/outcomes.ts';
import { checkArgument, timeArgument } from '../model/arguments.ts';
import type { Engine } from '../wiring.ts';

/** Messages removed in one transaction: short enough to hold nobody up. */
const step = 1_000;

/** @throws MessagingError `invalid_time` */
export async function pruneMessages(engine: Engine, site: string, olderThan: Date): Promise<number> {
  checkArgument(timeArgument, olderThan, { name: 'olderThan', code: 'invalid_time' });
  let removed = 0;
  for (;;) {
    const count = await engine.storage.messages.prune({ site, createdBefore: olderThan, limit: step });
    removed += count;
    if (count < step) break;
  }
  while ((await engine.storage.audit.prune({ site, before: olderThan, limit: step })) === step);
  // What alerts forget as well, where there are any.
  await engine.storage.outcomes.prune(new Date(engine.now().getTime() - outcomesKeptMs));
  while ((await engine.storage.seen.prune({ limit: step, ...engine.timed() })) === step);
  return removed;
}
