import { randomUUID } from 'node:crypto';
import {
  type Channel,
  type Claim,
  type Claimed,
  type ClaimQuery,
  type HistoryQuery,
  type Inserted,
  isFinal,
  lostFailure,
  type Message,
  type MessageDetail,
  type MessageId,
  type MessageStatus,
  type MessageStore,
  MessagingError,
  type Move,
  messageStatuses,
  type NewMessage,
  type Report,
  type Reported,
  type SearchQuery,
  type SearchResult,
  type Settlement,
  type StatusCounts,
  type SweepQuery,
  type Timed,
  type Tx,
  takenStatuses,
} from 'postern';
import { keyName, MessageTable, newRow, type Row } from './memory-message-table.ts';
import { type MemoryTransaction, openTransaction, Reservations } from './memory-transaction.ts';

/**
 * The message store. Each method does its work in one go, without giving way in between: that is what makes it atomic.
 * Whatever goes in or out is copied.
 */
export class MemoryMessages implements MessageStore {
  readonly #table = new MessageTable();
  readonly #reserved = new Reservations<Row>();
  readonly #clock: () => Date;
  readonly #transactions: WeakSet<MemoryTransaction>;

  constructor(clock: () => Date, transactions: WeakSet<MemoryTransaction>) {
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
      transaction.onCommit(() => this.#add(fresh));
    } else this.#add(fresh);
    return answers;
  }

  async get(site: string, id: MessageId, channel?: Channel): Promise<MessageDetail | undefined> {
    const row = this.#find(site, id, channel);
    if (!row) return undefined;
    const { message, content, events } = row;
    const shown = message.confidential || 'sealed' in content ? {} : { content };
    return structuredClone({ ...message, ...shown, events });
  }

  async list({ site, before, limit, ...query }: HistoryQuery): Promise<readonly Message[]> {
    const found: Message[] = [];
    for (const { message } of this.#table.history(site, before)) {
      if (found.length >= limit) break;
      if (matches(message, query)) found.push(message);
    }
    return structuredClone(found);
  }

  async search({ site, term, limit, ...query }: SearchQuery): Promise<SearchResult> {
    const found: Message[] = [];
    for (const { message, document } of this.#table.history(site)) {
      if (found.length >= limit) break;
      if (matches(message, query) && document.includes(term)) found.push(message);
    }
    return { items: structuredClone(found), complete: true };
  }

  async counts(site: string, channel: Channel): Promise<StatusCounts> {
    const counts = { ...noMessages };
    for (const { message } of this.#table.history(site)) {
      if (message.channel === channel) counts[message.status] += 1;
    }
    return counts;
  }

  async daily(site: string, channel: Channel, since: string) {
    const days = new Map<string, Record<MessageStatus, number>>();
    for (const { message } of this.#table.history(site)) {
      const day = message.createdAt.toISOString().slice(0, 10);
      if (day < since) break;
      if (message.channel !== channel) continue;
      const counts = days.get(day) ?? { ...noMessages };
      counts[message.status] += 1;
      days.set(day, counts);
    }
    return [...days].map(([day, counts]) => ({ day, counts })).reverse();
  }

  async claim({ channel, limit, leaseMs, quarantined, ...timed }: ClaimQuery): Promise<readonly Claimed[]> {
    const now = this.#now(timed);
    const claimed: Claimed[] = [];
    while (claimed.length < limit) {
      const row = this.#table.nextWaiting(channel, quarantined);
      if (!row?.message.dueAt || row.message.dueAt > now) break;
      const lease = { token: randomUUID(), until: later(now, leaseMs) };
      const attempt = row.message.attempts + 1;
      const event = { at: now, type: 'sending' } as const;
      const message = this.#table.change(row, { status: 'sending', attempts: attempt }, event, { lease });
      claimed.push({ id: row.id, token: lease.token, message, content: row.content, attempt });
    }
    return structuredClone(claimed);
  }

  async renew(claims: readonly Claim[], leaseMs: number, timed: Timed = {}): Promise<readonly MessageId[]> {
    const until = later(this.#now(timed), leaseMs);
    return claims.flatMap((claim) => {
      const row = this.#held(claim);
      if (!row) return [];
      row.lease = { token: claim.token, until };
      return row.id;
    });
  }

  async settle(settlements: readonly Settlement[], timed: Timed = {}): Promise<readonly Message[]> {
    const now = this.#now(timed);
    const changed = settlements.flatMap((settlement) => {
      const row = this.#held(settlement);
      return row ? this.#settle(row, settlement, now) : [];
    });
    return structuredClone(changed);
  }

  async move({
    site,
    channel,
    id,
    from,
    to,
    type,
    dueAt,
    detail,
    ...timed
  }: Move): Promise<Message | undefined> {
    const now = this.#now(timed);
    const row = this.#find(site, id, channel);
    if (!row || !from.includes(row.message.status)) return undefined;
    const due = to === 'scheduled' ? (dueAt ?? now) : now;
    const patch = {
      canceled: { dueAt: undefined },
      scheduled: { dueAt: due, scheduledAt: due },
      queued: { dueAt: due },
    }[to];
    return structuredClone(
      this.#table.change(row, structuredClone({ status: to, ...patch }), { at: now, type, detail }),
    );
  }

  async report(report: Report): Promise<Reported> {
    const { site, id, type, to, attempt, dedupeKey, detail, providerId, failure } = structuredClone(report);
    const at = new Date(report.at);
    const row = this.#find(site, id);
    if (!row) return { kind: 'not_found' };
    if (row.reportKeys.has(dedupeKey)) return { kind: 'repeated' };
    row.reportKeys.add(dedupeKey);
    const { attempts, status, sentAt } = row.message;
    const stale = report.currentAttemptOnly && attempt !== undefined && attempt !== attempts;
    const event = { at, type, attempt, detail };
    if (to === undefined || stale || !report.from.includes(status)) {
      this.#table.record(row, event);
      return { kind: 'recorded', message: structuredClone(row.message) };
    }
    const taken = takenStatuses.includes(to);
    const patch = {
      status: to,
      ...(isFinal(to) ? { dueAt: undefined } : {}),
      ...(taken ? { sentAt: sentAt ?? at, failure } : failure && { failure }),
      ...(providerId === undefined ? {} : { providerId }),
    };
    return { kind: 'moved', message: structuredClone(this.#table.change(row, patch, event)) };
  }

  async sweep({ policy, maxLost, limit, ...timed }: SweepQuery): Promise<readonly Message[]> {
    const now = this.#now(timed);
    const expired = [...this.#table.leased()]
      .filter((row) => leaseEnd(row) <= now.getTime())
      .sort((a, b) => leaseEnd(a) - leaseEnd(b))
      .slice(0, limit);
    const swept = expired.map((row) => {
      const lost = row.lost + 1;
      const hold = policy[row.message.channel] === 'hold' || lost >= maxLost;
      const patch = hold
        ? ({ status: 'unknown', dueAt: undefined } as const)
        : ({ status: 'queued', dueAt: now } as const);
      const event = { at: now, type: 'lost' } as const;
      return this.#table.change(row, { ...patch, failure: lostFailure }, event, { lost });
    });
    return structuredClone(swept);
  }

  async nextDue(
    channels: readonly Channel[],
    { quarantined }: { readonly quarantined: boolean },
  ): Promise<Date | undefined> {
    const times = channels.flatMap(
      (channel) => this.#table.nextWaiting(channel, quarantined)?.message.dueAt?.getTime() ?? [],
    );
    return times.length === 0 ? undefined : new Date(Math.min(...times));
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

  #add(rows: readonly Row[]): void {
    for (const row of rows) this.#table.add(row);
  }

  #settle(row: Row, settlement: Settlement, now: Date): Message {
    const { detail } = settlement;
    const { attempts } = row.message;
    switch (settlement.to) {
      case 'sent': {
        const { transport, providerId } = settlement;
        const patch = { status: 'sent', transport, providerId, sentAt: now, dueAt: undefined } as const;
        return this.#table.change(row, { ...patch, failure: undefined }, { at: now, type: 'sent', detail });
      }
      case 'queued': {
        const { reason, afterMs, failure = row.message.failure } = settlement;
        const refund = reason === 'given_back' ? 1 : 0;
        const again = { status: 'queued', dueAt: later(now, afterMs), attempts: attempts - refund } as const;
        const event = { at: now, type: reason, attempt: attempts, detail };
        return this.#table.change(row, { ...again, failure: structuredClone(failure) }, event);
      }
      default: {
        const { to, failure } = settlement;
        const patch = { status: to, failure: structuredClone(failure), dueAt: undefined };
        return this.#table.change(row, patch, { at: now, type: to, detail });
      }
    }
  }

  #find(site: string, id: MessageId, channel?: Channel): Row | undefined {
    const row = this.#table.find(id);
    if (row?.site !== site || (channel !== undefined && row.message.channel !== channel)) return undefined;
    return row;
  }

  #held({ id, token }: Claim): Row | undefined {
    const row = this.#table.find(id);
    return row?.lease?.token === token ? row : undefined;
  }

  /** A copy: the caller's date may change. */
  #now({ now }: Timed): Date {
    return new Date(now ?? this.#clock());
  }
}

const noMessages = Object.fromEntries(messageStatuses.map((status) => [status, 0])) as Record<
  Message['status'],
  number
>;

function namesOf(row: Row): readonly string[] {
  const key = keyName(row);
  return key === undefined ? [row.id] : [row.id, key];
}

function matches(
  message: Message,
  { channel, origin, statuses, consumerId }: Omit<HistoryQuery, 'site' | 'limit' | 'before'>,
): boolean {
  return (
    (channel === undefined || message.channel === channel) &&
    (origin === undefined || message.origin === origin) &&
    (statuses === undefined || statuses.includes(message.status)) &&
    (consumerId === undefined || message.to.consumerId === consumerId)
  );
}

function leaseEnd({ lease }: Row): number {
  return lease?.until.getTime() ?? Number.POSITIVE_INFINITY;
}

function later(time: Date, ms: number): Date {
  return new Date(time.getTime() + ms);
}
