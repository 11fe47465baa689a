import type { Query } from '../drivers/database.ts';
import { arrayOf, needText } from '../drivers/values.ts';
import { documentsOf } from './pages.ts';
import { holdPages } from './segments.ts';

/**
 * Removes what a search reads of messages; they themselves are still there. Whoever writes a document holds the row of
 * `message_unsearched` while doing so, and who moves documents holds all pages: waiting for both first, no document appears
 * afterwards.
 */
export async function unsearch(query: Query, ids: string): Promise<void> {
  await query(
    `delete from postern.message_unsearched u using postern.message m
    where m.id = any ($1::text[]) and (u.site, u.created_at, u.message_id) = (m.site, m.created_at, m.id)`,
    [ids],
  );
  await query('delete from postern.message_search where message_id = any ($1::text[])', [ids]);
  await holdPages(query);
  const pages = await pagesWith(query, ids);
  if (pages) await takeOut(query, ids, pages);
}

/** The pages that hold any of these, locked; their segments are marked. */
async function pagesWith(query: Query, ids: string): Promise<string | null> {
  const rows = await query(
    `with gone as materialized (
      select id, site, channel, origin, created_at from postern.message where id = any ($1::text[])
    ), spans as materialized (
      select id, site, channel, origin, first_at, last_at from postern.search_segment
      where site in (select site from gone)
    ), sealed as materialized (
      select distinct s.id as segment, e.page from spans p join postern.search_segment s on s.id = p.id,
        unnest(s.pages, s.starts, s.ends) e (page, starts_at, ends_at)
      where exists (
        select from gone g where (g.site, g.channel, g.origin) = (p.site, p.channel, p.origin)
          and g.created_at between p.first_at and p.last_at and g.created_at between e.starts_at and e.ends_at
      )
    ), hit as materialized (
      select p.id, s.segment from sealed s join postern.search_page p on p.id = s.page
      where p.ids && $1::text[]
      union all
      select p.id, null from postern.search_page p
      where not p.sealed and p.site in (select site from gone) and p.ids && $1::text[]
    ), marked as (
      update postern.search_segment set stale = true where not stale and id in (select segment from hit)
    )
    select id::text as id from postern.search_page where id in (select id from hit) order by id for update`,
    [ids],
  );
  return rows.length > 0 ? arrayOf(rows.map((row) => needText(row, 'id'))) : null;
}

/** A page whose bits are its own loses them: it is put together with others anew. */
async function takeOut(query: Query, ids: string, pages: string): Promise<void> {
  await query(
    `with rest as materialized (
      select p.id, array_agg(u.id order by u.at, u.id) as ids, array_agg(u.at order by u.at, u.id) as times,
        string_agg(coalesce(u.doc, ''), E'\\n\\n' order by u.at, u.id) as docs
      from postern.search_page p, ${documentsOf}
      where p.id = any ($2::text[]::bigint[]) and u.id <> all ($1::text[])
      group by 1
    ), kept as (
      update postern.search_page p set ids = r.ids, times = r.times, docs = r.docs, grams = null
      from rest r where p.id = r.id
    )
    delete from postern.search_page
    where id = any ($2::text[]::bigint[]) and id not in (select id from rest)`,
    [ids, pages],
  );
}
