import type { Message, MessageFilters, SearchQuery } from 'postern/adapter';
import type { Query } from '../drivers/database.ts';
import { arrayOf, needText } from '../drivers/values.ts';
import { conditionsOf, Values } from '../messages/filters.ts';
import { type LookBounds, list } from '../messages/list.ts';
import { isIndexed } from '../messages/ways.ts';
import { documentOf, documentsSql } from './document.ts';
import type { Looked, Place } from './place.ts';

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
  return (await holding(query, items, term)).slice(0, limit);
}

/** How many with the term are looked for, for each that is wanted, where filters leave some out: those that fit most find enough at once. */
export const narrowedBy = 4;

/** What a look for the term found of what fits. */
export interface Narrowed extends Looked {
  /** It ended there because filters fit so few of many with the term that to go by the filters is the shorter way. */
  readonly fewFit: boolean;
}

/** @see Narrowed.fewFit */
export function fitFew(search: SearchQuery, found: number, kept: number): boolean {
  return isNarrowed(search) && kept * narrowedBy < found;
}

/** Goes from message to message that fits the filters, the newest before that place first, and looks whether they hold the term. */
export async function searchFitting(
  query: Query,
  { term, ...search }: SearchQuery,
  {
    before,
    step,
    budgetMs,
  }: { readonly before: Place | undefined; readonly step: number; readonly budgetMs: number },
): Promise<Looked> {
  const until = performance.now() + budgetMs;
  const found: Place[] = [];
  let place = before;
  do {
    const bounds = { step, most: Number.POSITIVE_INFINITY, budgetMs: until - performance.now() };
    const { items, end } = await list(query, { ...search, ...(place && { before: place }) }, bounds);
    found.push(...(await holding(query, items, term)));
    place = end ?? (items.length < search.limit ? undefined : items.at(-1));
  } while (place && found.length < search.limit && performance.now() < until);
  return { found, end: place };
}

/** Those of these messages whose documents hold the term. */
async function holding(query: Query, items: readonly Message[], term: string): Promise<readonly Message[]> {
  if (items.length === 0) return [];
  const rows = await query(documentsSql, [arrayOf(items.map(({ id }) => id))]);
  const found = new Set(
    rows.filter((row) => documentOf(row).includes(term)).map((row) => needText(row, 'id')),
  );
  return items.filter(({ id }) => found.has(id));
}
