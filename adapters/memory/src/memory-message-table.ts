import {
  type Channel,
  erasedMessage,
  isFinal,
  type Message,
  type MessageEvent,
  type MessageId,
  type MessagePatched,
  patchMessage,
  searchDocument,
} from 'postern/adapter';
import { keyName, type Row } from './memory-row.ts';
import type { MemorySubscriptions } from './memory-subscriptions.ts';
import { Waiting } from './memory-waiting.ts';
import { SortedIndex } from './sorted-index.ts';

type HistoryKey = Pick<Row, 'id' | 'createdAt'>;

interface Recorded {
  readonly now: Date;
}

/** All rows, and the orders they are looked for in. Every change of a message goes through `change`. */
export class MessageTable {
  readonly #rows = new Map<MessageId, Row>();
  readonly #keys = new Map<string, Row>();
  readonly #history = new Map<string, SortedIndex<HistoryKey, Row>>();
  readonly waiting = new Waiting();
  readonly #leased = new Set<Row>();
  readonly #byProvider = new Map<string, Set<Row>>();
  readonly #subscriptions: MemorySubscriptions;
  #added = 0;

  constructor(subscriptions: MemorySubscriptions) {
    this.#subscriptions = subscriptions;
    subscriptions.of(this);
  }

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

  leased(): Iterable<Row> {
    return this.#leased;
  }

  /** The rows under a provider's id. */
  ofProvider(providerId: string): Iterable<Row> {
    return this.#byProvider.get(providerId) ?? [];
  }

  add(row: Row, now: Date): void {
    this.#enter(row);
    this.#subscriptions.tell(row, now);
  }

  #enter(row: Row): void {
    this.#added += 1;
    row.order = this.#added;
    this.#rows.set(row.id, row);
    const key = keyName(row);
    if (key !== undefined) this.#keys.set(key, row);
    ordered(this.#history, row.site, byCreation).add(row);
    this.#list(row);
  }

  remove(row: Row): void {
    this.#leave(row);
    this.#subscriptions.forget(row.id);
  }

  #leave(row: Row): void {
    this.#unlist(row);
    this.#rows.delete(row.id);
    const key = keyName(row);
    if (key !== undefined) this.#keys.delete(key);
    this.#history.get(row.site)?.delete(row);
  }

  /** Blanks what a message that has ended tells of a person. */
  erase(row: Row): void {
    this.#leave(row);
    this.#enter(blanked(row));
  }

  /**
   * Applies a change. A lease that is not given ends; a repetition lasts while it waits or is handed over, unless another is given. `now` is
   * when it is recorded, where the event is dated by a provider.
   */
  change(
    row: Row,
    { patch, event }: MessagePatched,
    given: Partial<Pick<Row, 'lease' | 'lost' | 'repeats'> & Recorded> = {},
  ): Message {
    const { lease, lost = row.lost, repeats, now = event.at } = { repeats: row.repeats, ...given };
    this.#unlist(row);
    row.message = patchMessage(row.message, structuredClone(patch));
    row.lease = lease;
    const ended = isFinal(row.message.status);
    row.lost = ended ? 0 : lost;
    row.repeats = ended ? undefined : repeats;
    this.#list(row);
    row.events.push(event);
    // A claim may be given back, as though it had never been made.
    if (!lease) this.#subscriptions.tell(row, now);
    return row.message;
  }

  /** Appends an event that changes nothing else. */
  record(row: Row, event: MessageEvent, { now }: Recorded): void {
    row.events.push(event);
    this.#subscriptions.tell(row, now);
  }

  /** Undoes a claim: the message as it was, without the event. */
  release(row: Row): void {
    if (!row.lease) return;
    this.#unlist(row);
    row.message = row.lease.before;
    row.lease = undefined;
    // What was recorded after it has told of it.
    if (row.told < row.events.length) row.events.pop();
    this.#list(row);
  }

  /** Puts a row back to what it is now. */
  restorer(row: Row): () => void {
    const { message, lost, lease, repeats } = row;
    const count = row.events.length;
    return () => {
      this.#subscriptions.takeBack(row, count);
      this.#unlist(row);
      Object.assign(row, { message, lost, lease, repeats });
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
    else if (row.message.dueAt) this.waiting.add(row);
  }

  #unlist(row: Row): void {
    const { providerId } = row.message;
    const known = providerId === undefined ? undefined : this.#byProvider.get(providerId);
    if (known?.delete(row) && known.size === 0) this.#byProvider.delete(providerId ?? '');
    if (row.lease) this.#leased.delete(row);
    else if (row.message.dueAt) this.waiting.delete(row);
  }
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

function byCreation(a: HistoryKey, b: HistoryKey): number {
  // By code units: for ids the same as by bytes.
  return a.createdAt.getTime() - b.createdAt.getTime() || Number(a.id > b.id) - Number(a.id < b.id);
}
