/*
 * Search: a message without a document is read itself (`unsearched`); documents lie in pages of some dozens (`pages.ts`), open
 * at first and read whole, then (`arrange.ts`) sealed in segments (`segments.ts`), whose bits (`grams.ts`) say which pages are worth
 * reading. `remove.ts` takes documents out, `earlier.ts` is for those of earlier releases. Whatever moves, moves on in that
 * order and is looked for in that order: so it is seen once or twice, and never missed. What documents do not tell, `narrow.ts` asks
 * of the messages; where filters fit few of many with the term, it goes by the filters instead, from the place where that shows.
 */

import {
  type Counted,
  type CountQuery,
  type Message,
  present,
  type SearchQuery,
  type SearchResult,
} from 'postern/adapter';
import type { Database, Query } from '../drivers/database.ts';
import { arrayOf, needText, seconds } from '../drivers/values.ts';
import { messageColumns, messageOf } from '../messages/message-row.ts';
import { documentOf, documentsSql } from './document.ts';
import { searchEarlier } from './earlier.ts';
import { type Keep, keeping, searchAmongFew, searchFitting } from './narrow.ts';
import { searchOpen } from './open.ts';
import { type Looked, nearest, newestFirst, newestOf, type Place, placeOf } from './place.ts';
import { searchSealed } from './sealed.ts';

/** Bounds of one search; see the package's README. */
export interface SearchBounds {
  /** Messages without their document yet that are read in one step. */
  readonly fresh: number;
  /** Documents of earlier releases that are looked through. */
  readonly earlier: number;
  /** Sealed pages that are read in one step, at most. */
  readonly pages: number;
  /** Messages that filters lead to by an index, at most, for these to be looked at instead of documents. */
  readonly few: number;
  /** Documents with the term, of which filters fit few, that are looked at before it is gone by the filters. */
  readonly many: number;
  /** Messages that are then looked at in one step. */
  readonly fitting: number;
  /** How long a search may take before no further step begins; those through fresh messages have half of it at most. */
  readonly budgetMs: number;
}

export const serverBounds: SearchBounds = {
  fresh: 2_000,
  earlier: 20_000,
  pages: 256,
  few: 500,
  many: 2_000,
  fitting: 5_000,
  budgetMs: 250,
};
/** PGlite works in this process's own thread: shorter steps let others have their turn. */
export const embeddedBounds: SearchBounds = {
  fresh: 500,
  earlier: 2_000,
  pages: 32,
  few: 200,
  many: 500,
  fitting: 1_000,
  budgetMs: 250,
};

/** Newest first and bounded for every term. */
export class Search {
  readonly #database: Database;
  readonly #bounds: SearchBounds;

  constructor(database: Database, bounds: SearchBounds) {
    this.#database = database;
    this.#bounds = bounds;
  }

  async run(search: SearchQuery): Promise<SearchResult> {
    const { found, end } = await this.#look(search);
    const items = await messagesById(this.#database.query, found);
    return end ? { items, complete: false, searchedBackTo: end.createdAt } : { items, complete: true };
  }

  /** How many it finds, look after look, until all is looked at or the time is over. @see MessageStore.count */
  async count(
    { most, ...search }: CountQuery & { readonly term: string },
    budgetMs: number,
  ): Promise<Counted> {
    const began = performance.now();
    let counted = 0;
    let { to } = search;
    for (;;) {
      const { found, end } = await this.#look(present({ ...search, to, limit: most + 1 - counted }));
      // What is beyond the end is found once more, with what lies between.
      counted += end ? found.filter(({ createdAt }) => createdAt >= end.createdAt).length : found.length;
      if (counted > most) return { count: most, more: true };
      if (!end) return { count: counted, more: false };
      if (performance.now() - began >= budgetMs || (to && end.createdAt >= to))
        return { count: counted, more: true };
      to = end.createdAt;
    }
  }

  /** The newest with the term, as many as are wanted. `end`: what is older was not looked at, for lack of time. */
  async #look(search: SearchQuery): Promise<Looked> {
    const { query } = this.#database;
    const { earlier, pages, few, many, fitting, budgetMs } = this.#bounds;
    const began = performance.now();
    if (search.limit < 1) return { found: [], end: undefined };
    const some = await searchAmongFew(query, search, { step: few + 1, most: few, budgetMs });
    if (some) return { found: some, end: undefined };
    const keep = keeping(query, search);
    const left = () => budgetMs - (performance.now() - began);
    const fresh = await this.#fresh(search, keep, left() / 2);
    const old = await searchEarlier(query, search, earlier);
    const open = await searchOpen(query, search, { keep, many });
    const before = [...fresh.found, ...(await keep(old.found)), ...open.found];
    const sealed = open.fewFit
      ? open
      : await searchSealed(query, search, { known: before, keep, many, pages, budgetMs: left() });
    // From the newest on, whatever was looked at, or from where sealed pages were left.
    const rest = sealed.fewFit
      ? await searchFitting(query, search, {
          before: sealed.end,
          step: fitting,
          budgetMs: left(),
        })
      : { found: [], end: sealed.end };
    const found = newestOf([...before, ...sealed.found, ...rest.found], search.limit);
    const ends = open.fewFit ? [rest.end] : [fresh.end, old.end, rest.end];
    const end = nearest(ends.filter((one) => !isPast(one, search)));
    // What is newer than the end was looked at without a gap: where that alone fills the answer, nothing is missing.
    const last = found[search.limit - 1];
    return { found, end: last && end && newestFirst(last, end) <= 0 ? undefined : end };
  }

  /** Without a worker none gets a document, so that all messages may be here. */
  async #fresh(search: SearchQuery, keep: Keep, budgetMs: number): Promise<Looked> {
    const until = performance.now() + budgetMs;
    const found: Place[] = [];
    let end: Place | undefined = search.to && { createdAt: search.to, id: '' };
    do {
      const step = await this.#unsearched(search, end);
      found.push(...(await keep(step.found)));
      end = isPast(step.end, search) ? undefined : step.end;
    } while (end && found.length < search.limit && performance.now() < until);
    return { found, end };
  }

  async #unsearched({ site, term, channel, origin }: SearchQuery, after: Place | undefined): Promise<Looked> {
    const { fresh } = this.#bounds;
    const { query } = this.#database;
    const places = await query(
      `select u.message_id as id, ${seconds('u.created_at')} as created_at from postern.message_unsearched u
      where u.site = $1::text ${after ? 'and (u.created_at, u.message_id) < ($3::text::timestamptz, $4::text)' : ''}
      order by u.created_at desc, u.message_id desc limit $2::text::int`,
      [site, String(fresh), ...(after ? [after.createdAt.toISOString(), after.id] : [])],
    );
    const last = places.at(-1);
    const rows =
      places.length > 0 ? await query(documentsSql, [arrayOf(places.map((row) => needText(row, 'id')))]) : [];
    return {
      found: rows
        .filter((row) => (!channel || row.channel === channel) && (!origin || row.origin === origin))
        .filter((row) => documentOf(row).includes(term))
        .map(placeOf),
      end: last && places.length >= fresh ? placeOf(last) : undefined,
    };
  }
}

/** Whether a look that ended there has seen all that is late enough. */
function isPast(end: Place | undefined, { from }: SearchQuery): boolean {
  return end !== undefined && from !== undefined && end.createdAt < from;
}

/** As they stand now. */
async function messagesById(query: Query, places: readonly Place[]): Promise<readonly Message[]> {
  if (places.length === 0) return [];
  const rows = await query(
    `select ${messageColumns} from postern.message m left join postern.message_job j on j.message_id = m.id
    where m.id = any ($1::text[]) order by m.created_at desc, m.id desc`,
    [arrayOf(places.map(({ id }) => id))],
  );
  return rows.map(messageOf);
}
