import type { Query } from '../drivers/database.ts';
import { arrayOf, needDate, needText, seconds } from '../drivers/values.ts';
import { PageGrams, SegmentBits } from './grams.ts';
import type { Kind } from './pages.ts';
import { type Span, secondsOf, spanValues, time, wholeMonth, within } from './span.ts';

/** Pages whose bits, or documents, are read at a time. */
const readAtOnce = 16;

/** Makes a segment of the oldest full pages of a kind, where there are at least so many; answers whether it did. */
export async function seal(
  query: Query,
  { site, channel, origin, month }: Kind,
  { least, most }: { readonly least: number; readonly most: number },
): Promise<boolean> {
  const span = spanValues(wholeMonth(month));
  const rows = await query(
    `select id::text as id from postern.search_page
    where site = $1::text and channel = $2::text and origin = $3::text and ${within('last_at', 4)}
      and not sealed and grams is not null
    order by last_at limit $6::text::int`,
    [site, channel, origin, ...span, String(most)],
  );
  if (rows.length < least) return false;
  const pages = rows.map((row) => needText(row, 'id'));
  const bits = await bitsOf(pages, async (some) => {
    const found = await query(
      `select id::text as id, encode(grams, 'base64') as grams from postern.search_page
      where id = any ($1::text[]::bigint[]) and ${within('last_at', 2)}`,
      [arrayOf(some), ...span],
    );
    return new Map(found.map((row) => [needText(row, 'id'), Buffer.from(needText(row, 'grams'), 'base64')]));
  });
  await query(
    `with p as (
      update postern.search_page p set sealed = true, grams = null
      where p.id = any ($1::text[]::bigint[]) and ${within('p.last_at', 6)} returning p.id, p.first_at, p.last_at
    ), t as (
      select p.*, array_position($1::text[]::bigint[], p.id) as at from p
    )
    insert into postern.search_segment (site, channel, origin, first_at, last_at, pages, starts, ends, bits)
    select $2::text, $3::text, $4::text, min(first_at), max(last_at), array_agg(id order by at),
      array_agg(first_at order by at), array_agg(last_at order by at), decode($5::text, 'base64') from t`,
    [arrayOf(pages), site, channel, origin, base64(bits), ...span],
  );
  return true;
}

/** Makes anew the bits of a segment whose pages lost documents; answers whether there was one. Nobody else moves pages meanwhile. */
export async function renewStale(query: Query): Promise<boolean> {
  const [segment] = await query(
    `select id::text as id, array_to_json(pages::text[])::text as pages, ${seconds('last_at')} as last,
      ${seconds('(select min(at) from unnest(ends) at)')} as first
    from postern.search_segment where stale limit 1`,
  );
  if (!segment) return false;
  const id = needText(segment, 'id');
  const pages: readonly string[] = JSON.parse(needText(segment, 'pages'));
  const span = { first: needDate(segment, 'first'), last: needDate(segment, 'last') };
  let left = 0;
  const bits = await bitsOf(pages, async (some) => {
    const grams = await readGrams(query, some, span);
    left += grams.size;
    return grams;
  });
  const at = secondsOf(span.last);
  if (left === 0)
    await query(`delete from postern.search_segment where id = $1::text::bigint and last_at = ${time(2)}`, [
      id,
      at,
    ]);
  else
    await query(
      `update postern.search_segment set bits = decode($3::text, 'base64'), stale = false
      where id = $1::text::bigint and last_at = ${time(2)}`,
      [id, at, base64(bits)],
    );
  return true;
}

type GramsOfPages = ReadonlyMap<string, Uint8Array>;

/** In steps, between which others have their turn. */
async function bitsOf(
  pages: readonly string[],
  read: (some: readonly string[]) => Promise<GramsOfPages>,
): Promise<Uint8Array> {
  const bits = new SegmentBits(pages.length);
  for (let from = 0; from < pages.length; from += readAtOnce) {
    const some = pages.slice(from, from + readAtOnce);
    const grams = await read(some);
    for (const [index, id] of some.entries()) {
      const of = grams.get(id);
      if (of) bits.add(from + index, of);
    }
  }
  return bits.bytes;
}

/** From the documents themselves. */
async function readGrams(query: Query, pages: readonly string[], span: Span): Promise<GramsOfPages> {
  const rows = await query(
    `select id::text as id, docs from postern.search_page
    where id = any ($1::text[]::bigint[]) and ${within('last_at', 2)}`,
    [arrayOf(pages), ...spanValues(span)],
  );
  return new Map(
    rows.map((row) => {
      const grams = new PageGrams();
      grams.add(needText(row, 'docs'));
      return [needText(row, 'id'), grams.bytes];
    }),
  );
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
