import type { SearchQuery } from 'postern/adapter';
import type { Query } from '../drivers/database.ts';
import { arrayOf, seconds } from '../drivers/values.ts';
import { placesOf } from './grams.ts';
import { fitFew, isNarrowed, type Keep, type Narrowed, narrowedBy } from './narrow.ts';
import { documentsOf } from './pages.ts';
import { newestOf, type Place, placeOf } from './place.ts';
import { secondsOf, time } from './span.ts';

/**
 * Looks through the pages that are in no segment yet. There are few, but they are put together while we look: so each
 * statement has to be right by itself.
 */
export async function searchOpen(
  query: Query,
  search: SearchQuery,
  { keep, many }: { readonly keep: Keep; readonly many: number },
): Promise<Narrowed> {
  const { from: since, limit } = search;
  const most = isNarrowed(search) ? limit * narrowedBy : limit;
  // It ends at so many, by the order of pages; what it found is not yet the newest.
  const some = await ask(query, search, { since, limit: most });
  const found = await keep(some);
  const all = { end: undefined, fewFit: false };
  if (some.length < most) return { found, ...all };
  if (fitFew(search, some.length, found.length)) {
    const more = await ask(query, search, { since, limit: Math.max(many, most) });
    const kept = await keep(more);
    return { found: kept, ...all, fewFit: more.length >= many && fitFew(search, more.length, kept.length) };
  }
  const last = newestOf(found, limit)[limit - 1];
  return { found: await keep(await ask(query, search, { since: last?.createdAt ?? since })), ...all };
}

async function ask(
  query: Query,
  { site, term, channel, origin, to }: SearchQuery,
  { since, limit }: { readonly since: Date | undefined; readonly limit?: number },
): Promise<readonly Place[]> {
  const places = placesOf(term);
  // Documents are read last: "offset 0" and "case" keep the server from an order of its own.
  const rows = await query(
    `select u.id, ${seconds('u.at')} as created_at from (
      select * from postern.search_page where not sealed and site = $1::text
        and ($3::text is null or channel = $3::text) and ($4::text is null or origin = $4::text)
        and ($5::text is null or last_at >= ${time(5)}) and ($7::text is null or first_at < ${time(7)})
      order by last_at desc offset 0
    ) p cross join lateral (
      select * from ${documentsOf} where strpos(u.doc, $2::text) > 0
        and ($5::text is null or u.at >= ${time(5)}) and ($7::text is null or u.at < ${time(7)}) offset 0
    ) u
    where case when p.grams is null or not exists (
        select from unnest($6::text[]::int[]) g (place)
        where get_bit(substring(p.grams from (place >> 3) + 1 for 1), 7 - (place & 7)) = 0
      ) then strpos(p.docs, $2::text) > 0 else false end
    ${limit === undefined ? '' : 'limit $8::text::int'}`,
    [
      site,
      term,
      channel ?? null,
      origin ?? null,
      since ? secondsOf(since) : null,
      arrayOf(places.map(String)),
      to ? secondsOf(to) : null,
      ...(limit === undefined ? [] : [String(limit)]),
    ],
  );
  return rows.map(placeOf);
}
