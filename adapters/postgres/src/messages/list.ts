/*
 * Pages of the history, by the ways of `ways.ts`. What no index tells is looked at row by row, in bounds.
 */

import type { HistoryPlace, HistoryQuery, Listed, Message } from 'postern/adapter';
import type { Query } from '../drivers/database.ts';
import { needDate, needText, seconds } from '../drivers/values.ts';
import { Values } from './filters.ts';
import { messageColumns, messageOf } from './message-row.ts';
import { isExact, jobsWithin, nextRows, type Stretch, spansOf, wayOf } from './ways.ts';

/** Bounds of a page for which messages are looked at that may not fit. */
export interface LookBounds {
  /** Messages looked at by one statement; by a list's next one twice as many, up to eight times, where that took little. */
  readonly step: number;
  /** All that are looked at for a page, at most; one at least. */
  readonly most: number;
  /** How long, before no further statement begins. */
  readonly budgetMs: number;
}

interface ListBounds extends LookBounds {
  /** What waits that is looked through by one statement, for the few of a status. Default: 20,000. */
  readonly jobs?: number;
}

export const serverLook: ListBounds = { step: 5_000, most: 1_000_000, jobs: 50_000, budgetMs: 200 };
/** PGlite works in this process's own thread: shorter steps let others have their turn. */
export const embeddedLook: ListBounds = { step: 1_000, most: 100_000, jobs: 10_000, budgetMs: 250 };

/** Looked through at first: mostly what is asked for fills a page among them. */
const firstJobs = 1_000;

/** @see MessageStore.list */
export async function list(query: Query, history: HistoryQuery, bounds: ListBounds): Promise<Listed> {
  const { site, limit, before, to, from } = history;
  if (limit < 1) return { items: [] };
  const began = performance.now();
  const way = wayOf(history);
  const exact = isExact(way, history);
  const items: Message[] = [];
  let place = to && !(before && before.createdAt < to) ? { createdAt: to, id: '' } : before;
  let looked = 0;
  let { step } = bounds;
  const mostJobs = bounds.jobs ?? 20_000;
  let jobs = Math.min(firstJobs, mostJobs);
  for (const span of spansOf(place, from)) {
    for (let more = true; more; ) {
      const most = limit - items.length;
      // One at least: a page that looks at nothing could not tell where it ended.
      const rows = exact ? most : Math.max(1, Math.min(step, bounds.most - looked));
      const last = await lastJob(query, { site, way, place, span }, jobs);
      jobs = mostJobs;
      const within = last ? { ...span, from: last.id } : span;
      const lookBegan = performance.now();
      const page = await look(query, { site, filters: history, way, place, span: within, rows }, most);
      step = nextStep(step, bounds.step, performance.now() - lookBegan);
      items.push(...page.items);
      if (items.length === limit) return { items };
      const end: HistoryPlace | undefined = page.end ?? last;
      more = end !== undefined;
      if (!end) continue;
      place = end;
      if (!exact) looked += rows;
      if (looked >= bounds.most || performance.now() - began >= bounds.budgetMs) return { items, end: place };
    }
  }
  return { items };
}

/** In ms: a statement that took less is followed by a larger one, another by a smaller one. What comes from a disk takes many times longer. */
const soon = 15;

function nextStep(step: number, least: number, ms: number): number {
  return ms < soon ? Math.min(2 * step, 8 * least) : Math.max(least, step / 2);
}

/**
 * What fits of the next rows, at most so many. `end`: so many were looked at, and this was the last. The server stops at the last that
 * is answered: rows come as they are ordered, and are asked one by one whether they fit. Only of what is answered all is read.
 */
async function look(query: Query, stretch: Stretch, most: number): Promise<Listed> {
  const values = new Values();
  const rows = nextRows(values, 'm.id, m.created_at', stretch);
  const last = `${values.add(String(stretch.rows))}::int`;
  const found = await query(
    `select ${messageColumns}, looked.fits::int as fits, looked.n::int as n from (
      select * from (
        select pages.*, row_number() over (order by created_at desc, id desc) as n from (${rows}) pages
      ) numbered where fits or n = ${last} limit ${values.add(String(most))}::int
    ) looked join postern.message m on m.id = looked.id left join postern.message_job j on j.message_id = m.id order by looked.n`,
    values.all,
  );
  const end = found.find((row) => Number(row.n) === stretch.rows);
  const items = found.filter((row) => Number(row.fits) === 1).map(messageOf);
  return end
    ? { items, end: { createdAt: needDate(end, 'created_at'), id: needText(end, 'id') } }
    : { items };
}

/**
 * The last of so many jobs that are looked through on this stretch, where there are as many: to its message it is looked for what the way leads
 * to among them, and no further.
 */
async function lastJob(
  query: Query,
  { site, way, ...stretch }: Pick<Stretch, 'site' | 'way' | 'span' | 'place'>,
  most: number,
): Promise<HistoryPlace | undefined> {
  if (!way.among) return undefined;
  const values = new Values();
  const [row] = await query(
    `select m.id, ${seconds('m.created_at')} as created_at from (
      select min(message_id) as id from (
        select j.message_id from postern.message_job j where j.site = ${values.add(site)} and ${way.among(values)}
          and ${jobsWithin(values, stretch)} order by j.message_id desc limit ${values.add(String(most))}::int
      ) looked having count(*) = ${values.add(String(most))}::int
    ) last join postern.message m on m.id = last.id`,
    values.all,
  );
  return row && { createdAt: needDate(row, 'created_at'), id: needText(row, 'id') };
}
