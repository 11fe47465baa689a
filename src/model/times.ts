/** Year 1 to the end of year 9999: what every storage can keep and compare. */
const earliest = Date.parse('0001-01-01T00:00:00Z');
/** The latest time that every storage can keep, in ms since 1970: the last day of the year 9999. */
export const latestTime = Date.UTC(9999, 11, 31);

/** Whether every storage can keep it. */
export function isStorableTime(at: Date): boolean {
  return at.getTime() >= earliest && at.getTime() <= latestTime;
}

const longestWritten = 100;
const endsInOffset = /\d:\d\d.*[+-]\d\d(?::?\d\d)?(?:\s*\([^)]*\))?$/;

/**
 * A written time in ms since 1970, NaN where it is none: what `Date.parse` reads, but in UTC where it names no zone, wherever the process
 * runs. At most 100 characters.
 */
export function parseTime(text: string): number {
  const written = text.trim();
  if (written.length > longestWritten) return Number.NaN;
  if (endsInOffset.test(written)) return Date.parse(written);
  // With a zone of its own ("GMT", "Z"), that is none that anything reads.
  const inUtc = Date.parse(/[ap]m$/i.test(written) ? `${written} UTC` : `${written}Z`);
  return Number.isNaN(inUtc) ? Date.parse(written) : inUtc;
}

/** The time to act at. Left out, it is the storage's own clock, so that processes sharing it agree on leases. */
export interface Timed {
  readonly now?: Date;
}

/** What a timer of Node's can wait at most; a longer one would fire at once. */
export const longestTimerMs = 2 ** 31 - 1;
