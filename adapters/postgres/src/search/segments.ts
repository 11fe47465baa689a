import type { Database, Query } from '../drivers/database.ts';
import { arrayOf, needText } from '../drivers/values.ts';
import { PageGrams, SegmentBits } from './grams.ts';
import { type Kind, putTogether, type Sizes } from './pages.ts';

/** Taken by whoever moves documents from page to page, and shared by those who take some out; the number is this library's own. */
const pagesLock = '7030611245893103';
/** Pages whose bits, or documents, are read at a time. */
const readAtOnce = 16;

/** Runs `work` unless somebody else is at it. What it moves stays put for those who {@link holdPages}. */
function rearranging(database: Database, work: (query: Query) => Promise<void>): Promise<void> {
  return database.transaction(async (query) => {
    const [turn] = await query('select pg_try_advisory_xact_lock($1::text::bigint)::int as mine', [
      pagesLock,
    ]);
    if (Number(turn?.mine) === 1) await work(query);
  });
}

/** Until the transaction ends, documents stay in the pages they are in. */
export async function holdPages(query: Query): Promise<void> {
  await query('select pg_advisory_xact_lock_shared($1::text::bigint)', [pagesLock]);
}

/** Puts small pages together and full ones into segments, where there are many of a kind. */
export async function arrange(database: Database, kinds: readonly Kind[], sizes: Sizes): Promise<void> {
  const list = (read: (kind: Kind) => string) => arrayOf(kinds.map(read));
  const rows = await database.query(
    `select p.site, p.channel, p.origin, (count(*) filter (where p.grams is null))::int as small,
      (count(p.grams))::int as full
    from (select distinct * from unnest($1::text[], $2::text[], $3::text[]) k (site, channel, origin)) k
    join postern.search_page p on not p.sealed and (p.site, p.channel, p.origin) = (k.site, k.channel, k.origin)
    group by 1, 2, 3`,
    [list(({ site }) => site), list(({ channel }) => channel), list(({ origin }) => origin)],
  );
  for (const row of rows) {
    const kind = {
      site: needText(row, 'site'),
      channel: needText(row, 'channel'),
      origin: needText(row, 'origin'),
    };
    if (Number(row.small) >= sizes.small)
      await rearranging(database, (query) => putTogether(query, kind, sizes));
    for (let full = Number(row.full); full >= sizes.segment; full -= sizes.segment)
      await rearranging(database, (query) => seal(query, kind, sizes.segment));
  }
}

/** Makes a segment of the oldest full pages of a kind. */
async function seal(query: Query, { site, channel, origin }: Kind, size: number): Promise<void> {
  const rows = await query(
    `select id::text as id from postern.search_page
    where site = $1::text and channel = $2::text and origin = $3::text and not sealed and grams is not null
    order by last_at limit $4::text::int`,
    [site, channel, origin, String(size)],
  );
  if (rows.length < size) return;
  const pages = rows.map((row) => needText(row, 'id'));
  const bits = await bitsOf(pages, async (some) => {
    const found = await query(
      `select id::text as id, encode(grams, 'base64') as grams from postern.search_page
      where id = any ($1::text[]::bigint[])`,
      [arrayOf(some)],
    );
    return new Map(found.map((row) => [needText(row, 'id'), Buffer.from(needText(row, 'grams'), 'base64')]));
  });
  await query(
    `with p as (
      update postern.search_page p set sealed = true, grams = null
      from unnest($1::text[]::bigint[]) with ordinality t (id, at) where p.id = t.id
      returning p.id, p.first_at, p.last_at, t.at
    )
    insert into postern.search_segment (site, channel, origin, first_at, last_at, pages, starts, ends, bits)
    select $2::text, $3::text, $4::text, min(first_at), max(last_at), array_agg(id order by at),
      array_agg(first_at order by at), array_agg(last_at order by at), decode($5::text, 'base64') from p`,
    [arrayOf(pages), site, channel, origin, base64(bits)],
  );
}

/** Makes anew the bits of a segment whose pages lost documents; answers whether there was one. */
export async function renewStale(database: Database): Promise<boolean> {
  let any = false;
  await rearranging(database, async (query) => {
    const [segment] = await query(
      'select id::text as id, array_to_json(pages::text[])::text as pages from postern.search_segment where stale limit 1',
    );
    if (!segment) return;
    any = true;
    const id = needText(segment, 'id');
    const pages: readonly string[] = JSON.parse(needText(segment, 'pages'));
    let left = 0;
    const bits = await bitsOf(pages, async (some) => {
      const grams = await readGrams(query, some);
      left += grams.size;
      return grams;
    });
    if (left === 0) await query('delete from postern.search_segment where id = $1::text::bigint', [id]);
    else
      await query(
        `update postern.search_segment set bits = decode($2::text, 'base64'), stale = false where id = $1::text::bigint`,
        [id, base64(bits)],
      );
  });
  return any;
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
async function readGrams(query: Query, pages: readonly string[]): Promise<GramsOfPages> {
  const rows = await query(
    'select id::text as id, docs from postern.search_page where id = any ($1::text[]::bigint[])',
    [arrayOf(pages)],
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
