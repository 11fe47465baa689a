import type pg from 'pg';
import { PageGrams, SegmentBits } from '../../adapters/postgres/src/search/grams.ts';

/** Pages of a segment. */
const size = 256;

interface Page {
  readonly kind: string;
  readonly id: string;
  readonly docs: string;
}

// As `searchDocument` makes them, of texts in ASCII.
const pages = `with doc as materialized (
    select m.site, m.channel, m.origin, m.id, m.created_at as at,
      lower(m.to_name || E'\\n' || m.to_address || E'\\n' || m.sender_name || E'\\n' || m.sender_address || E'\\n'
        || coalesce(m.subject || E'\\n', '') || replace(c.text, E'\\n', ' ')) as doc,
      (row_number() over (partition by m.site, m.channel, m.origin order by m.created_at) - 1) / 64 as page
    from postern.message m join postern.message_content c on c.message_id = m.id
    where m.id >= $1 and m.id <= $2 and c.message_id >= $1 and c.message_id <= $2
  )
  insert into postern.search_page (site, channel, origin, first_at, last_at, ids, times, docs, sealed)
  select site, channel, origin, min(at), max(at), array_agg(id order by at), array_agg(at order by at),
    string_agg(doc, E'\\n\\n' order by at), true
  from doc group by site, channel, origin, page order by min(at)
  returning id::text as id, docs, json_build_array(site, channel, origin)::text as kind`;

const segment = `insert into postern.search_segment (site, channel, origin, first_at, last_at, pages, starts, ends, bits)
  select p.site, p.channel, p.origin, min(p.first_at), max(p.last_at), array_agg(p.id order by t.at),
    array_agg(p.first_at order by t.at), array_agg(p.last_at order by t.at), $2
  from postern.search_page p join unnest($1::bigint[]) with ordinality t (id, at) on t.id = p.id group by 1, 2, 3`;

/** Writes the search's pages and segments as a worker would in the end, many times as fast: the past is written at once. */
export class PastSearch {
  readonly #pool: pg.Pool;
  readonly #open = new Map<string, Page[]>();

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  /** Of the messages with these ids and between them. */
  async write(first: string, last: string): Promise<void> {
    const { rows } = await this.#pool.query<Page>(pages, [first, last]);
    for (const page of rows) {
      const open = this.#open.get(page.kind) ?? [];
      this.#open.set(page.kind, open);
      open.push(page);
      if (open.length === size) await this.#seal(open.splice(0));
    }
  }

  /** Makes segments of what is left. */
  async end(): Promise<void> {
    for (const open of this.#open.values()) if (open.length > 0) await this.#seal(open.splice(0));
  }

  async #seal(of: readonly Page[]): Promise<void> {
    const bits = new SegmentBits(of.length);
    for (const [index, { docs }] of of.entries()) {
      const grams = new PageGrams();
      grams.add(docs);
      bits.add(index, grams.bytes);
    }
    await this.#pool.query(segment, [of.map(({ id }) => id), Buffer.from(bits.bytes)]);
  }
}
