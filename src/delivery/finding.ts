import type { AlertFacts } from '../model/alert.ts';

/** A condition that holds; where it does not `raise`, it is bad enough only to go on. */
export interface Finding {
  readonly alert: AlertFacts;
  readonly raises: boolean;
}

/** An alert ends below this part of what it is raised by, so that it does not come and go. */
export const endsBelow = 0.8;

/** Whole minutes. */
export function minutesOf(ms: number): number {
  return Math.floor(ms / 60_000);
}
