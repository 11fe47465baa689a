import type { Query } from '../drivers/database.ts';
import { needDate, needText, type Row, seconds } from '../drivers/values.ts';
import { PageGrams } from './grams.ts';
import { monthOf, spanValues, wholeMonth, within } from './span.ts';

/** What the documents of a page have in common. */
export interface Kind {
  readonly site: string;
  readonly channel: string;
  readonly origin: string;
  /**
   * Its first moment. Of a page that an earlier release wrote, which may go on over the end of a month, it is that of the
   * newest document.
   */
  readonly month: Date;
}

/** What a message is found by. */
export interface SearchDocument extends Omit<Kind, 'month'> {
  readonly id: string;
  readonly createdAt: Date;
  readonly doc: string;
}

interface Page extends Kind {
  readonly documents: readonly SearchDocument[];
  readonly grams: PageGrams;
  readonly full: boolean;
}

/** How much is put together. */
export interface Sizes {
  /** Documents of a page, at most. */
  readonly page: number;
  /** Small pages of a kind that may lie side by side before they are put together. */
  readonly small: number;
  /** Pages of a segment. */
  readonly segment: number;
}

/** Between two documents: within one, no line is empty. */
const gap = '\n\n';

/** The rows of a page's documents, for the `from` of a statement, as `u (id, at, doc)`. */
export const documentsOf = `unnest(p.ids, p.times, string_to_array(p.docs, E'\\n\\n')) u (id, at, doc)`;

/**
 * Writes documents, in pages of one kind each; answers the kinds. What month they are of is noted for when it is over. `whole`:
 * also the last page of a kind is none that waits for others.
 */
export async function writePages(
  query: Query,
  documents: readonly SearchDocument[],
  { page, whole = false }: { readonly page: number; readonly whole?: boolean },
): Promise<readonly Kind[]> {
  const kinds = new Map<string, SearchDocument[]>();
  for (const document of documents) {
    const { site, channel, origin, createdAt } = document;
    const kind = JSON.stringify([monthOf(createdAt), site, channel, origin]);
    const of = kinds.get(kind);
    if (of) of.push(document);
    else kinds.set(kind, [document]);
  }
  const pages = [...kinds.values()].flatMap((of) => pagesOf(of, page, whole));
  const rows = pages.map(({ site, channel, origin, documents, full, grams }) => [
    site,
    channel,
    origin,
    documents.map(({ id }) => id).join('\n'),
    documents.map(({ createdAt }) => createdAt.toISOString()).join('\n'),
    documents.map(({ doc }) => doc).join(gap),
    full ? Buffer.from(grams.bytes).toString('base64') : null,
  ]);
  // A row of values, not an array a column: documents are long, and would be written into a literal and read out of it again.
  const given = rows.map(
    (row, index) => `(${row.map((_, column) => `$${index * row.length + column + 1}::text`).join(', ')})`,
  );
  await query(
    `with p as materialized (
      select site, channel, origin, ids, string_to_array(times, E'\\n')::timestamptz(3)[] as times, docs, grams
      from (values ${given.join(', ')}) as p (site, channel, origin, ids, times, docs, grams)
    ), noted as (
      insert into postern.search_month (month, site, channel, origin)
      select distinct (date_trunc('month', times[1] at time zone 'UTC'))::date, site, channel, origin from p
      order by 1, 2, 3, 4 on conflict do nothing
    )
    insert into postern.search_page (site, channel, origin, first_at, last_at, ids, times, docs, grams)
    select site, channel, origin, times[1], times[cardinality(times)], string_to_array(ids, E'\\n'), times, docs,
      decode(grams, 'base64')
    from p`,
    rows.flat(),
  );
  return pages;
}

function pagesOf(documents: readonly SearchDocument[], most: number, whole: boolean): readonly Page[] {
  const pages: Page[] = [];
  const ordered = [...documents].sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
  let [of, grams] = [[] as SearchDocument[], new PageGrams()];
  const close = (full: boolean) => {
    for (const { site, channel, origin, createdAt } of of.slice(0, 1))
      pages.push({ site, channel, origin, month: monthOf(createdAt), documents: of, grams, full });
    [of, grams] = [[], new PageGrams()];
  };
  for (const document of ordered) {
    of.push(document);
    grams.add(document.doc);
    if (of.length === most || grams.full) close(true);
  }
  close(whole);
  return pages;
}

/** Puts the small pages of a kind together, so many at a time. Nobody else does meanwhile. `whole`: as of {@link writePages}. */
export async function putTogether(
  query: Query,
  { site, channel, origin, month }: Kind,
  { page, small, whole }: { readonly page: number; readonly small: number; readonly whole: boolean },
): Promise<void> {
  const rows = await query(
    `with small as materialized (
      select id from postern.search_page
      where site = $1::text and channel = $2::text and origin = $3::text and ${within('last_at', 4)}
        and not sealed and grams is null
      order by last_at limit $6::text::int
    ), gone as (
      delete from postern.search_page p
      where p.id = any (array(select id from small)) and ${within('p.last_at', 4)} returning p.*
    )
    select p.site, p.channel, p.origin, u.id, ${seconds('u.at')} as created_at, coalesce(u.doc, '') as doc
    from gone p, ${documentsOf}`,
    [site, channel, origin, ...spanValues(wholeMonth(month)), String(small)],
  );
  if (rows.length > 0) await writePages(query, rows.map(documentOfRow), { page, whole });
}

/** A document that is written already. */
export function documentOfRow(row: Row): SearchDocument {
  return {
    site: needText(row, 'site'),
    channel: needText(row, 'channel'),
    origin: needText(row, 'origin'),
    id: needText(row, 'id'),
    createdAt: needDate(row, 'created_at'),
    doc: needText(row, 'doc'),
  };
}
