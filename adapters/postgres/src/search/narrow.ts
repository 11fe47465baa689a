import type { Message, MessageFilters, SearchQuery } from 'postern/adapter';
import type { Query } from '../drivers/database.ts';
import { arrayOf, needText } from '../drivers/values.ts';
import { conditionsOf, Values } from '../messages/filters.ts';
import { isIndexed, type LookBounds, list } from '../messages/list.ts';
import { documentOf, documentsSql } from './document.ts';
import type { Place } from './place.ts';

/** What the places of documents, and their pages, tell already. */
const told = ['channel', 'origin', 'from', 'to'] as const;

/** Of places with the term, those whose messages fit the other filters. */
export type Keep = (places: readonly Place[]) => Promise<readonly Place[]>;

/** Whether a document's place, and its page, do not tell all that is asked for. */
export function isNarrowed(search: SearchQuery): boolean {
  return conditionsOf(search, new Values(), told).length > 0;
}

/** Also leaves out what was created at another time: pages are of more than one. */
export function keeping(query: Query, search: SearchQuery): Keep {
  const narrowed = isNarrowed(search);
  return async (places) => {
    const inTime = places.filter(({ createdAt }) => isWithin(createdAt, search));
    if (!narrowed || inTime.length === 0) return inTime;
    const values = new Values();
    const ids = values.list(inTime.map(({ id }) => id));
    const rows = await query(
      `select m.id from postern.message m where m.id = ${ids} and ${conditionsOf(search, values, told).join(' and ')}`,
      values.all,
    );
    const fitting = new Set(rows.map((row) => needText(row, 'id')));
    return inTime.filter(({ id }) => fitting.has(id));
  };
}

function isWithin(at: Date, { from, to }: MessageFilters): boolean {
  return (from === undefined || at >= from) && (to === undefined || at < to);
}

/**
 * Where an index leads to the few messages that filters ask for, their documents are looked at, and no others. `undefined`: there are
 * more than `most`.
 */
export async function searchAmongFew(
  query: Query,
  { term, limit, ...search }: SearchQuery,
  { most, ...bounds }: LookBounds,
): Promise<readonly Message[] | undefined> {
  // Of none that may be looked at, nothing would be found.
  if (most < 1 || !isIndexed(search)) return undefined;
  const { items, end } = await list(query, { ...search, limit: most + 1 }, { ...bounds, most });
  if (end || items.length > most) return undefined;
  if (items.length === 0) return [];
  const rows = await query(documentsSql, [arrayOf(items.map(({ id }) => id))]);
  const found = new Set(
    rows.filter((row) => documentOf(row).includes(term)).map((row) => needText(row, 'id')),
  );
  return items.filter(({ id }) => found.has(id)).slice(0, limit);
}
