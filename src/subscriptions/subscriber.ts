/*
 * Durable events: what is recorded of messages, handed to the host's functions at least once. The storage keeps an inbox for each name
 * (`interfaces/storage/subscriptions.ts`). `subscribers.ts` is all that this process has subscribed to: it makes the inboxes, and looks
 * which have something due. `drain.ts` holds one of them under a lease, and hands out while there is something; `pace.ts` says when what
 * failed comes again, and how slow all of it goes; `lease.ts` and `outcomes.ts` do its bookkeeping. `subscriptions.ts` is what people do
 * to what waits.
 */
import type { InboxEvent } from '../interfaces/storage/subscriptions.ts';
import type { Message, MessageEvent } from '../model/message.ts';
import { withNotes } from '../model/noted-event.ts';
import type { MessageEventType } from '../model/status.ts';

/** Something that happened to a message, as `subscribe` hands it out. */
export interface RecordedEvent {
  /** `evt_…`: the same when it is handed out again, and of no other event. */
  readonly id: string;
  /** Whose message it is. */
  readonly site: string;
  /** As it stands now, which may be further on than `event`. */
  readonly message: Message;
  readonly event: MessageEvent;
}

/** What a handler is told besides. */
export interface HandlerContext {
  /** Aborts where this process may not go on: it stops, or lost the subscription to another. What the handler throws then is no failure. */
  readonly signal: AbortSignal;
  /** From 1. */
  readonly attempt: number;
}

/** Takes one event; what it throws lets the event come again. */
export type SubscriptionHandler = (event: RecordedEvent, context: HandlerContext) => unknown;

/** When an event that failed comes again. */
export interface SubscriptionRetry {
  /** The wait after the first failure, in ms. Default 5,000. */
  readonly firstDelayMs: number;
  /** Each wait is this many times the one before. Default 3. */
  readonly factor: number;
  /** No wait is longer, in ms. Default an hour. */
  readonly maxDelayMs: number;
  /** An event that still fails so long after its first failure is parked, in ms. Default 24 hours. */
  readonly giveUpAfterMs: number;
}

/** What is subscribed to, and how it is handed out. */
export interface SubscribeOptions {
  /** Only these. Default: whatever happens to a message. */
  readonly types?: readonly MessageEventType[];
  /** Where the name is new: also what was recorded so far of messages created since then. Default: only what happens from now on. */
  readonly from?: Date;
  /** Events of so many messages at once; default 5, 1 to 100. Those of one message go one after the other. */
  readonly concurrency?: number;
  /** When an event that failed comes again, and for how long. */
  readonly retry?: Partial<SubscriptionRetry>;
}

/** One subscription as this process has it; `site`, and who is told that an event was given up, are for what is built on it. */
export interface Subscriber extends Omit<SubscribeOptions, 'concurrency' | 'retry'> {
  readonly name: string;
  readonly handler: SubscriptionHandler;
  /** Events of this site's messages only. */
  readonly site?: string;
  readonly concurrency: number;
  readonly retry: SubscriptionRetry;
  /** What the handler throws is told to nobody: whoever subscribes keeps a log. */
  readonly quiet?: true;
  /** An event was parked, after `error`. What it throws is told as a fault. */
  readonly onGivenUp?: (event: RecordedEvent, error: unknown) => unknown;
}

export const defaultRetry: SubscriptionRetry = {
  firstDelayMs: 5_000,
  factor: 3,
  maxDelayMs: 3_600_000,
  giveUpAfterMs: 86_400_000,
};
export const defaultConcurrency = 5;

export function recordedEvent({ id, message, event }: InboxEvent): RecordedEvent {
  return { id, site: message.site, message, event: withNotes(event) };
}
