// What waits, the right to hand it over, and how that ended.
import type { UnknownPolicy } from '../../model/channel.ts';
import type {
  Channel,
  Failure,
  Message,
  MessageContent,
  MessageId,
  SealedContent,
} from '../../model/message.ts';
import type { Priority } from '../../model/priority.ts';
import type { Timed } from '../../model/times.ts';

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
  /**
   * Where something that waits was due by then, the time of any such message will do: who asks only wants to know whether to look
   * again. Default: always the earliest.
   */
  readonly enough?: Date | undefined;
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
