// How messages go: removed by their age, or blanked for a person.
import type { Message } from '../../model/message.ts';
import type { Timed } from '../../model/times.ts';

/** Which messages to remove. */
export interface PruneQuery {
  readonly site: string;
  readonly createdBefore: Date;
  /** The most to remove one by one. A storage that removes many at once, by the table, may remove more. */
  readonly limit: number;
}

/** Whose messages to blank. */
export interface EraseQuery extends Timed {
  readonly site: string;
  readonly consumerId: string;
  /** The most to blank. */
  readonly limit: number;
}

/** What erasing came to. */
export interface Erased {
  /** Messages blanked. */
  readonly erased: number;
  /** Being handed over at the moment, left as they were: ask again. */
  readonly underWay: number;
}

/** What one call of `erase` did. */
export interface EraseResult extends Erased {
  /** Those that waited and were canceled, as they are once they are erased. */
  readonly canceled: readonly Message[];
}
