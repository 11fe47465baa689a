// What the message store keeps, and how it is asked for. The store itself is `message-store.ts`, what workers take of it and answer `message-claims.ts`,
// what providers say later `message-reports.ts`, what removes and blanks `retention.ts`.
import type {
  Channel,
  FailureClass,
  Message,
  MessageContent,
  MessageId,
  Origin,
  SealedContent,
} from '../../model/message.ts';
import type { MessageEventType, MessageStatus } from '../../model/status.ts';
import type { Timed } from '../../model/times.ts';

/**
 * A message as `send` hands it to the storage: complete, checked, rendered. Without `dueAt` it is due at once;
 * a suppressed one has none.
 */
export interface NewMessage
  extends Omit<
    Message,
    'status' | 'attempts' | 'messageId' | 'sentAt' | 'transport' | 'providerId' | 'failure'
  > {
  readonly status: 'scheduled' | 'queued' | 'suppressed';
  readonly content: MessageContent | SealedContent;
  readonly idempotencyKey?: string;
  /**
   * Tells a repeated request from a conflicting one; 150 characters at most, empty without an idempotency key. To be kept, not compared:
   * of a confidential message it is sealed.
   */
  readonly fingerprint: string;
  /** Says why, where the status is `suppressed`. */
  readonly detail?: string;
}

/** What became of one inserted message; `existing` where the site used its idempotency key before. */
export type Inserted =
  | { readonly kind: 'inserted'; readonly id: MessageId }
  | {
      readonly kind: 'existing';
      readonly id: MessageId;
      readonly fingerprint: string;
      readonly status: MessageStatus;
    };

/** Who holds an idempotency key. */
export interface KeyHolder {
  readonly key: string;
  readonly id: MessageId;
  readonly fingerprint: string;
  /** Where it stands now. */
  readonly status: MessageStatus;
}

/** Names a message; without `channel`, of whichever it is. */
export interface MessageKey {
  readonly site: string;
  readonly channel?: Channel | undefined;
  readonly id: MessageId;
}

/** What messages are narrowed down by; every filter given must fit, as `fitsFilters` says. */
export interface MessageFilters {
  readonly channel?: Channel;
  /** Those of these ids: 10,000 at most, one at least. */
  readonly ids?: readonly MessageId[];
  readonly origin?: Origin;
  readonly statuses?: readonly MessageStatus[];
  readonly consumerId?: string;
  /** Those that bear it exactly, as all that follow but `sender`. */
  readonly reference?: string;
  readonly batch?: string;
  /** The template's id. */
  readonly template?: string;
  /** The sender's address, without regard to the case of ASCII letters. */
  readonly sender?: string;
  readonly actor?: string;
  /** Who took it. */
  readonly transport?: string;
  /** The class of the failure that the message has now. */
  readonly failure?: FailureClass;
  readonly topic?: string;
  /** Created at this time or later. */
  readonly from?: Date;
  /** Created before this time. */
  readonly to?: Date;
}

/** A place in the history: the row that bears it. */
export interface HistoryPlace {
  readonly createdAt: Date;
  readonly id: MessageId;
}

/** Which messages a page of the history shows. */
export interface HistoryQuery extends MessageFilters {
  readonly site: string;
  /** Where the page before ended: only what is older follows, by (createdAt, id). */
  readonly before?: HistoryPlace;
  /** The most to answer. */
  readonly limit: number;
}

/** A page of the history. */
export interface Listed {
  /** Newest first. */
  readonly items: readonly Message[];
  /**
   * The storage stopped here, though there are fewer items than the limit: what is older was not looked at, and may be asked for by
   * `before`. Absent: all that fits was looked for, or the limit was reached.
   */
  readonly end?: HistoryPlace;
}

/** What is searched for. */
export interface SearchQuery extends MessageFilters {
  readonly site: string;
  /** Normalised by `normalizeSearch`, not empty. */
  readonly term: string;
  /** The most to answer. */
  readonly limit: number;
}

/** `complete: false`: time ran out, and messages created before `searchedBackTo` were not looked at. */
export interface SearchResult {
  /** What was found, newest first. */
  readonly items: readonly Message[];
  readonly complete: boolean;
  readonly searchedBackTo?: Date;
}

/** What is counted. */
export interface CountQuery extends MessageFilters {
  readonly site: string;
  /** As a search finds them. Normalised by `normalizeSearch`, not empty. */
  readonly term?: string;
  /** Where counting may end; 1 at least. */
  readonly most: number;
}

/** How many messages match. */
export interface Counted {
  /** At most as many as were to be counted. */
  readonly count: number;
  /** There may be more: counting ended at its bound, or for lack of time. */
  readonly more: boolean;
}

/** A person's change to a message that waits or has ended. */
export interface Move extends Timed {
  readonly site: string;
  readonly channel: Channel;
  readonly id: MessageId;
  /** The statuses it may be asked for in. */
  readonly from: readonly MessageStatus[];
  readonly to: 'queued' | 'scheduled' | 'canceled';
  readonly type: MessageEventType;
  /** With `scheduled`: the new time, also shown as `scheduledAt`. With `queued` the message is due at once. */
  readonly dueAt?: Date;
  readonly detail?: string;
  /** Who asks for it: the event's `actor`. */
  readonly actor?: string | undefined;
}
