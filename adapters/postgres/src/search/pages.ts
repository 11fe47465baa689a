import type { Query } from '../drivers/database.ts';
import { arrayOf, needDate, needText, type Row, seconds } from '../drivers/values.ts';
import { PageGrams } from './grams.ts';

/** What the documents of a page have in common. */
export interface Kind {
  readonly site: string;
  readonly channel: string;
  readonly origin: string;
}

/** What a message is found by. */
export interface SearchDocument extends Kind {
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

/** Writes documents, in pages of one kind each; answers the kinds. */
export async function writePages(
  query: Query,
  documents: readonly SearchDocument[],
  sizes: Sizes,
): Promise<readonly Kind[]> {
  const kinds = new Map<string, SearchDocument[]>();
  for (const document of documents) {
    const kind = JSON.stringify([document.site, document.channel, document.origin]);
    const of = kinds.get(kind);
    if (of) of.push(document);
    else kinds.set(kind, [document]);
  }
  const pages = [...kinds.values()].flatMap((of) => pagesOf(of, sizes.page));
  const list = (read: (page: Page) => string | undefined) => arrayOf(pages.map(read));
  await query(
    `insert into postern.search_page (site, channel, origin, first_at, last_at, ids, times, docs, grams)
    select site, channel, origin, times[1], times[cardinality(times)], string_to_array(ids, E'\\n'), times, docs,
      decode(grams, 'base64')
    from (
      select site, channel, origin, ids, string_to_array(times, E'\\n')::timestamptz(3)[] as times, docs, grams
      from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
        as p (site, channel, origin, ids, times, docs, grams)
    ) p`,
    [
      list(({ site }) => site),
      list(({ channel }) => channel),
      list(({ origin }) => origin),
      list((page) => page.documents.map(({ id }) => id).join('\n')),
      list((page) => page.documents.map(({ createdAt }) => createdAt.toISOString()).join('\n')),
      list((page) => page.documents.map(({ doc }) => doc).join(gap)),
      list(({ full, grams }) => (full ? Buffer.from(grams.bytes).toString('base64') : undefined)),
    ],
  );
  return pages;
}

function pagesOf(documents: readonly SearchDocument[], most: number): readonly Page[] {
  const pages: Page[] = [];
  const ordered = [...documents].sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
  let [of, grams] = [[] as SearchDocument[], new PageGrams()];
  const close = (full: boolean) => {
    for (const { site, channel, origin } of of.slice(0, 1))
      pages.push({ site, channel, origin, documents: of, grams, full });
    [of, grams] = [[], new PageGrams()];
  };
  for (const document of ordered) {
    of.push(document);
    grams.add(document.doc);
    if (of.length === most || grams.full) close(true);
  }
  close(false);
  return pages;
}

/** Puts the small pages of a kind together. Nobody else does meanwhile. */
export async function putTogether(
  query: Query,
  { site, channel, origin }: Kind,
  sizes: Sizes,
): Promise<void> {
  const rows = await query(
    `with small as materialized (
      select id from postern.search_page
      where site = $1::text and channel = $2::text and origin = $3::text and not sealed and grams is null
      order by last_at limit $4::text::int
    ), gone as (delete from postern.search_page p using small where p.id = small.id returning p.*)
    select p.site, p.channel, p.origin, u.id, ${seconds('u.at')} as created_at, coalesce(u.doc, '') as doc
    from gone p, ${documentsOf}`,
    [site, channel, origin, String(sizes.small)],
  );
  if (rows.length > 0) await writePages(query, rows.map(documentOfRow), sizes);
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
