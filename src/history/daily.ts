import { MessagingError } from '../errors.ts';
import type { Channel } from '../model/message.ts';
import { noCounts, type StatusCounts } from '../model/status-counts.ts';
import type { Engine } from '../wiring.ts';

/** One day's messages, by the status they have now. */
export interface DayCounts {
  /** `YYYY-MM-DD`, UTC. */
  readonly day: string;
  readonly counts: StatusCounts;
}

const dayMs = 86_400_000;

/** @throws MessagingError `invalid_argument` */
export async function readDaily(
  engine: Engine,
  site: string,
  channel: Channel,
  days: number,
): Promise<readonly DayCounts[]> {
  if (!Number.isInteger(days) || days < 1 || days > 366) {
    throw new MessagingError('invalid_argument', '"days" is a whole number from 1 to 366.', {
      details: { field: 'days' },
    });
  }
  const today = engine.now().getTime();
  const all = Array.from({ length: days }, (_, back) => dayOf(today - (days - 1 - back) * dayMs));
  const found = new Map(
    (await engine.storage.messages.daily(site, channel, all[0] ?? '')).map((one) => [one.day, one.counts]),
  );
  return all.map((day) => ({ day, counts: found.get(day) ?? noCounts }));
}

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
