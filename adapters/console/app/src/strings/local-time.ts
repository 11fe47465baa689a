const minuteMs = 60_000;
/** Clocks are put forward or back by less than this. */
const shiftMs = 180 * minuteMs;

/** A time of the viewer's clock, and the instant that is meant by it. */
export interface LocalTime {
  readonly at: Date;
  /** The clocks are put forward over it: no clock shows it. What is meant is as much later as they jump. */
  readonly skipped: boolean;
  /** The clocks are put back over it, and it comes once more, here. What is meant is the first. */
  readonly again?: Date;
}

/** A time as `datetime-local` fields take it: local, to the minute. */
export function toLocal(at: Date): string {
  return new Date(at.getTime() - at.getTimezoneOffset() * minuteMs).toISOString().slice(0, 16);
}

export function localNow(): string {
  return toLocal(new Date());
}

/** What such a field holds; `undefined` where it is not filled. */
export function readLocal(text: string): LocalTime | undefined {
  const at = new Date(text);
  if (text === '' || Number.isNaN(at.getTime())) return undefined;
  const again = new Date(at.getTime() + setBackMs(at));
  const skipped = toLocal(at) !== text.slice(0, 16);
  return skipped || again.getTime() === at.getTime() || toLocal(again) !== text.slice(0, 16)
    ? { at, skipped }
    : { at, skipped, again };
}

/** As {@link readLocal}, the instant alone. */
export function fromLocal(text: string): Date | undefined {
  return readLocal(text)?.at;
}

/** By how much the clocks are put back within hours of an instant; 0 where they are not. */
function setBackMs(at: Date): number {
  const offset = (ms: number) => new Date(at.getTime() + ms).getTimezoneOffset();
  return Math.max(0, offset(shiftMs) - offset(-shiftMs)) * minuteMs;
}
