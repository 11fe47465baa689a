import {
  type Message,
  type MessageContent,
  type MessageEvent,
  type MessageId,
  messageIdOf,
  type NewMessage,
  present,
  type Repeats,
  type SealedContent,
  searchDocument,
  storableText,
} from 'postern/adapter';

interface Lease {
  readonly token: string;
  readonly at: Date;
  readonly until: Date;
  /** The message as it was before it was claimed. */
  readonly before: Message;
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
  /** How many of them were told to subscriptions: a claim's with what follows it. */
  told: number;
  /** Of the reports applied. */
  readonly reportKeys: Set<string>;
  message: Message;
  /** Counts the rows as they were added: of those due at one time the first added is first. */
  order: number;
  /** Leases lost since it was last put in the queue. */
  lost: number;
  lease: Lease | undefined;
  /** The next claim repeats the last hand-over. */
  repeats: Repeats | undefined;
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
    told: 0,
    reportKeys: new Set(),
    message: { ...rest, ...due, ...present({ messageId: messageIdOf(rest) }), attempts: 0 },
    order: 0,
    lost: 0,
    lease: undefined,
    repeats: undefined,
  };
}

/** What an idempotency key is known by; no id looks like it. */
export function keyName({ site, idempotencyKey }: Pick<Row, 'site' | 'idempotencyKey'>): string | undefined {
  return idempotencyKey === undefined ? undefined : JSON.stringify([site, storableText(idempotencyKey)]);
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
