import type { AlertFacts, AlertRecord } from '../../model/alert.ts';
import type { Timed } from '../../model/times.ts';

/** A condition that holds. */
export interface AlertToRaise extends AlertFacts, Timed {}

/** The alerts that stand, for all processes: so that each is told once. */
export interface AlertStore {
  /**
   * Says that a condition holds. Where the alert stands already it is noted only that it was seen; `since` and `detail` stay.
   *
   * - Answers the alert where it did not stand: of concurrent callers one gets it, the others `undefined`.
   */
  raise(alert: AlertToRaise): Promise<AlertRecord | undefined>;
  /**
   * Ends an alert, unless it was seen later than `seenUntil`.
   *
   * - Answers the alert: of concurrent callers one gets it, the others `undefined`.
   */
  clear(query: { readonly key: string; readonly seenUntil: Date }): Promise<AlertRecord | undefined>;
  /** Those that stand, the first raised first; at most 1,000. With a site, its own and those of all sites. */
  list(query: { readonly site?: string }): Promise<readonly AlertRecord[]>;
}
