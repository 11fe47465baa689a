import type { ReportType } from '../model/status.ts';

/** What each of a provider's words for an event says of a message; some say two things, and what says nothing is `[]`. */
export type EventTable = Readonly<Record<string, ReportType | readonly ReportType[]>>;

/**
 * Reads a provider's word for an event by a table.
 *
 * ```ts
 * const typesOf = eventTypes({ delivered: 'delivered', read: ['delivered', 'opened'], processed: [] });
 * typesOf('read'); // ['delivered', 'opened']
 * typesOf('never heard'); // undefined
 * ```
 */
export function eventTypes(table: EventTable): (word: string) => readonly ReportType[] | undefined {
  const types = new Map(Object.entries(table).map(([word, says]) => [word, [says].flat()]));
  return (word) => types.get(word);
}
