import {
  type Message,
  type MessageId,
  present,
  type SearchQuery,
  type SearchResult,
  searchDocument,
} from 'postern';
import { type Database, type Query, sqlState } from '../drivers/database.ts';
import { arrayOf, needDate, needText, type Row, seconds } from '../drivers/values.ts';
import { messageColumns, messageOf } from './message-row.ts';

/** Bounds of one search; see the package's README. */
export interface SearchBounds {
  /** Messages without their document yet that are looked through. */
  readonly fresh: number;
  /** The newest documents that are read before the index is asked. */
  readonly newest: number;
  /** Documents in each step after that. */
  readonly step: number;
  /** How long the index, and after it the steps, may take. */
  readonly budgetMs: number;
  /** Without a time-out of statements: the most the index may find. */
  readonly indexHits: number;
}

export const serverBounds: SearchBounds = {
  fresh: 2_000,
  newest: 20_000,
  step: 50_000,
  budgetMs: 400,
  indexHits: 0,
};
/** PGlite works in this process's own thread: shorter steps let others have their turn. */
export const embeddedBounds: SearchBounds = {
  fresh: 500,
  newest: 2_000,
  step: 2_000,
  budgetMs: 400,
  indexHits: 2_000,
};

/** A place in the history, and the last place looked at. */
interface Place {
  readonly createdAt: Date;
  readonly id: MessageId;
}

/** What a term must have in it for the trigram index to find it. */
const indexable = { all: /[\p{L}\p{N}]{3}/u, ascii: /[a-z0-9]{3}/, none: /$^/ } as const;
export type Trigrams = keyof typeof indexable;

/**
 * Newest first and bounded for every term. Common terms are among the newest documents; rare ones are found by the trigram
 * index; where that is of no use (no pg_trgm, a short term, one that is frequent and old) documents are read step by
 * step, for as long as the budget lasts.
 */
export class Search {
  readonly #database: Database;
  readonly #bounds: SearchBounds;
  readonly #trigrams: () => Promise<Trigrams>;

  constructor(database: Database, bounds: SearchBounds, trigrams: () => Promise<Trigrams>) {
    this.#database = database;
    this.#bounds = bounds;
    this.#trigrams = trigrams;
  }

  async run(search: SearchQuery): Promise<SearchResult> {
    const { limit, term } = search;
    if (limit < 1) return { items: [], complete: true };
    // First of all what has no document: it may get one meanwhile, and would then be missed by both looks.
    const { newest, step, budgetMs } = this.#bounds;
    const fresh = await this.#fresh(search, undefined);
    // Without a worker none gets one, so that all of them may be here.
    const freshUntil = performance.now() + budgetMs;
    while (fresh.end && fresh.found.length < limit && performance.now() < freshUntil) {
      const more = await this.#fresh(search, fresh.end);
      fresh.found.push(...more.found);
      fresh.end = more.end;
    }
    let window = await this.#window(search, newest, undefined, limit);
    const found = window.found;
    if (found.length < limit && window.end && (await this.#isIndexable(term))) {
      const hits = await this.#byIndex(search);
      if (hits) return this.#result(search, [...fresh.found, ...hits], fresh.end);
    }
    const deadline = performance.now() + budgetMs;
    while (found.length < limit && window.end && performance.now() < deadline) {
      window = await this.#window(search, step, window.end, limit - found.length);
      found.push(...window.found);
    }
    const complete = found.length >= limit || !window.end;
    return this.#result(
      search,
      [...fresh.found, ...found],
      newer(fresh.end, complete ? undefined : window.end),
    );
  }

  /** `end`: there are more of them than are looked through. */
  async #fresh({ site, term, channel, origin }: SearchQuery, after: Place | undefined): Promise<Window> {
    const rows = await this.#database.query(
      `select m.id, m.channel, m.origin, ${seconds('m.created_at')} as created_at, m.to_name, m.to_address, m.sender_name,
        m.sender_address, m.subject, m.confidential::int as confidential, left(c.text, 2000) as text
      from (
        select message_id from postern.message_unsearched where site = $1::text
          ${after ? 'and (created_at, message_id) < ($3::text::timestamptz, $4::text)' : ''}
        order by created_at desc, message_id desc limit $2::text::int
      ) u
      join postern.message m on m.id = u.message_id
      left join postern.message_content c on c.message_id = m.id and not m.confidential
      order by m.created_at desc, m.id desc`,
      [site, String(this.#bounds.fresh), ...(after ? [after.createdAt.toISOString(), after.id] : [])],
    );
    const last = rows.at(-1);
    return {
      found: rows
        .filter((row) => (!channel || row.channel === channel) && (!origin || row.origin === origin))
        .filter((row) => documentOf(row).includes(term))
        .map(placeOf),
      end: last && rows.length >= this.#bounds.fresh ? placeOf(last) : undefined,
    };
  }

  /** `end`: the last document of the window; `undefined` where there is none after it. */
  async #window(
    { site, term, channel, origin }: SearchQuery,
    size: number,
    after: Place | undefined,
    limit: number,
  ): Promise<Window> {
    const rows = await this.#database.query(
      `with w as materialized (
        select message_id, created_at, channel, origin, doc from postern.message_search
        where site = $1::text ${after ? 'and (created_at, message_id) < ($7::text::timestamptz, $8::text)' : ''}
        order by created_at desc, message_id desc limit $2::text::int
      ), hits as (
        select message_id as id, created_at from w where strpos(doc, $3::text) > 0
          and ($4::text is null or channel = $4::text) and ($5::text is null or origin = $5::text)
        order by created_at desc, message_id desc limit $6::text::int
      )
      select id, ${seconds('created_at')} as created_at, 0 as size from hits
      union all
      select last.message_id, ${seconds('last.created_at')}, (select count(*) from w)::int from (
        select message_id, created_at from w order by created_at, message_id limit 1
      ) last`,
      [
        site,
        String(size),
        term,
        channel ?? null,
        origin ?? null,
        String(limit),
        ...(after ? [after.createdAt.toISOString(), after.id] : []),
      ],
    );
    const last = rows.find((row) => Number(row.size) > 0);
    return {
      found: rows.filter((row) => row !== last).map(placeOf),
      end: last && Number(last.size) >= size ? placeOf(last) : undefined,
    };
  }

  /** Not within a host's transaction, which the settings that bound it would outlive. */
  async #isIndexable(term: string): Promise<boolean> {
    return !this.#database.joined && indexable[await this.#trigrams()].test(term);
  }

  /** `undefined` where the index takes too long, or finds too much. */
  async #byIndex({ site, term, channel, origin, limit }: SearchQuery): Promise<readonly Place[] | undefined> {
    const { embedded } = this.#database;
    const { budgetMs, indexHits } = this.#bounds;
    // Materialised, so that the server neither walks the history hoping for a hit nor sorts before it has them all.
    const hits = `with hits as materialized (
        select message_id as id, created_at from postern.message_search
        where doc like $2::text and site = $1::text
          and ($3::text is null or channel = $3::text) and ($4::text is null or origin = $4::text)
        ${embedded ? `limit ${indexHits + 1}` : ''}
      )
      select id, ${seconds('created_at')} as created_at, (select count(*) from hits)::int as size from hits
      order by hits.created_at desc, id desc limit $5::text::int`;
    const pattern = `%${term.replace(/[\\%_]/g, '\\$&')}%`;
    try {
      const rows = await this.#database.transaction(async (query) => {
        await query(
          `select set_config('statement_timeout', $1::text, true), set_config('work_mem', '64MB', true),
            set_config('jit', 'off', true), set_config('enable_seqscan', 'off', true),
            set_config('enable_indexscan', 'off', true)`,
          [String(budgetMs)],
        );
        return query(hits, [site, pattern, channel ?? null, origin ?? null, String(limit)]);
      });
      return embedded && Number(rows[0]?.size ?? 0) > indexHits ? undefined : rows.map(placeOf);
    } catch (error) {
      // 57014: the time-out.
      if (sqlState(error) === '57014') return undefined;
      throw error;
    }
  }

  /** The newest of what was found, as it stands now. `end`: nothing older was looked at, not everywhere. */
  async #result(
    { limit }: SearchQuery,
    found: readonly Place[],
    end: Place | undefined,
  ): Promise<SearchResult> {
    const places = [...new Map(found.map((place) => [place.id, place])).values()]
      .sort(newestFirst)
      .slice(0, limit);
    const items = await messagesById(this.#database.query, places);
    // What is newer than the end was looked at without a gap: where that alone fills the answer, nothing is missing.
    const last = places[limit - 1];
    return end && !(last && newestFirst(last, end) <= 0)
      ? { items, complete: false, searchedBackTo: end.createdAt }
      : { items, complete: true };
  }
}

interface Window {
  readonly found: Place[];
  end: Place | undefined;
}

/** Both were looked at without a gap only so far back. */
function newer(a: Place | undefined, b: Place | undefined): Place | undefined {
  return a && b ? (newestFirst(a, b) <= 0 ? a : b) : (a ?? b);
}

function placeOf(row: Row): Place {
  return { id: needText(row, 'id'), createdAt: needDate(row, 'created_at') };
}

function newestFirst(a: Place, b: Place): number {
  return b.createdAt.getTime() - a.createdAt.getTime() || Number(a.id < b.id) - Number(a.id > b.id);
}

async function messagesById(query: Query, places: readonly Place[]): Promise<readonly Message[]> {
  if (places.length === 0) return [];
  const rows = await query(
    `select ${messageColumns} from unnest($1::text[]) as found(id)
    join postern.message m on m.id = found.id left join postern.message_job j on j.message_id = m.id
    order by m.created_at desc, m.id desc`,
    [arrayOf(places.map(({ id }) => id))],
  );
  return rows.map(messageOf);
}

/** What a message is found by, of its columns. */
export function documentOf(row: Row): string {
  const text = (column: string) => (typeof row[column] === 'string' ? { [column]: row[column] } : {});
  const mailbox = (address: string, name: string) =>
    present({ address: needText(row, address), name: typeof row[name] === 'string' ? row[name] : undefined });
  return searchDocument(
    {
      to: mailbox('to_address', 'to_name'),
      sender: mailbox('sender_address', 'sender_name'),
      confidential: Number(row.confidential) === 1,
      ...text('subject'),
    },
    typeof row.text === 'string' ? { text: row.text } : undefined,
  );
}
