import type { SearchQuery } from 'postern/adapter';
import type { Query } from '../drivers/database.ts';
import { arrayOf, needDate, needText, seconds, type Value } from '../drivers/values.ts';
import { placesOf } from './grams.ts';
import { fitFew, type Keep, type Narrowed } from './narrow.ts';
import { documentsOf } from './pages.ts';
import { newestOf, type Place, placeOf } from './place.ts';
import { secondsOf, spanOf, spanValues, time, within } from './span.ts';

/** Segments and pages that are asked at first; each step asks more. */
const firstSegments = 8;
const firstPages = 8;
const mostSegments = 64;

/** A segment, or a page of one that may hold the term: `at` is its newest message. */
interface Ahead {
  readonly id: string;
  readonly at: Date;
}

interface SealedLook {
  /** What was found elsewhere. */
  readonly known: readonly Place[];
  readonly keep: Keep;
  /** Documents with the term, after which it ends where the filters fit few of them. */
  readonly many: number;
  /** Pages that are read in one step, at most. */
  readonly pages: number;
  readonly budgetMs: number;
}

/** Looks through sealed pages from the newest on, until `limit` newer ones than are left are found, or time is up. */
export async function searchSealed(
  query: Query,
  search: SearchQuery,
  { known, keep, many, pages: mostPages, budgetMs }: SealedLook,
): Promise<Narrowed> {
  const began = performance.now();
  const found: Place[] = [];
  let withTerm = 0;
  const segments = await segmentsOf(query, search);
  let pages: readonly Ahead[] = [];
  let [segmentStep, pageStep] = [firstSegments, Math.min(firstPages, mostPages)];
  for (let steps = 0; ; steps += 1) {
    const ahead = newestAhead(segments[0], pages[0]);
    const last = newestOf([...known, ...found], search.limit)[search.limit - 1];
    if (!ahead || (last && last.createdAt > ahead.at)) return { found, end: undefined, fewFit: false };
    // The first pages are read in any case. All that is newer than what is ahead was looked at.
    const fewFit = withTerm >= many && fitFew(search, withTerm, found.length);
    if (fewFit || (steps > 1 && performance.now() - began >= budgetMs))
      return { found, end: { createdAt: new Date(ahead.at.getTime() + 1), id: '' }, fewFit };
    if (ahead === segments[0]) {
      const more = await candidatesOf(query, search, segments.splice(0, segmentStep));
      pages = [...pages, ...more].sort((a, b) => b.at.getTime() - a.at.getTime());
      segmentStep = Math.min(segmentStep * 2, mostSegments);
    } else {
      const next = segments[0]?.at;
      const step = pages.slice(0, pageStep).filter((page) => !next || page.at >= next);
      const read = await readPages(query, search, step);
      withTerm += read.length;
      found.push(...(await keep(read)));
      pages = pages.slice(step.length);
      pageStep = Math.min(pageStep * 2, mostPages);
    }
  }
}

/** A segment before a page of the same time. */
function newestAhead(segment: Ahead | undefined, page: Ahead | undefined): Ahead | undefined {
  return segment && (!page || segment.at > page.at) ? segment : page;
}

async function segmentsOf(query: Query, { site, channel, origin, from, to }: SearchQuery): Promise<Ahead[]> {
  const rows = await query(
    `select id::text as id, ${seconds('last_at')} as at from postern.search_segment where site = $1::text
      and ($2::text is null or channel = $2::text) and ($3::text is null or origin = $3::text)
      and ($4::text is null or last_at >= ${time(4)}) and ($5::text is null or first_at < ${time(5)})
    order by last_at desc, id desc`,
    [site, channel ?? null, origin ?? null, from ? secondsOf(from) : null, to ? secondsOf(to) : null],
  );
  return rows.map((row) => ({ id: needText(row, 'id'), at: needDate(row, 'at') }));
}

/** The pages of these segments that may hold the term: those that have a bit at each of its places. */
async function candidatesOf(
  query: Query,
  { term, from, to }: SearchQuery,
  segments: readonly Ahead[],
): Promise<readonly Ahead[]> {
  const rows = await query(
    `select s.pages[n]::text as id, ${seconds('s.ends[n]')} as at from (
      select s.pages, s.starts, s.ends, (
        select bit_and(('x' || encode(substring(s.bits from place * s.width + 1 for s.width), 'hex'))::varbit)
        from unnest($2::text[]::int[]) g (place)
      ) as maybe
      from (
        select pages, starts, ends, bits, (cardinality(pages) + 7) / 8 as width from postern.search_segment
        where id = any ($1::text[]::bigint[]) and ${within('last_at', 3)} offset 0
      ) s offset 0
    ) s, generate_series(1, cardinality(s.pages)) n
    where bit_count(s.maybe) > 0 and get_bit(s.maybe, n - 1) = 1
      and ($5::text is null or s.ends[n] >= ${time(5)}) and ($6::text is null or s.starts[n] < ${time(6)})`,
    [
      idsOf(segments),
      arrayOf(placesOf(term).map(String)),
      ...timesOf(segments),
      from ? secondsOf(from) : null,
      to ? secondsOf(to) : null,
    ],
  );
  return rows.map((row) => ({ id: needText(row, 'id'), at: needDate(row, 'at') }));
}

async function readPages(
  query: Query,
  { term }: SearchQuery,
  pages: readonly Ahead[],
): Promise<readonly Place[]> {
  const rows = await query(
    `select u.id, ${seconds('u.at')} as created_at from postern.search_page p, ${documentsOf}
    where p.id = any ($1::text[]::bigint[]) and ${within('p.last_at', 3)}
      and strpos(p.docs, $2::text) > 0 and strpos(u.doc, $2::text) > 0`,
    [idsOf(pages), term, ...timesOf(pages)],
  );
  return rows.map(placeOf);
}

function idsOf(ahead: readonly Ahead[]): Value {
  return arrayOf(ahead.map(({ id }) => id));
}

/** Where they are: nothing else is planned for. */
function timesOf(ahead: readonly Ahead[]): readonly Value[] {
  return spanValues(spanOf(ahead.map(({ at }) => at)));
}
