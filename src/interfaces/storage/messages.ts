import type { UnknownPolicy } from '../../model/channel.ts';
import type {
  Channel,
  Failure,
  Message,
  MessageContent,
  MessageDetail,
  MessageId,
  Origin,
  SealedContent,
} from '../../model/message.ts';
import type { MessageEventType, MessageStatus } from '../../model/status.ts';
import type { Timed } from '../../model/times.ts';
import type { Tx } from './transaction.ts';

/** A message as `send` hands it to the storage: complete, checked, rendered. Without `dueAt` it is due at once; a suppressed one has none. */
export interface NewMessage
  extends Omit<Message, 'status' | 'attempts' | 'sentAt' | 'transport' | 'providerId' | 'failure'> {
  readonly status: 'scheduled' | 'queued' | 'suppressed';
  readonly content: MessageContent | SealedContent;
  readonly idempotencyKey?: string;
  /** SHA-256 of the payload, to tell a repeated request from a conflicting one. */
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

export interface HistoryQuery {
  readonly site: string;
  readonly channel?: Channel;
  readonly origin?: Origin;
  readonly statuses?: readonly MessageStatus[];
  readonly consumerId?: string;
  /** The last row of the page before: only what is older follows, by (createdAt, id). */
  readonly before?: { readonly createdAt: Date; readonly id: MessageId };
  readonly limit: number;
}

export interface SearchQuery {
  readonly site: string;
  readonly channel?: Channel;
  readonly origin?: Origin;
  /** Normalised by `normalizeSearch`, not empty. */
  readonly term: string;
  readonly limit: number;
}

/** `complete: false`: time ran out, and messages created before `searchedBackTo` were not looked at. */
export interface SearchResult {
  readonly items: readonly Message[];
  readonly complete: boolean;
  readonly searchedBackTo?: Date;
}

export interface ClaimQuery extends Timed {
  readonly channel: Channel;
  /** Free slots: claim no more. */
  readonly limit: number;
  readonly leaseMs: number;
  /** `true`: only messages that a worker was lost with; `false`: only the others. */
  readonly quarantined: boolean;
}

/** The right to hand one message over, once. `token` is the fence: a settlement under an older token changes nothing. */
export interface Claim {
  readonly id: MessageId;
  readonly token: string;
}

export interface Claimed extends Claim {
  readonly message: Message;
  readonly content: MessageContent | SealedContent;
  /** The number of this hand-over, from 1. */
  readonly attempt: number;
}

interface Settled extends Claim {
  /** What the event says; for people. */
  readonly detail?: string;
}

/**
 * How a hand-over ended. The event's type is `to`, for `queued` the reason. A failure given becomes the message's and
 * stays until a later one or until it is sent.
 */
export type Settlement =
  | (Settled & {
      readonly to: 'sent';
      readonly transport: string;
      readonly providerId?: string;
      /** The transport can be asked for messages: `holdersOf` must know this one. Default `false`. */
      readonly findable?: boolean;
    })
  | (Settled & { readonly to: 'failed' | 'suppressed' | 'unknown'; readonly failure: Failure })
  | (Settled & {
      readonly to: 'queued';
      /** `retry`: not taken. `unknown`: maybe taken, sent once more by the channel's policy. `given_back`: not begun, the attempt is refunded. */
      readonly reason: 'retry' | 'unknown' | 'given_back';
      readonly afterMs: number;
      readonly failure?: Failure;
    });

/** A person's change to a message that waits or has ended. */
export interface Move extends Timed {
  readonly site: string;
  readonly channel: Channel;
  readonly id: MessageId;
  readonly from: readonly MessageStatus[];
  readonly to: 'queued' | 'scheduled' | 'canceled';
  readonly type: MessageEventType;
  /** With `scheduled`: the new time, also shown as `scheduledAt`. With `queued` the message is due at once. */
  readonly dueAt?: Date;
  readonly detail?: string;
}

/** Something reported about a message after its hand-over. */
export interface Report extends Timed {
  readonly site: string;
  readonly id: MessageId;
  readonly type: MessageEventType;
  /** When it happened, by the provider. */
  readonly at: Date;
  /** The status to move to while the present one is in `from`; absent: the event is only recorded. */
  readonly to?: MessageStatus;
  readonly from: readonly MessageStatus[];
  /** The hand-over it speaks of; a `currentAttemptOnly` report of an earlier one is only recorded. */
  readonly attempt?: number;
  readonly currentAttemptOnly: boolean;
  /** A second report with the same key on the same message is dropped. */
  readonly dedupeKey: string;
  /** Like `failure` the message's own from a move on; `holdersOf` knows it then. */
  readonly providerId?: string;
  /** Whose `providerId` it is. */
  readonly transport?: string;
  readonly failure?: Failure;
  readonly detail?: string;
}

/** What `report` did: `moved` carries the message as it is now. */
export type Reported =
  | { readonly kind: 'moved' | 'recorded'; readonly message: Message }
  | { readonly kind: 'repeated' | 'not_found' };

export interface SweepQuery extends Timed {
  /** What an expired lease means by channel: try again alone, or hold as `unknown`. */
  readonly policy: Readonly<Record<Channel, UnknownPolicy>>;
  /** Leases lost, since it was accepted or last retried, before a message is held as `unknown` whatever the policy. */
  readonly maxLost: number;
  readonly limit: number;
}

export interface UnresolvedQuery {
  readonly channel: Channel;
  readonly since: Date;
  readonly until: Date;
  readonly limit: number;
}

export interface Unresolved {
  readonly message: Message;
  readonly content: MessageContent | SealedContent;
  /** When it became `unknown`. */
  readonly at: Date;
}

/** A provider's id of a message. */
export interface ProviderKey {
  readonly channel: Channel;
  readonly transport: string;
  readonly providerId: string;
}

export interface PruneQuery {
  readonly site: string;
  readonly createdBefore: Date;
  readonly limit: number;
}

export interface EraseQuery extends Timed {
  readonly site: string;
  readonly consumerId: string;
  readonly limit: number;
}

export interface Erased {
  readonly erased: number;
  /** Being handed over at the moment, left as they were: ask again. */
  readonly underWay: number;
}

export interface EraseResult extends Erased {
  /** Those that waited and were canceled, as they are once they are erased. */
  readonly canceled: readonly Message[];
}

export type StatusCounts = Readonly<Record<MessageStatus, number>>;

/**
 * The record of all messages. Every status change appends its event in the same step, at `now` (a report's at its own
 * `at`) and with the attempt it belongs to; events are kept in the order recorded. Every method may be called by many
 * workers at once; every method with a `site` sees that site's rows only.
 */
export interface MessageStore {
  /** All or nothing (an id used before rejects the call); in `tx` where given: visible to nobody before it commits. Idempotent on (site, idempotencyKey), also between concurrent calls and within one. Answers in the order given. The first event's type is the status. */
  insert(
    messages: readonly NewMessage[],
    options?: Timed & { readonly tx?: Tx },
  ): Promise<readonly Inserted[]>;
  /** The site's messages that hold these idempotency keys, in any order; a key that nobody holds is left out. */
  findByKeys(site: string, keys: readonly string[]): Promise<readonly KeyHolder[]>;
  /** `undefined` where there is no such message. Sealed or confidential content is left out. */
  find(key: MessageKey): Promise<MessageDetail | undefined>;
  /** Whose message it is, of all sites. For what comes in from outside and proves itself by that site and id; `undefined` where there is none. */
  siteOf(id: MessageId): Promise<string | undefined>;
  /** Newest first by (createdAt, id). The events and the content are not loaded. */
  list(query: HistoryQuery): Promise<readonly Message[]>;
  /** Newest first; a substring of the message's `searchDocument`, at most `limit`. */
  search(query: SearchQuery): Promise<SearchResult>;
  counts(site: string, channel: Channel): Promise<StatusCounts>;
  /** Counts by the day of creation (UTC, `YYYY-MM-DD`), from that day on, oldest first; days without messages may be left out. */
  daily(
    site: string,
    channel: Channel,
    since: string,
  ): Promise<readonly { readonly day: string; readonly counts: StatusCounts }[]>;
  /** Of all sites: how many confidential messages created before that time are to be handed over still, or are `unknown`. */
  countSealed(createdBefore: Date): Promise<number>;
  /** Takes due messages, longest due first: queued or scheduled → sending, attempt + 1, under a new token. A message goes to one caller only. */
  claim(query: ClaimQuery): Promise<readonly Claimed[]>;
  /** Extends leases; answers the ids still held under their token. */
  renew(claims: readonly Claim[], leaseMs: number, options?: Timed): Promise<readonly MessageId[]>;
  /** Ends hand-overs; answers the messages changed. One missing there was lost: its token is no longer valid. A lease that ran out is held until the sweep. */
  settle(settlements: readonly Settlement[], options?: Timed): Promise<readonly Message[]>;
  /** `undefined` where there is no such message or its status is not in `from`: nothing changed. */
  move(move: Move): Promise<Message | undefined>;
  /** Applies one report; a move ends a hand-over that is under way (its token becomes invalid) and takes it from the queue. A move to what counts as taken sets `sentAt`, where it has none, to the report's `at`. Of an erased message the wording (of `failure` and `detail`) is left out. */
  report(report: Report): Promise<Reported>;
  /** Expired leases, oldest first: lost + 1, then queued, due at once and alone (quarantine), or `unknown`; in both cases with `lostFailure` and a `lost` event. Answers the messages changed. */
  sweep(query: SweepQuery): Promise<readonly Message[]>;
  /** Messages that are `unknown`, of all sites, that became so from `since` to `until`; oldest first, content included. For asking the provider. */
  unresolved(query: UnresolvedQuery): Promise<readonly Unresolved[]>;
  /** The messages of all sites that were sent as `findable`, or reported, under this provider's id; one whose transport is not known counts. In any order, 100 at most. */
  holdersOf(key: ProviderKey): Promise<readonly MessageId[]>;
  /** Removes messages that have ended, with all that belongs to them, at most `limit`; answers how many. Counts forget them, and their idempotency keys are free again. What waits or is under way stays, however old. */
  prune(query: PruneQuery): Promise<number>;
  /**
   * Blanks what messages to a consumer tell of the person, at most `limit` of them: name, address, subject, preview, content, and the wording of
   * failures and events; what waits is canceled, and answered. What stays says that this consumer was sent a message, when, and what became of it. A blanked
   * message is never handed over again.
   */
  erase(query: EraseQuery): Promise<EraseResult>;
  /** When the next waiting message of these channels, quarantined or else not, is due; may be in the past. */
  nextDue(
    channels: readonly Channel[],
    options: { readonly quarantined: boolean },
  ): Promise<Date | undefined>;
}
