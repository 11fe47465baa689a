/*
 * Pages of the history, by the ways of `ways.ts`. What no index tells is looked at row by row, in bounds.
 */

import type { HistoryQuery, Listed, Message } from 'postern/adapter';
import type { Query } from '../drivers/database.ts';
import { needDate, needText } from '../drivers/values.ts';
import { Values } from './filters.ts';
import { messageColumns, messageOf } from './message-row.ts';
import { isExact, nextRows, type Stretch, spansOf, wayOf } from './ways.ts';

/** Bounds of a page for which messages are looked at that may not fit. */
export interface LookBounds {
  /** Messages looked at by one statement. */
  readonly step: number;
  /** All that are looked at for a page, at most; one at least. */
  readonly most: number;
  /** How long, before no further statement begins. */
  readonly budgetMs: number;
}

export const serverLook: LookBounds = { step: 5_000, most: 20_000, budgetMs: 400 };
/** PGlite works in this process's own thread: shorter steps let others have their turn. */
export const embeddedLook: LookBounds = { step: 1_000, most: 20_000, budgetMs: 400 };

/** @see MessageStore.list */
export async function list(query: Query, history: HistoryQuery, bounds: LookBounds): Promise<Listed> {
  const { site, limit, before, to, from } = history;
  if (limit < 1) return { items: [] };
  const began = performance.now();
  const way = wayOf(history);
  const exact = isExact(way, history);
  const items: Message[] = [];
  let place = to && !(before && before.createdAt < to) ? { createdAt: to, id: '' } : before;
  let looked = 0;
  for (const span of spansOf(place, from)) {
    for (let more = true; more; ) {
      const most = limit - items.length;
      // One at least: a page that looks at nothing could not tell where it ended.
      const rows = exact ? most : Math.max(1, Math.min(bounds.step, bounds.most - looked));
      const page = await look(query, { site, filters: history, way, place, span, rows }, most);
      items.push(...page.items);
      if (items.length === limit) return { items };
      more = page.end !== undefined;
      if (!page.end) continue;
      place = page.end;
      looked += rows;
      if (looked >= bounds.most || performance.now() - began >= bounds.budgetMs) return { items, end: place };
    }
  }
  return { items };
}

/**
 * What fits of the next rows, at most so many. `end`: so many were looked at, and this was the last. The server stops at the last that
 * is answered: rows come as they are ordered, and are asked one by one whether they fit.
 */
async function look(query: Query, stretch: Stretch, most: number): Promise<Listed> {
  const values = new Values();
  const rows = nextRows(values, 'm.*', stretch);
  const last = `${values.add(String(stretch.rows))}::int`;
  const found = await query(
    `select ${messageColumns}, m.fits::int as fits, m.n::int as n from (
      select * from (
        select pages.*, row_number() over (order by created_at desc, id desc) as n from (${rows}) pages
      ) looked where fits or n = ${last} limit ${values.add(String(most))}::int
    ) m left join postern.message_job j on j.message_id = m.id order by m.n`,
    values.all,
  );
  const end = found.find((row) => Number(row.n) === stretch.rows);
  const items = found.filter((row) => Number(row.fits) === 1).map(messageOf);
  return end
    ? { items, end: { createdAt: needDate(end, 'created_at'), id: needText(end, 'id') } }
    : { items };
}
