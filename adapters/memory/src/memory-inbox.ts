import {
  createId,
  type InboxEvent,
  type InboxOutcome,
  type InboxState,
  type MessageId,
  type NewSubscription,
  type ParkedEvent,
  present,
} from 'postern/adapter';
import type { Row } from './memory-row.ts';

/** An event that waits: the `index`th of its message. */
interface Entry {
  readonly id: string;
  readonly row: () => Row | undefined;
  readonly messageId: MessageId;
  readonly index: number;
  readonly order: number;
  /** In ms since 1970; never, where it is parked. */
  dueAt: number;
  failures: number;
  failedAt?: Date | undefined;
  parkedAt?: Date | undefined;
  reason?: string | undefined;
}

/** How events are put in. */
interface Adding {
  readonly find: (id: MessageId) => Row | undefined;
  readonly dueAt: Date;
}

const mostCounted = 10_000;

/** One subscription and what waits in it: for each message the events in their order, of which the first is looked at. */
export class MemoryInbox {
  readonly createdAt: Date;
  readonly #waiting = new Map<MessageId, Entry[]>();
  #wanted: NewSubscription;
  #added = 0;
  holder: string | undefined;
  heldUntil = 0;
  pausedUntil = 0;
  failures = 0;

  constructor(wanted: NewSubscription, createdAt: Date) {
    this.#wanted = wanted;
    this.createdAt = createdAt;
  }

  want(wanted: NewSubscription): void {
    this.#wanted = wanted;
  }

  isOthers(holder: string, now: Date): boolean {
    return this.holder !== undefined && this.holder !== holder && this.heldUntil > now.getTime();
  }

  /** Puts in what is wanted of a message's events, from the `first` on up to those told. */
  add(row: Row, first: number, { find, dueAt }: Adding): void {
    const { types, site } = this.#wanted;
    if (site !== undefined && row.site !== site) return;
    for (let index = first; index < row.told; index += 1) {
      const event = row.events[index];
      if (!event || (types && !types.includes(event.type))) continue;
      this.#added += 1;
      const entries = this.#waiting.get(row.id);
      const entry: Entry = {
        id: createId('evt', dueAt),
        row: () => find(row.id),
        messageId: row.id,
        index,
        order: this.#added,
        dueAt: dueAt.getTime(),
        failures: 0,
      };
      if (entries) entries.push(entry);
      else this.#waiting.set(row.id, [entry]);
    }
  }

  /** Takes back what was put in of a message's events from the `first` on. */
  takeBack(id: MessageId, first: number): void {
    this.#keep(id, ({ index }) => index < first);
  }

  forget(id: MessageId): void {
    this.#waiting.delete(id);
  }

  /** Those of messages whose first event is due, the longest due first. */
  due(now: Date, limit: number, except: readonly MessageId[] = []): readonly InboxEvent[] {
    const left = new Set(except);
    const heads = [...this.#waiting.values()].flatMap(([head]) =>
      head && head.dueAt <= now.getTime() && !left.has(head.messageId) ? head : [],
    );
    heads.sort((a, b) => a.dueAt - b.dueAt || a.order - b.order);
    const events: InboxEvent[] = [];
    for (const { messageId } of heads) {
      if (events.length >= limit) break;
      const entries = this.#waiting.get(messageId) ?? [];
      events.push(...entries.slice(0, limit - events.length).flatMap((entry) => inboxEvent(entry) ?? []));
    }
    return events;
  }

  hasDue(now: Date): boolean {
    for (const [head] of this.#waiting.values()) if (head && head.dueAt <= now.getTime()) return true;
    return false;
  }

  settle(outcome: InboxOutcome, now: Date): void {
    const entry = this.#find(outcome.id);
    if (!entry) return;
    if (outcome.to === 'handled') {
      this.#keep(entry.messageId, ({ id }) => id !== entry.id);
      return;
    }
    entry.failures += 1;
    entry.failedAt ??= now;
    entry.reason = outcome.reason;
    const parked = outcome.to === 'parked';
    entry.parkedAt = parked ? now : undefined;
    entry.dueAt = parked ? Number.POSITIVE_INFINITY : now.getTime() + outcome.afterMs;
  }

  parked(limit: number, after?: { readonly at: Date; readonly id: string }): readonly ParkedEvent[] {
    const all = [...this.#entries()].flatMap((entry) => {
      const event = inboxEvent(entry);
      return event && entry.parkedAt ? { ...event, parkedAt: entry.parkedAt } : [];
    });
    const key = (at: Date, id: string) => `${String(at.getTime()).padStart(16, '0')} ${id}`;
    const keyed = all.map((event) => ({ event, key: key(event.parkedAt, event.id) }));
    return keyed
      .filter((one) => !after || one.key > key(after.at, after.id))
      .sort((a, b) => Number(a.key > b.key) - Number(a.key < b.key))
      .slice(0, limit)
      .map(({ event }) => event);
  }

  retry(now: Date, ids?: readonly string[]): number {
    const again = [...this.#entries()].filter(({ id, parkedAt, failures }) =>
      ids ? ids.includes(id) : parkedAt || failures > 0,
    );
    for (const entry of again) {
      const cleared = { failures: 0, failedAt: undefined, parkedAt: undefined, reason: undefined };
      Object.assign(entry, cleared, { dueAt: Math.min(entry.dueAt, now.getTime()) });
    }
    if (again.length > 0) Object.assign(this, { pausedUntil: 0, failures: 0 });
    return again.length;
  }

  skip(id: string): boolean {
    const entry = this.#find(id);
    if (entry) this.#keep(entry.messageId, (one) => one.id !== id);
    return entry !== undefined;
  }

  state(now: Date): InboxState {
    const entries = [...this.#entries()];
    const parked = entries.filter(({ parkedAt }) => parkedAt).length;
    const heads = [...this.#waiting.values()].flatMap(([head]) => head ?? []);
    const first = heads
      .filter(({ dueAt }) => dueAt <= now.getTime())
      .reduce<Entry | undefined>((a, b) => (a && a.dueAt <= b.dueAt ? a : b), undefined);
    const { name, types, site } = this.#wanted;
    return present({
      name,
      types,
      site,
      createdAt: this.createdAt,
      waiting: Math.min(entries.length - parked, mostCounted),
      parked: Math.min(parked, mostCounted),
      oldest: first?.row()?.events[first.index]?.at,
      // What is older than the subscription waits no longer than it is there.
      lagMs: first ? Math.max(0, now.getTime() - Math.max(first.dueAt, this.createdAt.getTime())) : 0,
      held: this.holder !== undefined && this.heldUntil > now.getTime(),
    });
  }

  *#entries(): Iterable<Entry> {
    for (const entries of this.#waiting.values()) yield* entries;
  }

  #find(id: string): Entry | undefined {
    for (const entry of this.#entries()) if (entry.id === id) return entry;
    return undefined;
  }

  #keep(messageId: MessageId, kept: (entry: Entry) => boolean): void {
    const left = this.#waiting.get(messageId)?.filter(kept) ?? [];
    if (left.length > 0) this.#waiting.set(messageId, left);
    else this.#waiting.delete(messageId);
  }
}

function inboxEvent({ id, row: find, index, failures, failedAt, reason }: Entry): InboxEvent | undefined {
  const row = find();
  const event = row?.events[index];
  return row && event && present({ id, message: row.message, event, failures, failedAt, reason });
}
