import type { Message, MessageEvent, MessageId } from '../../model/message.ts';
import type { MessageEventType } from '../../model/status.ts';
import type { Timed } from '../../model/times.ts';

/** What is subscribed to, under a name. */
export interface NewSubscription {
  /** Known by it; storable text of at most 200 characters. */
  readonly name: string;
  /** Events of these types. Absent: of all. */
  readonly types?: readonly MessageEventType[];
  /** Events of this site's messages. Absent: of all sites'. */
  readonly site?: string;
  /** Also what was recorded so far of messages created since then. Read only where the name is new. */
  readonly from?: Date;
}

/** An event that waits in a subscription's inbox, or is parked there. */
export interface InboxEvent {
  /** `evt_…`, the same however often it is handed out, and of no other event of any subscription. */
  readonly id: string;
  /** The message as it stands now. */
  readonly message: Message;
  readonly event: MessageEvent;
  /** How often handling it has failed. */
  readonly failures: number;
  /** When it failed first. */
  readonly failedAt?: Date;
  /** What kind of fault it was the last time: an error's name. */
  readonly reason?: string;
}

/** An event that handling has been given up for, for now. */
export interface ParkedEvent extends InboxEvent {
  readonly parkedAt: Date;
}

/** Who hands a subscription's events out, and for how long it has it to itself. */
export interface InboxHolder {
  readonly name: string;
  /** Names a process: a UUID. */
  readonly holder: string;
}

/** What is taken from an inbox. */
export interface TakeQuery extends InboxHolder, Timed {
  /** For so long nobody else is given any, in ms, unless it is renewed or released. */
  readonly leaseMs: number;
  /** The most events to answer. */
  readonly limit: number;
  /** Messages whose events the holder has in hand. */
  readonly except: readonly MessageId[];
}

/** What an inbox gave. */
export interface Taken {
  /** Of one message in the order recorded, and none while an earlier one of it waits for a time or is parked. */
  readonly events: readonly InboxEvent[];
  /** There may be more that is due: ask again. */
  readonly more: boolean;
  /** As `settle` was told it last: failures of different messages in a row. */
  readonly failures: number;
}

/** What became of an event that was handed out. */
export type InboxOutcome =
  /** It is gone from the inbox. */
  | { readonly id: string; readonly to: 'handled' }
  /** It is due again in so many ms. `reason`: an error's name. */
  | { readonly id: string; readonly to: 'later'; readonly afterMs: number; readonly reason: string }
  /** It waits until somebody decides. */
  | { readonly id: string; readonly to: 'parked'; readonly reason: string };

/** How a subscription as a whole fares. */
export interface InboxPace {
  /** Failures of different messages in a row. */
  readonly failures: number;
  /** Nothing is handed out for so many ms. */
  readonly pauseMs: number;
}

/** How a subscription stands. */
export interface InboxState {
  readonly name: string;
  readonly types?: readonly MessageEventType[];
  readonly site?: string;
  readonly createdAt: Date;
  /** Events that wait, parked ones apart; more than 10,000 are counted as 10,000. */
  readonly waiting: number;
  /** Events parked; more than 10,000 are counted as 10,000. */
  readonly parked: number;
  /** When the event that has been due the longest was recorded; absent where none is due. */
  readonly oldest?: Date;
  /** For how long it has been due, in ms, no longer than there has been the subscription; 0 where none is. */
  readonly lagMs: number;
  /** Whether a process hands its events out at this moment. */
  readonly held: boolean;
}

/**
 * Durable events: an inbox for each subscription. Whatever records an event of a message puts it, in the same step, into the inbox of each
 * subscription that wants it, and it stays there until it was handled. It is due from then on, by the `now` given with it, whenever a provider
 * says that it happened. `sending` is put there with the event that follows it: a claim that is
 * given back leaves none. What is removed with `prune` is gone from inboxes, what is erased has no `detail` there.
 */
export interface SubscriptionStore {
  /**
   * Makes a subscription; where the name is known its types and site are what is given now, for events from now on.
   *
   * - Answers whether it was made. Of concurrent calls for a new name one makes it.
   * - With `from` whatever of these messages was recorded before is in the inbox before anything is handed out, once, and before what follows.
   */
  open(subscription: NewSubscription, options?: Timed): Promise<boolean>;

  /** Those of these names that have something to hand out for this holder: due, not paused, not held by another. Any order. */
  due(
    query: Timed & { readonly names: readonly string[]; readonly holder: string },
  ): Promise<readonly string[]>;

  /**
   * Takes the subscription under a lease, or renews it, and answers what is due, the longest due first.
   *
   * - `undefined` where there is no such name, another holds it, or it is paused.
   * - Atomic: one holder at a time.
   * - Answers an event again, to whomever, until it is settled; in the meantime the holder leaves its message out by `except`.
   * - An event whose message is gone is dropped.
   */
  take(query: TakeQuery): Promise<Taken | undefined>;

  /** Lets the lease end `leaseMs` from now. `false` where it was lost. */
  renew(holder: InboxHolder, leaseMs: number, options?: Timed): Promise<boolean>;

  /** Ends the lease, where this one has it. */
  release(holder: InboxHolder): Promise<void>;

  /**
   * Writes down what became of events. Whoever held the lease may still say it. What is not there any more is passed over.
   *
   * - While an event waits for a time, or is parked, the later ones of its message wait with it.
   */
  settle(
    name: string,
    outcomes: readonly InboxOutcome[],
    options?: Timed & { readonly pace?: InboxPace },
  ): Promise<void>;

  /** How these subscriptions stand, or all, by name. Cheap: for a probe each few seconds. */
  list(options?: Timed & { readonly names?: readonly string[] }): Promise<readonly InboxState[]>;

  /** What is parked, by (parkedAt, id), at most `limit`; after the last of the page before. Empty where there is no such name. */
  parked(
    name: string,
    query: { readonly limit: number; readonly after?: { readonly at: Date; readonly id: string } },
  ): Promise<readonly ParkedEvent[]>;

  /** These events are due again, with as many failures as none; without ids all that are parked or failed. Answers how many. */
  retry(name: string, options?: Timed & { readonly ids?: readonly string[] }): Promise<number>;

  /** Removes an event that waits or is parked: what follows it goes on. `false` where it is not there. */
  skip(name: string, id: string, options?: Timed): Promise<boolean>;

  /** Removes a subscription with its inbox. `false` where there is none. */
  delete(name: string): Promise<boolean>;
}
