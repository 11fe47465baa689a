import type { Database } from '../drivers/database.ts';
import { arrayOf, needText, seconds } from '../drivers/values.ts';
import { documentOf } from './search.ts';

/** Taken for work that one process at a time is enough for; the number is this library's own. */
const upkeepLock = '7030611245893102';

/** Counts of one kind that may lie side by side before they are added up. */
const crowd = 20;

/** Work in the background that sending is spared: search documents, counts, the index. Safe in many processes at once. */
export class Maintenance {
  readonly #database: Database;
  readonly #batch: number;

  constructor(database: Database) {
    this.#database = database;
    // PGlite works in this process's own thread.
    this.#batch = database.embedded ? 100 : 500;
  }

  /** Writes the documents of messages that have none; answers how many. */
  fillSearch(): Promise<number> {
    return this.#database.transaction(async (query) => {
      const rows = await query(
        `with taken as materialized (
          select site, created_at, message_id from postern.message_unsearched limit $1::text::int
          for update skip locked
        ), gone as (
          delete from postern.message_unsearched u using taken t
          where u.site = t.site and u.created_at = t.created_at and u.message_id = t.message_id
        )
        select m.id, m.site, m.channel, m.origin, ${seconds('m.created_at')} as created_at, m.to_name, m.to_address,
          m.sender_name, m.sender_address, m.subject, m.confidential::int as confidential, left(c.text, 2000) as text
        from taken join postern.message m on m.id = taken.message_id
        left join postern.message_content c on c.message_id = m.id and not m.confidential`,
        [String(this.#batch)],
      );
      if (rows.length === 0) return 0;
      await query(
        `insert into postern.message_search (message_id, site, channel, origin, created_at, doc)
        select m.id, m.site, m.channel, m.origin, m.created_at, d.doc
        from unnest($1::text[], $2::text[]) as d(id, doc) join postern.message m on m.id = d.id
        order by m.created_at, m.id
        on conflict (message_id) do nothing`,
        [arrayOf(rows.map((row) => needText(row, 'id'))), arrayOf(rows.map(documentOf))],
      );
      return rows.length;
    });
  }

  /** Fills until nothing is left; answers how many. */
  async fillAll(): Promise<number> {
    let total = 0;
    for (let filled = 1; filled > 0; total += filled) filled = await this.fillSearch();
    return total;
  }

  /** Adds up counts, tidies the index of the search, forgets what need not be known any more. */
  async upkeep(): Promise<void> {
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
      // A few at a time: what is left over is removed the next time.
      await query(
        `delete from postern.seen where (site, key) in (
          select site, key from postern.seen where until <= now() order by until limit 1000 for update skip locked
        )`,
      );
      // New entries of the index gather in a list that every search reads; autovacuum would clear it in its own time.
      await query(
        `select gin_clean_pending_list(c.oid) from pg_class c
        where c.oid = to_regclass('postern.message_search_trigrams') and pg_has_role(c.relowner, 'usage')`,
      );
    });
  }
}
