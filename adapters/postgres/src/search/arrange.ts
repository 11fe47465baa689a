import type { Database, Query } from '../drivers/database.ts';
import { arrayOf, needDate, needText, type Row, seconds } from '../drivers/values.ts';
import { type Kind, putTogether, type Sizes } from './pages.ts';
import { renewStale, seal } from './segments.ts';
import { secondsOf, spanOf, spanValues, time, wholeMonth, within } from './span.ts';

/** Taken by whoever moves documents from page to page, and shared by those who take some out; the number is this library's own. */
const pagesLock = '7030611245893103';
/** Pages of a month that is over, which are sealed though they are few: with eight a segment takes what their own bits do. */
const sealedWhenOver = 8;

/** Runs `work` unless somebody else is at it. What it moves stays put for those who {@link holdPages}. */
function rearranging<T>(database: Database, work: (query: Query) => Promise<T>): Promise<T | undefined> {
  return database.transaction(async (query) => {
    const [turn] = await query('select pg_try_advisory_xact_lock($1::text::bigint)::int as mine', [
      pagesLock,
    ]);
    return Number(turn?.mine) === 1 ? work(query) : undefined;
  });
}

/** Until the transaction ends, documents stay in the pages they are in. */
export async function holdPages(query: Query): Promise<void> {
  await query('select pg_advisory_xact_lock_shared($1::text::bigint)', [pagesLock]);
}

/** Puts small pages together and full ones into segments, where there are many of a kind. */
export async function arrange(database: Database, kinds: readonly Kind[], sizes: Sizes): Promise<void> {
  const { page, small, segment } = sizes;
  for (const open of await openPages(database.query, kinds)) {
    if (open.small >= small)
      await rearranging(database, (query) => putTogether(query, open, { page, small, whole: false }));
    for (let full = open.full; full >= segment; full -= segment)
      await rearranging(database, (query) => seal(query, open, { least: segment, most: segment }));
  }
}

/** One step of what is done in quiet times: bits that are stale are made anew, months that are over arranged. Answers whether there was one. */
export async function tidy(database: Database, sizes: Sizes): Promise<boolean> {
  const work = async (query: Query) => (await renewStale(query)) || (await finishMonth(query, sizes));
  return (await rearranging(database, work)) ?? false;
}

/**
 * Puts what is left of a kind together whose month is over, then seals it, then forgets the note of it: a step each. Less than
 * half a page stays as it is, so that what comes late, one by one, does not make a page each.
 */
async function finishMonth(query: Query, { page, small, segment }: Sizes): Promise<boolean> {
  const [row] = await query(
    `select ${seconds('month')} as month, site, channel, origin from postern.search_month
    where month < date_trunc('month', now() at time zone 'UTC')::date order by month limit 1`,
  );
  if (!row) return false;
  const kind = kindOf(row);
  const [open] = await openPages(query, [kind]);
  if (open && open.documents >= page / 2) await putTogether(query, kind, { page, small, whole: true });
  else if (open && open.full >= Math.min(sealedWhenOver, segment))
    await seal(query, kind, { least: 1, most: segment });
  else
    await query(
      `delete from postern.search_month
      where (month, site, channel, origin) = ((${time(1)} at time zone 'UTC')::date, $2::text, $3::text, $4::text)`,
      [secondsOf(kind.month), kind.site, kind.channel, kind.origin],
    );
  return true;
}

interface OpenPages extends Kind {
  readonly small: number;
  /** Of the small ones. */
  readonly documents: number;
  readonly full: number;
}

/** How many pages of these kinds are in no segment. */
async function openPages(query: Query, kinds: readonly Kind[]): Promise<readonly OpenPages[]> {
  const months = kinds.map(({ month }) => wholeMonth(month));
  const rows = await query(
    `select ${seconds('k.month')} as month, k.site, k.channel, k.origin,
      (count(*) filter (where p.grams is null))::int as small, (count(p.grams))::int as full,
      coalesce(sum(cardinality(p.ids)) filter (where p.grams is null), 0)::int as documents
    from (
      select distinct site, channel, origin, to_timestamp(first) as month, to_timestamp(last) as until
      from unnest($1::text[], $2::text[], $3::text[], $4::text[]::float8[], $5::text[]::float8[])
        k (site, channel, origin, first, last)
    ) k join postern.search_page p on not p.sealed
      and (p.site, p.channel, p.origin) = (k.site, k.channel, k.origin) and p.last_at between k.month and k.until
      and ${within('p.last_at', 6)}
    group by 1, 2, 3, 4`,
    [
      arrayOf(kinds.map(({ site }) => site)),
      arrayOf(kinds.map(({ channel }) => channel)),
      arrayOf(kinds.map(({ origin }) => origin)),
      arrayOf(months.map(({ first }) => secondsOf(first))),
      arrayOf(months.map(({ last }) => secondsOf(last))),
      ...spanValues(spanOf(months.flatMap(({ first, last }) => [first, last]))),
    ],
  );
  return rows.map((row) => ({
    ...kindOf(row),
    small: Number(row.small),
    documents: Number(row.documents),
    full: Number(row.full),
  }));
}

function kindOf(row: Row): Kind {
  return {
    site: needText(row, 'site'),
    channel: needText(row, 'channel'),
    origin: needText(row, 'origin'),
    month: needDate(row, 'month'),
  };
}
