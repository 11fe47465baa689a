/*
 * Messages: a message is a row of `message`, its content apart, and while it waits a narrow row of `message_job`; what has
 * ended has no job. `insert.ts` writes (`coalesce.ts` gathers concurrent calls into one statement), `claim.ts` and
 * `settle.ts` move it through hand-over, `change.ts` carries out what people and reports change (`cancel-batch.ts`: many at once), `history.ts`, `batches.ts`, `list.ts` and `count.ts` (by
 * `ways.ts` and `filters.ts`) read (a search: `../search/search.ts`), `statistics.ts` counts by groups, `tally.ts` by status, `retention.ts` removes. Events are rows, but for the first and the last usual ones, which stand in columns until
 * another follows. What sending is spared, documents and sums of counts, `maintenance.ts` does and `background.ts` times.
 */

import type { MessageStore } from 'postern/adapter';
import type { Database } from '../drivers/database.ts';
import type { Search } from '../search/search.ts';
import { batch, embeddedBatchBounds, serverBatchBounds } from './batches.ts';
import { cancelBatch } from './cancel-batch.ts';
import { move, report } from './change.ts';
import { Claims, nextDue, release, renew, unresolved, waiting } from './claim.ts';
import { Coalescer } from './coalesce.ts';
import { count, embeddedCountBounds, serverCountBounds } from './count.ts';
import { CurrentPart } from './current-part.ts';
import { countSealed, find, holdersOf, siteOf } from './history.ts';
import { type Entry, findKeys, insertEntries } from './insert.ts';
import { embeddedLook, list, serverLook } from './list.ts';
import { OldMonths } from './old-months.ts';
import { erase, prune } from './retention.ts';
import { expire, settle, sweep } from './settle.ts';
import { embeddedStatisticsBounds, serverStatisticsBounds, statistics } from './statistics.ts';
import { counts, daily, embeddedWaitingCounted, serverWaitingCounted } from './tally.ts';

/** A call with more messages than this fills a statement by itself. */
const coalescedAtMost = 20;

/** The record of messages; what each method does is in the file of its subject. */
export function messageStore(database: Database, search: Search): MessageStore {
  const { query } = database;
  const current = new CurrentPart(query);
  const months = new OldMonths(database);
  const claims = new Claims(query, current);
  const insertAll = (entries: readonly Entry[]) => insertEntries(query, current, entries);
  const coalescer = new Coalescer(insertAll);

  const insert: MessageStore['insert'] = async (messages, { tx, now } = {}) => {
    const entries = messages.map((message) => ({ message, now }));
    if (tx) return database.within(tx, () => insertAll(entries));
    // One with a key may have to wait for a stranger's transaction; nobody else should wait along.
    const keyed = messages.some(({ idempotencyKey }) => idempotencyKey !== undefined);
    const alone = keyed || messages.length > coalescedAtMost || database.joined;
    return alone ? insertAll(entries) : coalescer.insert(entries);
  };

  const waitingCounted = () => (database.embedded ? embeddedWaitingCounted : serverWaitingCounted);

  return {
    insert,
    findByKeys: async (site, keys) => {
      const holders = await findKeys(
        query,
        [...new Set(keys)].map((key) => ({ site, key })),
      );
      return holders.map(({ site: _, ...holder }) => holder);
    },
    find: (key) => find(query, key),
    list: (history) => list(query, history, database.embedded ? embeddedLook : serverLook),
    search: (wanted) => search.run(wanted),
    count: ({ term, ...wanted }) => {
      const bounds = database.embedded ? embeddedCountBounds : serverCountBounds;
      return term === undefined
        ? count(query, wanted, bounds)
        : search.count({ ...wanted, term }, bounds.budgetMs);
    },
    batch: (wanted) => batch(query, wanted, database.embedded ? embeddedBatchBounds : serverBatchBounds),
    counts: (site, channel) => counts(query, { site, channel, most: waitingCounted() }),
    daily: (site, channel, since) => daily(query, { site, channel, since, most: waitingCounted() }),
    statistics(wanted) {
      const bounds = database.embedded ? embeddedStatisticsBounds : serverStatisticsBounds;
      return statistics(query, wanted, bounds);
    },
    siteOf: (id) => siteOf(query, id),
    countSealed: (createdBefore) => countSealed(query, createdBefore),
    claim: (wanted) => claims.claim(wanted),
    dueSites: (wanted) => claims.dueSites(wanted),
    release: (given) => release(query, given),
    renew: (held, leaseMs, options) => renew(query, held, leaseMs, options),
    settle: (settlements, options) => settle(query, current, settlements, options),
    move: (change) => move(database, change),
    cancelBatch: (wanted) => cancelBatch(query, wanted),
    report: (given) => report(database, given),
    sweep: (wanted) => sweep(query, wanted),
    expire: (wanted) => expire(query, wanted),
    holdersOf: (key) => holdersOf(query, key),
    unresolved: (wanted) => unresolved(query, wanted),
    prune: (wanted) => prune(database, months, wanted),
    erase: (wanted) => erase(database, wanted),
    nextDue: (channels, options) => nextDue(query, channels, options),
    waiting: (wanted) => waiting(query, wanted),
  };
}
