import type {
  InboxHolder,
  InboxOutcome,
  InboxPace,
  InboxState,
  MessageId,
  NewSubscription,
  ParkedEvent,
  SubscriptionStore,
  Taken,
  TakeQuery,
  Timed,
} from 'postern/adapter';
import { MemoryInbox } from './memory-inbox.ts';
import type { Row } from './memory-row.ts';

/** The messages that there are. */
interface Rows {
  find(id: MessageId): Row | undefined;
  all(): Iterable<Row>;
}

/** Durable events: an inbox for each subscription. */
export class MemorySubscriptions implements SubscriptionStore {
  readonly #inboxes = new Map<string, MemoryInbox>();
  readonly #clock: () => Date;
  #rows: Rows = { find: () => undefined, all: () => [] };

  constructor(clock: () => Date) {
    this.#clock = clock;
  }

  /** Whose events they are. */
  of(rows: Rows): void {
    this.#rows = rows;
  }

  /** Puts what happened to a message since it was told last into the inboxes that want it: recorded now, and due. */
  tell(row: Row, now: Date): void {
    const first = row.told;
    row.told = row.events.length;
    for (const inbox of this.#inboxes.values()) inbox.add(row, first, this.#adding(now));
  }

  /** Takes back what was told of a message from its event number `first` on. */
  takeBack(row: Row, first: number): void {
    row.told = Math.min(row.told, first);
    for (const inbox of this.#inboxes.values()) inbox.takeBack(row.id, first);
  }

  forget(id: MessageId): void {
    for (const inbox of this.#inboxes.values()) inbox.forget(id);
  }

  async open(wanted: NewSubscription, timed: Timed = {}): Promise<boolean> {
    const given = structuredClone(wanted);
    const known = this.#inboxes.get(given.name);
    if (known) {
      known.want(given);
      return false;
    }
    const inbox = new MemoryInbox(given, this.#now(timed));
    this.#inboxes.set(given.name, inbox);
    if (given.from) {
      const { from } = given;
      const past = [...this.#rows.all()].filter(({ createdAt }) => createdAt >= from);
      past.sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
      for (const row of past) inbox.add(row, 0, this.#adding(earlier(row.createdAt, inbox.createdAt)));
    }
    return true;
  }

  async due({
    names,
    holder,
    ...timed
  }: Timed & { readonly names: readonly string[]; readonly holder: string }): Promise<readonly string[]> {
    const now = this.#now(timed);
    return names.filter((name) => this.#free({ name, holder }, now)?.hasDue(now));
  }

  async take({ leaseMs, limit, except, ...query }: TakeQuery): Promise<Taken | undefined> {
    const now = this.#now(query);
    const inbox = this.#free(query, now);
    if (!inbox) return undefined;
    inbox.holder = query.holder;
    inbox.heldUntil = now.getTime() + leaseMs;
    const events = structuredClone(inbox.due(now, limit, except));
    return { events, more: events.length > 0 && events.length === limit, failures: inbox.failures };
  }

  async renew({ name, holder }: InboxHolder, leaseMs: number, timed: Timed = {}): Promise<boolean> {
    const inbox = this.#inboxes.get(name);
    if (inbox?.holder !== holder) return false;
    inbox.heldUntil = this.#now(timed).getTime() + leaseMs;
    return true;
  }

  async release({ name, holder }: InboxHolder): Promise<void> {
    const inbox = this.#inboxes.get(name);
    if (inbox?.holder === holder) inbox.holder = undefined;
  }

  async settle(
    name: string,
    outcomes: readonly InboxOutcome[],
    { pace, ...timed }: Timed & { readonly pace?: InboxPace } = {},
  ): Promise<void> {
    const inbox = this.#inboxes.get(name);
    if (!inbox) return;
    const now = this.#now(timed);
    for (const outcome of outcomes) inbox.settle(outcome, now);
    if (!pace) return;
    inbox.failures = pace.failures;
    inbox.pausedUntil = now.getTime() + pace.pauseMs;
  }

  async list({
    names,
    ...timed
  }: Timed & { readonly names?: readonly string[] } = {}): Promise<readonly InboxState[]> {
    const now = this.#now(timed);
    const wanted = [...this.#inboxes.keys()].filter((name) => !names || names.includes(name)).sort();
    return structuredClone(wanted.flatMap((name) => this.#inboxes.get(name)?.state(now) ?? []));
  }

  async parked(
    name: string,
    { limit, after }: { readonly limit: number; readonly after?: { readonly at: Date; readonly id: string } },
  ): Promise<readonly ParkedEvent[]> {
    return structuredClone(this.#inboxes.get(name)?.parked(limit, after) ?? []);
  }

  async retry(
    name: string,
    { ids, ...timed }: Timed & { readonly ids?: readonly string[] } = {},
  ): Promise<number> {
    return this.#inboxes.get(name)?.retry(this.#now(timed), ids) ?? 0;
  }

  async skip(name: string, id: string): Promise<boolean> {
    return this.#inboxes.get(name)?.skip(id) ?? false;
  }

  async delete(name: string): Promise<boolean> {
    return this.#inboxes.delete(name);
  }

  #free({ name, holder }: InboxHolder, now: Date): MemoryInbox | undefined {
    const inbox = this.#inboxes.get(name);
    if (!inbox || inbox.isOthers(holder, now) || inbox.pausedUntil > now.getTime()) return undefined;
    return inbox;
  }

  #adding(dueAt: Date) {
    return { find: (id: MessageId) => this.#rows.find(id), dueAt };
  }

  /** A copy: the caller's date may change. */
  #now({ now }: Timed): Date {
    return new Date(now ?? this.#clock());
  }
}

function earlier(a: Date, b: Date): Date {
  return a < b ? a : b;
}
