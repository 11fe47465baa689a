import {
  type BatchCancel,
  type BatchCanceled,
  type BatchFigures,
  type BatchQuery,
  type Channel,
  type Claim,
  type Claimed,
  type ClaimQuery,
  type Counted,
  type CountedGroups,
  type CountQuery,
  changeByErasure,
  changeByMove,
  changeByReport,
  type DailyTally,
  type DueSitesQuery,
  type EraseQuery,
  type EraseResult,
  type ExpireQuery,
  erasedMessage,
  type HistoryQuery,
  type Inserted,
  isErased,
  isFinal,
  type KeyHolder,
  type Listed,
  type Message,
  type MessageDetail,
  type MessageId,
  type MessageKey,
  type MessageStore,
  MessagingError,
  type Move,
  type NewMessage,
  type NextDueQuery,
  type ProviderKey,
  type PruneQuery,
  type Report,
  type Reported,
  type SearchQuery,
  type SearchResult,
  type Settlement,
  type StatisticsQuery,
  type StatusTally,
  type SweepQuery,
  type Timed,
  type Tx,
  type Unresolved,
  type UnresolvedQuery,
  type Waiting,
  type WaitingQuery,
} from 'postern/adapter';
import { batchOf, cancelRows } from './memory-batches.ts';
import { MemoryClaims } from './memory-claims.ts';
import { countAll, countByDay, countByKey, countSealed } from './memory-counts.ts';
import { MessageTable } from './memory-message-table.ts';
import { newestOf } from './memory-newest.ts';
import { keyName, namesOf, newRow, type Row } from './memory-row.ts';
import type { MemorySubscriptions } from './memory-subscriptions.ts';
import { type MemoryTransaction, openTransaction, Reservations } from './memory-transaction.ts';

/**
 * The message store. Each method does its work in one go, without giving way in between: that is what makes it atomic.
 * Whatever goes in or out is copied.
 */
export class MemoryMessages implements MessageStore {
  readonly #table: MessageTable;
  readonly #claims: MemoryClaims;
  readonly #reserved = new Reservations<Row>();
  readonly #clock: () => Date;
  readonly #transactions: WeakSet<MemoryTransaction>;
  /** Takes what a roll-back of the transaction under way does. */
  readonly #undo: (effect: () => void) => void;

  constructor(
    clock: () => Date,
    transactions: WeakSet<MemoryTransaction>,
    undo: (effect: () => void) => void,
    subscriptions: MemorySubscriptions,
  ) {
    this.#table = new MessageTable(subscriptions);
    this.#claims = new MemoryClaims(this.#table, (timed) => this.#now(timed));
    this.#undo = undo;
    this.#clock = clock;
    this.#transactions = transactions;
  }

  async insert(
    messages: readonly NewMessage[],
    { tx, ...timed }: Timed & { readonly tx?: Tx } = {},
  ): Promise<readonly Inserted[]> {
    const transaction = tx && openTransaction(tx, this.#transactions);
    const now = this.#now(timed);
    const rows = messages.map((message) => newRow(message, now));
    await this.#reserved.free(rows.flatMap(namesOf), transaction);
    const { answers, fresh } = this.#plan(rows);
    if (transaction) {
      for (const row of fresh) this.#reserved.hold(namesOf(row), row, transaction);
      transaction.onCommit(() => this.#add(fresh, now));
    } else this.#add(fresh, now);
    return answers;
  }

  async findByKeys(site: string, keys: readonly string[]): Promise<readonly KeyHolder[]> {
    return [...new Set(keys)].flatMap((key) => {
      const row = this.#table.findKey(keyName({ site, idempotencyKey: key }) ?? '');
      return row ? [{ key, id: row.id, fingerprint: row.fingerprint, status: row.message.status }] : [];
    });
  }

  async find({ site, channel, id }: MessageKey): Promise<MessageDetail | undefined> {
    const row = this.#table.findIn(site, id, channel);
    if (!row) return undefined;
    const { message, content, events } = row;
    const shown = message.confidential || 'sealed' in content || isErased(row.message) ? {} : { content };
    return structuredClone({ ...message, ...shown, events });
  }

  async siteOf(id: MessageId): Promise<string | undefined> {
    return this.#table.find(id)?.site;
  }

  async list({ before, limit, ...query }: HistoryQuery): Promise<Listed> {
    return { items: structuredClone(newestOf(this.#table.history(query.site, before), query, limit)) };
  }

  async search({ limit, ...query }: SearchQuery): Promise<SearchResult> {
    return {
      items: structuredClone(newestOf(this.#table.history(query.site), query, limit)),
      complete: true,
    };
  }

  async count({ most, ...query }: CountQuery): Promise<Counted> {
    const { length } = newestOf(this.#table.history(query.site), query, most + 1);
    return { count: Math.min(length, most), more: length > most };
  }

  async batch({ site, ...query }: BatchQuery): Promise<BatchFigures | undefined> {
    return batchOf(this.#table.history(site), query);
  }

  async counts(site: string, channel: Channel): Promise<StatusTally> {
    return { counts: countAll(this.#table.history(site), channel), more: false };
  }

  async daily(site: string, channel: Channel, since: string): Promise<DailyTally> {
    return { days: countByDay(this.#table.history(site), channel, since), more: false };
  }

  async statistics(query: StatisticsQuery): Promise<CountedGroups> {
    return countByKey(this.#table.history(query.site), query);
  }

  async countSealed(createdBefore: Date): Promise<number> {
    return countSealed(this.#table.all(), createdBefore);
  }

  async unresolved({ channel, since, until, limit }: UnresolvedQuery): Promise<readonly Unresolved[]> {
    const found: Unresolved[] = [];
    for (const row of this.#table.all()) {
      const { message, content, events } = row;
      if (message.status !== 'unknown' || message.channel !== channel || isErased(row.message)) continue;
      const at = events.findLast(({ type }) => type === 'unknown' || type === 'lost')?.at;
      if (at && at >= since && at <= until) found.push({ message, content, at });
    }
    found.sort((a, b) => a.at.getTime() - b.at.getTime());
    return structuredClone(found.slice(0, limit));
  }

  async holdersOf({ channel, transport, providerId }: ProviderKey): Promise<readonly MessageId[]> {
    return [...this.#table.ofProvider(providerId)]
      .filter(({ message }) => message.channel === channel && (message.transport ?? transport) === transport)
      .map(({ id }) => id)
      .slice(0, 100);
  }

  async claim(query: ClaimQuery): Promise<readonly Claimed[]> {
    return this.#claims.claim(query);
  }

  async dueSites(query: DueSitesQuery): Promise<readonly string[]> {
    return this.#claims.dueSites(query);
  }

  async release(claims: readonly Claim[]): Promise<void> {
    this.#claims.release(claims);
  }

  async renew(claims: readonly Claim[], leaseMs: number, timed: Timed = {}): Promise<readonly MessageId[]> {
    return this.#claims.renew(claims, leaseMs, timed);
  }

  async waiting(query: WaitingQuery): Promise<Waiting> {
    return this.#claims.waiting(query);
  }

  async nextDue(channels: readonly Channel[], options: NextDueQuery): Promise<Date | undefined> {
    return this.#claims.nextDue(channels, options);
  }

  async settle(settlements: readonly Settlement[], timed: Timed = {}): Promise<readonly Message[]> {
    return this.#claims.settle(settlements, timed);
  }

  async sweep(query: SweepQuery): Promise<readonly Message[]> {
    return this.#claims.sweep(query);
  }

  async expire(query: ExpireQuery): Promise<readonly Message[]> {
    return this.#claims.expire(query);
  }

  async move(move: Move): Promise<Message | undefined> {
    const row = this.#table.findIn(move.site, move.id, move.channel);
    const change = row && changeByMove(row.message, move, this.#now(move));
    if (!change) return undefined;
    this.#undo(this.#table.restorer(row));
    return structuredClone(this.#table.change(row, change));
  }

  async cancelBatch(query: BatchCancel): Promise<BatchCanceled> {
    return cancelRows(this.#table, query, this.#now(query));
  }

  async report(report: Report): Promise<Reported> {
    const row = this.#table.findIn(report.site, report.id);
    if (!row) return { kind: 'not_found' };
    if (row.reportKeys.has(report.dedupeKey)) return { kind: 'repeated' };
    row.reportKeys.add(report.dedupeKey);
    const { patch, event } = changeByReport(row.message, structuredClone(report));
    const now = this.#now(report);
    if (patch) this.#table.change(row, { patch, event }, { now });
    else this.#table.record(row, event, { now });
    return { kind: patch ? 'moved' : 'recorded', message: structuredClone(row.message) };
  }

  async prune({ site, createdBefore, limit }: PruneQuery): Promise<number> {
    const old = [...this.#table.history(site)].filter(
      ({ message, createdAt }) => isFinal(message.status) && createdAt < createdBefore,
    );
    const removed = old.reverse().slice(0, limit);
    for (const row of removed) this.#table.remove(row);
    return removed.length;
  }

  async erase({ site, consumerId, limit, ...timed }: EraseQuery): Promise<EraseResult> {
    const now = this.#now(timed);
    const theirs = [...this.#table.history(site)].filter(
      (row) => row.message.to.consumerId === consumerId && !isErased(row.message),
    );
    const free = theirs.filter(({ message }) => message.status !== 'sending');
    const erased = free.slice(0, limit);
    const waiting = erased.filter(({ message }) => !isFinal(message.status));
    for (const row of waiting) this.#table.change(row, changeByErasure(row.message, now));
    for (const row of erased) this.#table.erase(row);
    const canceled = structuredClone(waiting.map(({ message }) => erasedMessage(message)));
    return { erased: erased.length, underWay: theirs.length - free.length, canceled };
  }

  /** What inserting the rows comes to. @throws MessagingError `invalid_argument` for an id used before. */
  #plan(rows: readonly Row[]): { readonly answers: readonly Inserted[]; readonly fresh: readonly Row[] } {
    const fresh = new Map<string, Row>();
    const answers = rows.map((row): Inserted => {
      const { id } = row;
      const key = keyName(row);
      const known = key && (fresh.get(key) ?? this.#table.findKey(key) ?? this.#reserved.get(key));
      if (known) {
        const { fingerprint, message } = known;
        return { kind: 'existing', id: known.id, fingerprint, status: message.status };
      }
      if (fresh.has(id) || this.#table.find(id) || this.#reserved.get(id)) {
        throw new MessagingError('invalid_argument', 'A message with this id is stored already.', {
          details: { id },
        });
      }
      for (const name of namesOf(row)) fresh.set(name, row);
      return { kind: 'inserted', id };
    });
    return { answers, fresh: [...new Set(fresh.values())] };
  }

  #add(rows: readonly Row[], now: Date): void {
    for (const row of rows) this.#table.add(row, now);
  }

  /** A copy: the caller's date may change. */
  #now({ now }: Timed): Date {
    return new Date(now ?? this.#clock());
  }
}
