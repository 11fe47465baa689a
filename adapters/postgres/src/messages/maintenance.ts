import type { Database, Query } from '../drivers/database.ts';
import { arrayOf, needText } from '../drivers/values.ts';
import { arrange, tidy } from '../search/arrange.ts';
import { documentOf, documentsSql } from '../search/document.ts';
import { takeEarlier } from '../search/earlier.ts';
import { documentOfRow, type SearchDocument, type Sizes, writePages } from '../search/pages.ts';

/** Taken for work that one process at a time is enough for; the number is this library's own. */
const upkeepLock = '7030611245893102';

/** Months to come are looked for so often: there are three of them. */
const addMonthsEveryMs = 24 * 3_600_000;
/** So soon where that could not be done, by whomever. */
const addAgainMs = 3_600_000;

/** Removes what is in no subscription's inbox; goes from one number to the next, however much lies there. */
const orphansSql = `with recursive of as (
    (select subscription as id from postern.event_due order by subscription limit 1)
    union all
    select (select e.subscription from postern.event_due e where e.subscription > of.id order by e.subscription limit 1)
    from of where of.id is not null
  )
  delete from postern.event_due where (subscription, message_id, seq) in (
    select e.subscription, e.message_id, e.seq from of, lateral (
      select * from postern.event_due where subscription = of.id limit 1000
    ) e
    where of.id is not null and not exists (select from postern.subscription s where s.id = of.id)
  )`;

/** Counts of one kind that may lie side by side before they are added up. */
const crowd = 20;

export const serverSizes: Sizes = { page: 64, small: 64, segment: 256 };
/** What is in no segment is searched in one statement, which nobody else can interrupt. */
const embeddedSizes: Sizes = { page: 64, small: 32, segment: 32 };

/** Work in the background that sending is spared: search documents and their pages, counts. Safe in many processes at once. */
export class Maintenance {
  readonly #database: Database;
  readonly #batch: number;
  readonly #sizes: Sizes;
  #monthsAt = 0;

  /** How many documents' steps are worth taking side by side. */
  readonly atOnce: number;

  constructor(database: Database, sizes = database.embedded ? embeddedSizes : serverSizes) {
    this.#database = database;
    // PGlite works in this process's own thread.
    this.#batch = database.embedded ? 128 : 512;
    this.atOnce = database.embedded ? 1 : 2;
    this.#sizes = sizes;
  }

  /** Writes the documents of messages that have none; answers how many. */
  async fillSearch(): Promise<number> {
    const written = await this.#database.transaction(async (query) => {
      const fresh = await takeUnsearched(query, this.#batch);
      const documents = fresh.length > 0 ? fresh : await takeEarlier(query, this.#batch);
      return {
        count: documents.length,
        kinds: documents.length > 0 ? await writePages(query, documents, this.#sizes) : [],
      };
    });
    if (written.count > 0) await arrange(this.#database, written.kinds, this.#sizes);
    return written.count;
  }

  /** Lets the search forget what was taken out of documents' pages, and arranges months that are over, in steps; answers whether there was something. */
  tidySearch(): Promise<boolean> {
    return tidy(this.#database, this.#sizes);
  }

  /** Fills until nothing is left; answers how many. */
  async fillAll(): Promise<number> {
    let total = 0;
    for (let filled = 1; filled > 0; total += filled) filled = await this.fillSearch();
    return total;
  }

  /** Adds up counts, forgets what need not be known any more, makes the months to come. */
  async upkeep(): Promise<void> {
    if (performance.now() >= this.#monthsAt) {
      const [added] = await this.#database.query('select postern.add_months(3)::int as done');
      this.#monthsAt = performance.now() + (Number(added?.done) === 1 ? addMonthsEveryMs : addAgainMs);
    }
    await this.#database.transaction(async (query) => {
      const [turn] = await query('select pg_try_advisory_xact_lock($1::text::bigint)::int as mine', [
        upkeepLock,
      ]);
      if (Number(turn?.mine) !== 1) return;
      await query(
        `with crowded as (
          select site, channel, day, status from postern.message_count
          group by 1, 2, 3, 4 having count(*) > $1::text::int
        ), gone as (
          delete from postern.message_count c using crowded r
          where (c.site, c.channel, c.day, c.status) = (r.site, r.channel, r.day, r.status)
          returning c.*
        )
        insert into postern.message_count (site, channel, day, status, count)
        select site, channel, day, status, sum(count) from gone group by 1, 2, 3, 4 having sum(count) <> 0`,
        [String(crowd)],
      );
      // Written for a subscription while it was being deleted.
      await query(orphansSql);
      // A few at a time: what is left over is removed the next time.
      await query(
        `delete from postern.seen where (site, key) in (
          select site, key from postern.seen where until <= now() order by until limit 1000 for update skip locked
        )`,
      );
    });
  }
}

async function takeUnsearched(query: Query, most: number): Promise<readonly SearchDocument[]> {
  const gone = await query(
    `delete from postern.message_unsearched where ctid = any (array(
      select ctid from postern.message_unsearched limit $1::text::int for update skip locked
    )) returning message_id`,
    [String(most)],
  );
  if (gone.length === 0) return [];
  const rows = await query(documentsSql, [arrayOf(gone.map((row) => needText(row, 'message_id')))]);
  return rows.map((row) => documentOfRow({ ...row, doc: documentOf(row) }));
}
