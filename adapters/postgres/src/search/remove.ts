import type { Query } from '../drivers/database.ts';
import { arrayOf, needDate, needText, type Row, seconds, type Value } from '../drivers/values.ts';
import { holdPages } from './arrange.ts';
import { documentsOf } from './pages.ts';
import { type Span, spanOf, spanValues, time, within } from './span.ts';

/**
 * Removes what a search reads of messages; they themselves are still there. Whoever writes a document holds the row of
 * `message_unsearched` while doing so, and who moves documents holds all pages: waiting for both first, no document appears
 * afterwards.
 */
export async function unsearch(query: Query, ids: string): Promise<void> {
  const sites = await query(
    `with gone as materialized (
      select id, site, created_at from postern.message where id = any ($1::text[])
    ), unwritten as (
      delete from postern.message_unsearched u using gone
      where (u.site, u.created_at, u.message_id) = (gone.site, gone.created_at, gone.id)
    )
    select site, ${seconds('min(created_at)')} as first, ${seconds('max(created_at)')} as last
    from gone group by 1 order by 1`,
    [ids],
  );
  await query('delete from postern.message_search where message_id = any ($1::text[])', [ids]);
  await holdPages(query);
  for (const row of sites) {
    const created = { first: needDate(row, 'first'), last: needDate(row, 'last') };
    const gone = { ids, site: needText(row, 'site'), created };
    const pages = [...(await sealedPages(query, gone)), ...(await openPages(query, gone))];
    if (pages.length > 0) await takeOut(query, ids, pages);
  }
}

/** Messages of one site, and when they were created. */
interface Gone {
  readonly ids: string;
  readonly site: string;
  readonly created: Span;
}

/** A page, or a segment: `at` is its newest message. */
interface Held {
  readonly id: string;
  readonly at: Date;
}

/**
 * The sealed pages that hold any of these, locked; their segments are marked. Those that an earlier release wrote may go on
 * over the end of a month, so that a document's page may be one of any later month.
 */
async function sealedPages(query: Query, { ids, site, created }: Gone): Promise<readonly Held[]> {
  const maybe = await query(
    `with gone as materialized (
      select channel, origin, created_at from postern.message where id = any ($1::text[]) and site = $2::text
    ), spans as materialized (
      select id, last_at, channel, origin, first_at from postern.search_segment
      where site = $2::text and last_at >= ${time(3)} and first_at <= ${time(4)}
    )
    select distinct s.id::text as segment, ${seconds('s.last_at')} as segment_at, e.page::text as id,
      ${seconds('e.ends_at')} as at
    from spans p join postern.search_segment s on s.id = p.id and s.last_at = p.last_at and s.last_at >= ${time(3)},
      unnest(s.pages, s.starts, s.ends) e (page, starts_at, ends_at)
    where exists (
      select from gone g where (g.channel, g.origin) = (p.channel, p.origin)
        and g.created_at between p.first_at and p.last_at and g.created_at between e.starts_at and e.ends_at
    )`,
    [ids, site, ...spanValues(created)],
  );
  if (maybe.length === 0) return [];
  const candidates = maybe.map((row) => ({ ...heldOf(row), segment: needText(row, 'segment') }));
  const rows = await query(
    `select id::text as id, ${seconds('last_at')} as at from postern.search_page
    where id = any ($2::text[]::bigint[]) and ${within('last_at', 3)} and ids && $1::text[] order by id for update`,
    [ids, ...placesOf(candidates)],
  );
  const found = new Set(rows.map((row) => needText(row, 'id')));
  const segments = maybe
    .filter((row) => found.has(needText(row, 'id')))
    .map((row) => ({ id: needText(row, 'segment'), at: needDate(row, 'segment_at') }));
  if (segments.length > 0)
    await query(
      `update postern.search_segment set stale = true
      where not stale and id = any ($1::text[]::bigint[]) and ${within('last_at', 2)}`,
      [...placesOf(segments)],
    );
  return rows.map(heldOf);
}

/** The pages in no segment that hold any of these, locked. */
async function openPages(query: Query, { ids, site, created }: Gone): Promise<readonly Held[]> {
  const rows = await query(
    `select id::text as id, ${seconds('last_at')} as at from postern.search_page
    where not sealed and site = $2::text and last_at >= ${time(3)} and first_at <= ${time(4)} and ids && $1::text[]
    order by id for update`,
    [ids, site, ...spanValues(created)],
  );
  return rows.map(heldOf);
}

/** A page whose bits are its own loses them: it is put together with others anew. */
async function takeOut(query: Query, ids: string, pages: readonly Held[]): Promise<void> {
  await query(
    `with rest as materialized (
      select p.id, array_agg(u.id order by u.at, u.id) as ids, array_agg(u.at order by u.at, u.id) as times,
        string_agg(coalesce(u.doc, ''), E'\\n\\n' order by u.at, u.id) as docs
      from postern.search_page p, ${documentsOf}
      where p.id = any ($2::text[]::bigint[]) and ${within('p.last_at', 3)} and u.id <> all ($1::text[])
      group by 1
    ), kept as (
      update postern.search_page p set ids = r.ids, times = r.times, docs = r.docs, grams = null
      from rest r where p.id = r.id and ${within('p.last_at', 3)}
    )
    delete from postern.search_page
    where id = any ($2::text[]::bigint[]) and ${within('last_at', 3)} and id not in (select id from rest)`,
    [ids, ...placesOf(pages)],
  );
}

function heldOf(row: Row): Held {
  return { id: needText(row, 'id'), at: needDate(row, 'at') };
}

/** Their ids, and the times between which they lie: nothing else is planned for. */
function placesOf(held: readonly Held[]): readonly Value[] {
  return [arrayOf(held.map(({ id }) => id)), ...spanValues(spanOf(held.map(({ at }) => at)))];
}
