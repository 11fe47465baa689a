import { MessagingError } from '../errors.ts';
import type { Channel } from '../model/message.ts';
import { present } from '../model/present.ts';
import { noCounts, type StatusCounts } from '../model/status-counts.ts';
import type { Engine } from '../wiring.ts';

/** One day's messages, by the status they have now. */
export interface DayCounts {
  /** `YYYY-MM-DD`, UTC. */
  readonly day: string;
  readonly counts: StatusCounts;
  /** Only where more wait than were counted, as `overview()` says it: then more of this day may wait. */
  readonly moreWaiting?: true;
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
  const found = await engine.storage.messages.daily(site, channel, all[0] ?? '');
  const counts = new Map(found.days.map((one) => [one.day, one.counts]));
  const moreWaiting = found.more || undefined;
  return all.map((day) => present({ day, counts: counts.get(day) ?? noCounts, moreWaiting }));
}

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
