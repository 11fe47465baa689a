/* Documents that releases before 0.2 wrote, a row each in `message_search`, until the background has put them into pages. */

import type { SearchQuery } from 'postern/adapter';
import type { Query } from '../drivers/database.ts';
import { needText, seconds } from '../drivers/values.ts';
import { documentOfRow, type SearchDocument } from './pages.ts';
import { type Looked, placeOf } from './place.ts';
import { secondsOf, time } from './span.ts';

/** Takes some of them away, the newest of a site; empty where there are none. */
export async function takeEarlier(query: Query, most: number): Promise<readonly SearchDocument[]> {
  const rows = await query(
    `with taken as materialized (
      select ctid as at from postern.message_search
      where site = (select site from postern.message_search limit 1)
      order by created_at desc, message_id desc limit $1::text::int for update skip locked
    ), gone as (
      delete from postern.message_search where ctid = any (array(select at from taken)) returning *
    )
    select message_id as id, site, channel, origin, ${seconds('created_at')} as created_at, doc from gone`,
    [String(most)],
  );
  // Their folding was changed once, where they lie: a field of what is not seen is an empty line.
  return rows.map((row) =>
    documentOfRow({ ...row, doc: needText(row, 'doc').replace(/^\n+|\n+$|(?<=\n)\n+/g, '') }),
  );
}

/** Looks through the newest of them. */
export async function searchEarlier(
  query: Query,
  { site, term, channel, origin, to }: SearchQuery,
  most: number,
): Promise<Looked> {
  const rows = await query(
    `with w as materialized (
      select message_id as id, created_at, channel, origin, doc from postern.message_search
      where site = $1::text and ($6::text is null or created_at < ${time(6)})
      order by created_at desc, message_id desc limit $2::text::int
    )
    select id, ${seconds('created_at')} as created_at, 0 as size from w where strpos(doc, $3::text) > 0
      and ($4::text is null or channel = $4::text) and ($5::text is null or origin = $5::text)
    union all
    select last.id, ${seconds('last.created_at')}, (select count(*) from w)::int from (
      select id, created_at from w order by created_at, id limit 1
    ) last`,
    [site, String(most), term, channel ?? null, origin ?? null, to ? secondsOf(to) : null],
  );
  const last = rows.find((row) => Number(row.size) > 0);
  return {
    found: rows.filter((row) => row !== last).map(placeOf),
    end: last && Number(last.size) >= most ? placeOf(last) : undefined,
  };
}
