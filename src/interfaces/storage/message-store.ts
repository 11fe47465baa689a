import type { Channel, Message, MessageDetail, MessageId } from '../../model/message.ts';
import type { Timed } from '../../model/times.ts';
import type { BatchCancel, BatchCanceled, BatchFigures, BatchQuery } from './batches.ts';
import type {
  Claim,
  Claimed,
  ClaimQuery,
  DueSitesQuery,
  ExpireQuery,
  NextDueQuery,
  Settlement,
  SweepQuery,
  Waiting,
  WaitingQuery,
} from './message-claims.ts';
import type { ProviderKey, Report, Reported, Unresolved, UnresolvedQuery } from './message-reports.ts';
import type {
  Counted,
  CountQuery,
  HistoryQuery,
  Inserted,
  KeyHolder,
  Listed,
  MessageKey,
  Move,
  NewMessage,
  SearchQuery,
  SearchResult,
} from './messages.ts';
import type { EraseQuery, EraseResult, PruneQuery } from './retention.ts';
import type { CountedGroups, DailyTally, StatisticsQuery, StatusTally } from './statistics.ts';
import type { Tx } from './transaction.ts';

/**
 * The record of all messages, in the order of a message's life: written, claimed, settled, moved, reported,
 * read, swept, removed. What each change makes of a message the core decides (`changeBySettlement` and its
 * like); a storage finds the message, keeps others off it meanwhile, and writes down what it is told.
 *
 * For every method:
 * - Many workers, in many processes, may call it at once.
 * - Each message is answered with its `messageId`, as `messageIdOf` makes it of the rest: it is not kept.
 * - Each status change and its event are one step. The event is dated `now` (a report's by its own `at`) and
 *   bears the number of the hand-over it belongs to; events are kept in the order recorded.
 * - Without `now` the storage goes by its own clock, so that all processes agree on leases.
 * - One with a `site` sees the rows of that site only.
 * - It tries once and throws what it cannot do: whoever calls tries again.
 */
export interface MessageStore {
  // Written.

  /**
   * Stores messages, each with its first event, whose type is the message's status.
   *
   * - Answers one entry for each message, in the order given.
   * - Atomic: all or nothing. In `tx`, where given: visible to nobody, claims included, before it commits.
   * - Once for each (site, idempotencyKey), also between concurrent calls and within one: a further message
   *   with the key is not stored and answered `existing`, with the status that the stored one has by now.
   * - An id used before rejects the call.
   * - Must not judge what it is given: expiry, suppression and content are the core's.
   */
  insert(
    messages: readonly NewMessage[],
    options?: Timed & { readonly tx?: Tx },
  ): Promise<readonly Inserted[]>;

  /** The site's messages that hold these idempotency keys, in any order; a key that nobody holds is left out. */
  findByKeys(site: string, keys: readonly string[]): Promise<readonly KeyHolder[]>;

  // Claimed.

  /**
   * Takes due messages of all sites for one worker: from `queued` or `scheduled` to `sending`, the attempt
   * counted, under a lease and a new token.
   *
   * - Takes what is `high` before what is `normal`, and that before `low`, but for `lowFirst`.
   * - Within one priority sites take turns, from claim to claim: each site that has something due gets one before
   *   any gets two, and a claim for one goes on where the one before ended. Of one site the longest due is first.
   *   What was lost with a worker has no priority; there sites take turns likewise.
   * - Answers what was taken with its content, sealed or not, in any order; at most `limit`, and fewer than are due
   *   where the storage takes less at a time. Empty where nothing is due.
   * - Atomic: each message goes to one caller only.
   * - Must not take a message whose lease ran out (the sweep judges it first), nor one of the other lane
   *   (`quarantined`), nor leave out one that has expired: the worker says what that means.
   */
  claim(query: ClaimQuery): Promise<readonly Claimed[]>;

  /**
   * Lets leases end `leaseMs` from now.
   *
   * - Answers the ids that are still held under their token; one that is missing was lost. A lease that ran out
   *   counts as held until it is swept.
   */
  renew(claims: readonly Claim[], leaseMs: number, options?: Timed): Promise<readonly MessageId[]>;

  /**
   * Sites that have something due in this channel, at most `limit`; those first whose turn it is. For limits that
   * each site has of its own: they are taken before a claim, so that nothing is claimed that must wait.
   */
  dueSites(query: DueSitesQuery): Promise<readonly string[]>;

  /**
   * Gives claims back, as though they had never been made: the message is `queued` or `scheduled` again, due when
   * it was, the attempt not counted, no event left of it. A claim whose token is not valid any more is passed over.
   */
  release(claims: readonly Claim[]): Promise<void>;

  /**
   * When the next message that waits in these channels is due, of all sites; it may be in the past. Of one lane:
   * quarantined, or not. `undefined` where none waits. What is being handed over does not wait. With `enough`, not
   * always the earliest.
   */
  nextDue(channels: readonly Channel[], options: NextDueQuery): Promise<Date | undefined>;

  /**
   * How much is due, for health and alerts: asked for every few seconds, however much waits.
   *
   * - Looks at `limit` messages of each channel and priority, and says where there are more.
   * - Must not count what is not due yet, nor as due what is under a lease.
   */
  waiting(query: WaitingQuery): Promise<Waiting>;

  // Settled.

  /**
   * Ends hand-overs, each as `changeBySettlement` says.
   *
   * - Answers the messages changed, as they are now, in any order. One that is missing was lost: its token is not valid
   *   any more, because it was settled, swept or reported, and nothing of it was changed.
   * - Atomic for each message: of many that settle a hand-over at once, one does.
   * - A lease that ran out is held, and may be settled, until the sweep.
   *
   * @param options.claimed - messages by id, as the claims that are settled answered them. What is answered may be made
   *   of these rather than read again: whatever changes a message that is being handed over makes the token invalid.
   */
  settle(
    settlements: readonly Settlement[],
    options?: Timed & { readonly claimed?: ReadonlyMap<MessageId, Message> },
  ): Promise<readonly Message[]>;

  // Moved by people.

  /**
   * Cancels, reschedules or retries a message, as `changeByMove` says.
   *
   * - Answers the message as it is now. `undefined`, and nothing changed, where there is no such message, its status is
   *   not in `from`, or it was erased.
   * - Atomic: of two that move it at once, or one that moves and one that claims it, one succeeds.
   * - A message that was held for its lost workers is in nobody's quarantine after it: its losses are counted anew.
   * - Undone with the host's transaction within {@link Storage.within}.
   */
  move(move: Move): Promise<Message | undefined>;

  /**
   * Cancels what of a batch waits (`allowedFrom.cancel`), the newest first, each as `changeByMove` says.
   *
   * - Atomic for each message: of one that is claimed at once, one succeeds. What is being handed over stays.
   */
  cancelBatch(query: BatchCancel): Promise<BatchCanceled>;

  // Reported by providers.

  /**
   * Applies what a provider reports, as `changeByReport` says.
   *
   * - Answers what it did: `repeated` where the message knows the `dedupeKey`, `not_found` where the site has
   *   no such message; nothing changed then.
   * - Atomic with its key: of the same report made at once many times, one counts.
   * - A report that moves the message ends a hand-over under way (its token is not valid any more), takes the
   *   message out of the queue and, where it now counts as taken, sets `sentAt` to the report's `at` unless it
   *   has one.
   * - Of an erased message the wording of `failure` and `detail` is left out.
   */
  report(report: Report): Promise<Reported>;

  /**
   * The ids of messages, of all sites, that a provider knows by this id of its own: sent as `findable`, or moved by a
   * report that named it. One whose transport is not known counts. At most 100, in any order.
   */
  holdersOf(key: ProviderKey): Promise<readonly MessageId[]>;

  /**
   * Messages of all sites that are `unknown` and became so from `since` to `until`, both included, for asking the
   * provider. Oldest first, at most `limit`, content included. What is only recorded later makes none younger; erased
   * ones are left out.
   */
  unresolved(query: UnresolvedQuery): Promise<readonly Unresolved[]>;

  // Read.

  /**
   * One message with its events and content; `undefined` where the site (and channel, where given) has none
   * with this id. Must not show sealed or confidential content.
   */
  find(key: MessageKey): Promise<MessageDetail | undefined>;

  /**
   * Whose message it is, of all sites; `undefined` where there is none. For what comes in from outside and
   * proves itself by that site and id: must not be asked for anybody who has not proved it.
   */
  siteOf(id: MessageId): Promise<string | undefined>;

  /**
   * A page of the history, newest first by (createdAt, id), at most `limit`; without events and content. What arrives
   * meanwhile does not disturb the pages. May stop early, where much is to be looked at for few that fit, and then says where.
   */
  list(query: HistoryQuery): Promise<Listed>;

  /**
   * Messages that fit and whose `searchDocument` holds the term as a substring: newest first by (createdAt, id), at most `limit`,
   * each as it stands now.
   *
   * - A message is found as soon as it is stored, whatever its status.
   * - May stop for lack of time, and then says so: `complete: false`.
   * - Must not find what is confidential by its content.
   */
  search(query: SearchQuery): Promise<SearchResult>;

  /**
   * How many messages `list`, or with a term `search`, would find, up to `most`: no message is read for it. May stop for lack of time,
   * and then says `more`; of few messages it must not.
   */
  count(query: CountQuery): Promise<Counted>;

  /**
   * What the messages of a batch come to, as they stand now: the newest `most` of them by (createdAt, id). `undefined` where the site and
   * channel have none of it.
   */
  batch(query: BatchQuery): Promise<BatchFigures | undefined>;

  /** How many messages of the site and channel stand at each status; 0 where none does. May stop where very many wait, and then says so. */
  counts(site: string, channel: Channel): Promise<StatusTally>;

  /** As `counts`, by the day of creation, from `since` on: UTC, `YYYY-MM-DD`. */
  daily(site: string, channel: Channel, since: string): Promise<DailyTally>;

  /**
   * Messages of the site and channel in groups, by the status they have now; `from` on. May stop for lack of time, having looked at the newest,
   * and then says so.
   */
  statistics(query: StatisticsQuery): Promise<CountedGroups>;

  /**
   * How many confidential messages, of all sites and created before that time, are to be handed over still or are
   * `unknown`: what a replaced secret is needed for.
   */
  countSealed(createdBefore: Date): Promise<number>;

  // Swept, erased, removed.

  /**
   * Judges expired leases of all sites, oldest first, at most `limit`, each as `changeByLoss` says: one more loss, a
   * `lost` event, and then `queued`, due at once and quarantined, or held as `unknown` by policy or after `maxLost`.
   *
   * - Answers the messages changed, as they are now.
   * - Atomic: of concurrent sweeps each lost message is judged once; its token is not valid any more.
   * - Must not touch a lease that has not run out.
   */
  sweep(query: SweepQuery): Promise<readonly Message[]>;

  /**
   * Ends messages of all sites that wait and whose `expiresAt` has come, as `changeByExpiry` says.
   *
   * - Answers the messages changed, as they are now; at most `limit`.
   * - Must not touch what is being handed over.
   */
  expire(query: ExpireQuery): Promise<readonly Message[]>;

  /**
   * Blanks what messages to a consumer tell of the person (name, address, subject, preview, content, and the wording
   * of failures and events), at most `limit` of them. What waits is canceled and answered.
   *
   * - Stays: that this consumer was sent a message, when, and what became of it. It is counted as before, found by
   *   nothing that told of the person, and never handed over again.
   * - Each message is blanked whole; the call may be cut short, and the next goes on.
   * - Must not touch what is being handed over: `underWay` counts it, and a later call blanks it.
   */
  erase(query: EraseQuery): Promise<EraseResult>;

  /**
   * Removes messages of the site that have ended and were created before a time, with all that belongs to them; the
   * oldest first, at most `limit`. Answers how many. Counts forget them and their idempotency keys are free again.
   * Must not remove what waits or is under way, however old.
   */
  prune(query: PruneQuery): Promise<number>;
}
