import type { PruneQuery } from 'postern/adapter';
import type { Database } from '../drivers/database.ts';

/** Where others use the tables without a pause (a dump), they are left alone for so long, in ms: each try makes senders wait a moment. */
const againAfterMs = 60_000;

/** Removes months by their tables. */
export class OldMonths {
  readonly #database: Database;
  #notBefore = 0;

  constructor(database: Database) {
    this.#database = database;
  }

  /**
   * Removes a month of which everything is to be removed: nobody else's messages are in it, and none waits. Answers how many
   * messages that were; 0 where there is none, or the role may not drop tables, or they are in use: then messages go one by one.
   */
  async drop({ site, createdBefore }: PruneQuery): Promise<number> {
    if (performance.now() < this.#notBefore || this.#database.joined) return 0;
    const [row] = await this.#database.query(
      'select postern.drop_months($1::text, $2::text::timestamptz)::text as removed',
      [site, createdBefore.toISOString()],
    );
    if (row?.removed === null) this.#notBefore = performance.now() + againAfterMs;
    return Number(row?.removed ?? 0);
  }
}
