import {
  type Channel,
  erasedMessage,
  type HistoryQuery,
  isFinal,
  type Message,
  type MessageContent,
  type MessageEvent,
  type MessageId,
  type MessagePatched,
  type NewMessage,
  patchMessage,
  type SealedContent,
  searchDocument,
  storableText,
} from 'postern';
import { SortedIndex } from './sorted-index.ts';

export interface Lease {
  readonly token: string;
  readonly until: Date;
}

/** One message with all that belongs to it. `message` is replaced, never changed. */
export interface Row {
  readonly id: MessageId;
  readonly site: string;
  readonly createdAt: Date;
  readonly idempotencyKey: string | undefined;
  readonly fingerprint: string;
  readonly content: MessageContent | SealedContent;
  /** What a search looks at. */
  readonly document: string;
  readonly events: MessageEvent[];
  /** Of the reports applied. */
  readonly reportKeys: Set<string>;
  message: Message;
  /** Counts the rows as they were added: of those due at one time the first added is first. */
  order: number;
  /** Leases lost since it was last put in the queue. */
  lost: number;
  lease: Lease | undefined;
}

type HistoryKey = Pick<Row, 'id' | 'createdAt'>;

/** All rows, and the orders they are looked for in. Every change of a message goes through `change`. */
export class MessageTable {
  readonly #rows = new Map<MessageId, Row>();
  readonly #keys = new Map<string, Row>();
  readonly #history = new Map<string, SortedIndex<HistoryKey, Row>>();
  readonly #waiting = new Map<string, SortedIndex<Row>>();
  readonly #leased = new Set<Row>();
  readonly #byProvider = new Map<string, Set<Row>>();
  #added = 0;

  find(id: MessageId): Row | undefined {
    return this.#rows.get(id);
  }

  /** Of this site, and of this channel where one is given. */
  findIn(site: string, id: MessageId, channel?: Channel): Row | undefined {
    const row = this.find(id);
    if (row?.site !== site || (channel !== undefined && row.message.channel !== channel)) return undefined;
    return row;
  }

  all(): Iterable<Row> {
    return this.#rows.values();
  }

  findKey(name: string): Row | undefined {
    return this.#keys.get(name);
  }

  /** A site's rows, newest first, from the last one before `before`. */
  history(site: string, before?: HistoryKey): Iterable<Row> {
    return this.#history.get(site)?.backwards(before) ?? [];
  }

  /** The row of this channel that has been due for the longest, or will be next. */
  nextWaiting(channel: Channel, quarantined: boolean): Row | undefined {
    return this.#waiting.get(lane(channel, quarantined))?.first;
  }

  leased(): Iterable<Row> {
    return this.#leased;
  }

  /** The rows under a provider's id. */
  ofProvider(providerId: string): Iterable<Row> {
    return this.#byProvider.get(providerId) ?? [];
  }

  add(row: Row): void {
    this.#added += 1;
    row.order = this.#added;
    this.#rows.set(row.id, row);
    const key = keyName(row);
    if (key !== undefined) this.#keys.set(key, row);
    ordered(this.#history, row.site, byCreation).add(row);
    this.#list(row);
  }

  remove(row: Row): void {
    this.#unlist(row);
    this.#rows.delete(row.id);
    const key = keyName(row);
    if (key !== undefined) this.#keys.delete(key);
    this.#history.get(row.site)?.delete(row);
  }

  /** Blanks what a message that has ended tells of a person. */
  erase(row: Row): void {
    this.remove(row);
    this.add(blanked(row));
  }

  /** Applies a change. A lease that is not given ends. */
  change(
    row: Row,
    { patch, event }: MessagePatched,
    { lease, lost }: { readonly lease?: Lease; readonly lost?: number } = {},
  ): Message {
    this.#unlist(row);
    row.message = patchMessage(row.message, structuredClone(patch));
    row.lease = lease;
    row.lost = isFinal(row.message.status) ? 0 : (lost ?? row.lost);
    this.#list(row);
    row.events.push(event);
    return row.message;
  }

  /** Puts a row back to what it is now. */
  restorer(row: Row): () => void {
    const { message, lost, lease } = row;
    const count = row.events.length;
    return () => {
      this.#unlist(row);
      Object.assign(row, { message, lost, lease });
      row.events.length = count;
      this.#list(row);
    };
  }

  #list(row: Row): void {
    const { providerId } = row.message;
    if (providerId !== undefined) {
      const known = this.#byProvider.get(providerId);
      if (known) known.add(row);
      else this.#byProvider.set(providerId, new Set([row]));
    }
    if (row.lease) this.#leased.add(row);
    else if (row.message.dueAt) ordered(this.#waiting, laneOf(row), byDueTime).add(row);
  }

  #unlist(row: Row): void {
    const { providerId } = row.message;
    const known = providerId === undefined ? undefined : this.#byProvider.get(providerId);
    if (known?.delete(row) && known.size === 0) this.#byProvider.delete(providerId ?? '');
    if (row.lease) this.#leased.delete(row);
    else if (row.message.dueAt) this.#waiting.get(laneOf(row))?.delete(row);
  }
}

export function newRow(given: NewMessage, now: Date): Row {
  const { content, idempotencyKey, fingerprint, detail, dueAt, ...rest } = structuredClone(given);
  const { id, site, createdAt, status } = rest;
  const due = status === 'suppressed' ? {} : { dueAt: dueAt ?? now };
  const told = detail === undefined ? {} : { detail };
  return {
    id,
    site,
    createdAt,
    idempotencyKey,
    fingerprint,
    content,
    document: searchDocument(rest, 'sealed' in content ? undefined : content),
    events: [{ at: now, type: status, status, attempt: 0, ...told }],
    reportKeys: new Set(),
    message: { ...rest, ...due, attempts: 0 },
    order: 0,
    lost: 0,
    lease: undefined,
  };
}

function blanked(row: Row): Row {
  const message = erasedMessage(row.message);
  return {
    ...row,
    message,
    fingerprint: '',
    content: { text: '' },
    document: searchDocument(message, undefined),
    events: row.events.map(({ detail: _detail, ...event }) => event),
  };
}

/** What an idempotency key is known by; no id looks like it. */
export function keyName({ site, idempotencyKey }: Pick<Row, 'site' | 'idempotencyKey'>): string | undefined {
  return idempotencyKey === undefined ? undefined : JSON.stringify([site, storableText(idempotencyKey)]);
}

function ordered<K, T extends K>(
  indexes: Map<string, SortedIndex<K, T>>,
  name: string,
  compare: (a: K, b: K) => number,
): SortedIndex<K, T> {
  const known = indexes.get(name);
  if (known) return known;
  const made = new SortedIndex<K, T>(compare);
  indexes.set(name, made);
  return made;
}

function lane(channel: Channel, quarantined: boolean): string {
  return `${channel} ${quarantined}`;
}

function laneOf({ message, lost }: Row): string {
  return lane(message.channel, lost > 0);
}

function byCreation(a: HistoryKey, b: HistoryKey): number {
  // By code units: for ids the same as by bytes.
  return a.createdAt.getTime() - b.createdAt.getTime() || Number(a.id > b.id) - Number(a.id < b.id);
}

function byDueTime(a: Row, b: Row): number {
  return (a.message.dueAt?.getTime() ?? 0) - (b.message.dueAt?.getTime() ?? 0) || a.order - b.order;
}

/** Whether a query asks for this message; its site, its page and its term apart. */
export function matches(
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

/** What must be unique: its id, and its key where it has one. */
export function namesOf(row: Row): readonly string[] {
  const key = keyName(row);
  return key === undefined ? [row.id] : [row.id, key];
}

/** Until when a lease taken at this time is held. */
export function leaseUntil(now: Date, ms: number): Date {
  return new Date(now.getTime() + ms);
}

/** When a row's lease ends, in ms since 1970: never where it has none. */
export function leaseEnd({ lease }: Row): number {
  return lease?.until.getTime() ?? Number.POSITIVE_INFINITY;
}
