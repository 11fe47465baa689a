// What the message store takes and answers; the store itself is `message-store.ts`, what removes and blanks `retention.ts`.
import type { UnknownPolicy } from '../../model/channel.ts';
import type {
  Channel,
  Failure,
  FailureClass,
  Message,
  MessageContent,
  MessageId,
  Origin,
  SealedContent,
} from '../../model/message.ts';
import type { Priority } from '../../model/priority.ts';
import type { MessageEventType, MessageStatus } from '../../model/status.ts';
import type { Timed } from '../../model/times.ts';

/**
 * A message as `send` hands it to the storage: complete, checked, rendered. Without `dueAt` it is due at once;
 * a suppressed one has none.
 */
export interface NewMessage
  extends Omit<
    Message,
    'status' | 'attempts' | 'messageId' | 'messageId' | 'sentAt' | 'transport' | 'providerId' | 'failure'
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
  readonly origin?: Origin;
  readonly statuses?: readonly MessageStatus[];
  readonly consumerId?: string;
  /** Those that bear it exactly, as all that follow but `sender`. */
  readonly reference?: string;
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

/** What a worker asks for. */
export interface ClaimQuery extends Timed {
  readonly channel: Channel;
  /** Free slots: claim no more. */
  readonly limit: number;
  /** How long it has them to itself unless it renews, in ms. */
  readonly leaseMs: number;
  /** `true`: only messages that a worker was lost with; `false`: only the others. */
  readonly quarantined: boolean;
  /** So many of `limit` go to `low` before all others, where it waits. Default 0. */
  readonly lowFirst?: number;
  /** These sites only, of each at most so many. Default: every site, as many as there are. */
  readonly shares?: readonly SiteShare[];
}

/** How many messages of a site may be claimed. */
export interface SiteShare {
  readonly site: string;
  readonly limit: number;
}

/** Which sites are asked for. */
export interface DueSitesQuery extends Timed {
  readonly channel: Channel;
  readonly quarantined: boolean;
  /** The most to answer. */
  readonly limit: number;
  /** Sites to leave out. */
  readonly except: readonly string[];
}

/** Which waiting messages end because their time is over. */
export interface ExpireQuery extends Timed {
  /** The most to end. */
  readonly limit: number;
}

/** Of what waits, which is asked for. */
export interface NextDueQuery {
  readonly quarantined: boolean;
  /** Only what becomes due later than this. Default: whatever waits. */
  readonly after?: Date | undefined;
}

/** How far to count what waits. */
export interface WaitingQuery extends Timed {
  /** The most to look at of each priority of a channel: a probe that comes every few seconds is not to count a million. */
  readonly limit: number;
}

/** What waits in one channel at one priority. */
export interface WaitingLane {
  readonly channel: Channel;
  readonly priority: Priority;
  /** Due by now and taken by nobody. */
  readonly due: number;
  /** As many as were looked at: there may be more. */
  readonly more: boolean;
  /** Since when the first has been due, of the sites that were looked at: where more than 100 wait at once, not all need be. */
  readonly oldestDueAt?: Date;
}

/** What waits, of all sites. */
export interface Waiting {
  /** One for each channel and priority in which something is due. */
  readonly lanes: readonly WaitingLane[];
  /** Waiting to be handed over alone, since a worker was lost with them. At most the limit for each channel. */
  readonly quarantined: number;
  /** Leases that ran out and were not swept, as far as was looked. */
  readonly expiredLeases: number;
}

/**
 * The right to hand one message over, once. `token` is the fence: a settlement under an older token changes
 * nothing.
 */
export interface Claim {
  readonly id: MessageId;
  readonly token: string;
}

/** A message to hand over now. */
export interface Claimed extends Claim {
  readonly message: Message;
  readonly content: MessageContent | SealedContent;
  /** The number of this hand-over, from 1. */
  readonly attempt: number;
  /** It repeats a hand-over whose end is unknown, under that one's number. */
  readonly repeats?: Repeats;
  /** Whether the recipient's address is on the suppression list, where the claim looked it up; otherwise the worker does. */
  readonly suppressed?: boolean;
}

/** A hand-over that is repeated as it was, to a transport that recognises repetitions. */
export interface Repeats {
  /** The only one to repeat it to. */
  readonly transport: string;
  /** When it began the first time. */
  readonly since: Date;
}

/** The claim that a hand-over ended under. */
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
      /**
       * `retry`: not taken. `unknown`: maybe taken, sent once more by the channel's policy. `given_back`: not
       * begun, the attempt is refunded.
       */
      readonly reason: 'retry' | 'unknown' | 'given_back';
      /** When it is due again, in ms from now. */
      readonly afterMs: number;
      readonly failure?: Failure;
      /** The next claim has this, and the number of this hand-over instead of one more. With `given_back`: no attempt is refunded. */
      readonly repeats?: Repeats;
    });

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

/** How a sweep judges leases that ran out. */
export interface SweepQuery extends Timed {
  /** What an expired lease means by channel: try again alone, or hold as `unknown`. */
  readonly policy: Readonly<Record<Channel, UnknownPolicy>>;
  /** Where all messages of a channel go to one transport that recognises repetitions: what was claimed within this time is repeated, whatever the policy. */
  readonly repeats?: Readonly<{ [K in Channel]?: { readonly transport: string; readonly withinMs: number } }>;
  /** Leases lost, since it was accepted or last retried, before a message is held as `unknown` whatever the policy. */
  readonly maxLost: number;
  /** The most to judge. */
  readonly limit: number;
}

/** Which messages a provider is asked about: those that became `unknown` in this span. */
export interface UnresolvedQuery {
  readonly channel: Channel;
  readonly since: Date;
  readonly until: Date;
  readonly limit: number;
}

/** A message that may or may not have been taken. */
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

/** How many messages stand at each status; all statuses are there. */
export type StatusCounts = Readonly<Record<MessageStatus, number>>;
