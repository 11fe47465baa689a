/* How many a page of the history could show, by the ways of `ways.ts`. No message is read; what no index tells is looked at in steps. */

import type { Counted, CountQuery, HistoryPlace } from 'postern/adapter';
import type { Query } from '../drivers/database.ts';
import { needDate, readText, seconds } from '../drivers/values.ts';
import { Values } from './filters.ts';
import { isExact, nextRows, type Stretch, spansOf, wayOf } from './ways.ts';

/** Bounds of a count. */
export interface CountBounds {
  /** Messages looked at by one statement. */
  readonly step: number;
  /** How long, before no further statement begins. */
  readonly budgetMs: number;
}

export const serverCountBounds: CountBounds = { step: 20_000, budgetMs: 2_000 };
/** PGlite works in this process's own thread: shorter steps let others have their turn. */
export const embeddedCountBounds: CountBounds = { step: 2_000, budgetMs: 2_000 };

/** @see MessageStore.count */
export async function count(
  query: Query,
  { site, most, ...filters }: Omit<CountQuery, 'term'>,
  { step, budgetMs }: CountBounds,
): Promise<Counted> {
  const began = performance.now();
  const way = wayOf(filters);
  const exact = isExact(way, filters);
  let place: HistoryPlace | undefined = filters.to && { createdAt: filters.to, id: '' };
  let counted = 0;
  for (const span of spansOf(place, filters.from)) {
    for (let more = true; more; ) {
      const rows = exact ? most + 1 - counted : step;
      const next = await countNext(query, { site, filters, way, span, place, rows });
      counted += next.count;
      if (counted > most) return { count: most, more: true };
      more = next.end !== undefined;
      place = next.end ?? place;
      if (more && performance.now() - began >= budgetMs) return { count: counted, more: true };
    }
  }
  return { count: counted, more: false };
}

/** How many of the next rows fit. `end`: there were as many as were looked for, and this was the last. */
async function countNext(
  query: Query,
  stretch: Stretch,
): Promise<{ readonly count: number; readonly end: HistoryPlace | undefined }> {
  const values = new Values();
  const rows = nextRows(values, 'm.created_at, m.id', stretch);
  const last = `n = ${values.add(String(stretch.rows))}::int`;
  const [row] = await query(
    `select (count(*) filter (where fits))::int as count, max(id) filter (where ${last}) as id,
      ${seconds(`max(created_at) filter (where ${last})`)} as created_at
    from (select next.*, row_number() over (order by created_at desc, id desc) as n from (${rows}) next) counted`,
    values.all,
  );
  const id = readText(row?.id);
  return {
    count: Number(row?.count),
    end: row && id ? { createdAt: needDate(row, 'created_at'), id } : undefined,
  };
}
