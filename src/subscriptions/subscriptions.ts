import { z } from 'zod';
import { MessagingError } from '../errors.ts';
import type { InboxState, ParkedEvent as Parked } from '../interfaces/storage/subscriptions.ts';
import { checkArgument, functionArgument, idArgument, listOf, timeArgument } from '../model/arguments.ts';
import { checkLimit, decodeCursor, pageOf, pageOptions } from '../model/cursor.ts';
import { present } from '../model/present.ts';
import { type MessageEventType, messageEventTypes } from '../model/status.ts';
import type { Engine } from '../wiring.ts';
import {
  defaultConcurrency,
  defaultRetry,
  type RecordedEvent,
  recordedEvent,
  type SubscribeOptions,
  type Subscriber,
  type SubscriptionHandler,
} from './subscriber.ts';
import type { Subscribers } from './subscribers.ts';

/** How a subscription stands, whichever process hands it out. */
export interface SubscriptionState {
  readonly name: string;
  /** Absent: all. */
  readonly types?: readonly MessageEventType[];
  readonly createdAt: Date;
  /** Events that wait, parked ones apart; more than 10,000 are counted as 10,000. */
  readonly waiting: number;
  /** Events parked; likewise. */
  readonly parked: number;
  /** When the event that has been due the longest happened; absent where none is due. */
  readonly oldest?: Date;
  /** For how long it has been due, in ms, no longer than there has been the subscription: how far it is behind. */
  readonly lagMs: number;
  /** Whether a process hands its events out at this moment. */
  readonly held: boolean;
}

/** An event that handling was given up for; the later ones of its message wait behind it. */
export interface ParkedEvent extends RecordedEvent {
  /** How often it was handed out. */
  readonly attempts: number;
  readonly failedAt: Date;
  readonly parkedAt: Date;
  /** The name of what its handler threw last, such as `TypeError`. */
  readonly reason: string;
}

/** A page of what is parked. */
export interface ParkedPage {
  /** The longest parked first. */
  readonly items: readonly ParkedEvent[];
  /** The cursor of the next page; absent on the last. */
  readonly next?: string;
}

/** Which page. */
export interface ParkedOptions {
  /** `next` of the page before. */
  readonly cursor?: string;
  /** 1 to 100, default 50. */
  readonly limit?: number;
}

const nameArgument = z.custom<string>(
  (name) => typeof name === 'string' && name.length <= 100 && /^[\w.-]{1,100}$/.test(name),
  'is of letters, digits, ".", "-" and "_", at most 100',
);
const whole = (min: number, max: number) => z.number().int().min(min).max(max).optional();
const week = 7 * 86_400_000;
const subscribeOptions = z.strictObject({
  types: listOf(z.enum(messageEventTypes), 100)
    .refine((all) => all.length > 0, 'is empty')
    .optional(),
  from: timeArgument.optional(),
  concurrency: whole(1, 100),
  retry: z
    .strictObject({
      firstDelayMs: whole(0, week),
      factor: z.number().min(1).max(10).optional(),
      maxDelayMs: whole(0, week),
      giveUpAfterMs: whole(0, 52 * week),
    })
    .optional(),
});

/** @throws MessagingError `invalid_argument` */
export function readSubscriber(
  name: string,
  handler: SubscriptionHandler,
  options: SubscribeOptions,
): Subscriber {
  checkArgument(nameArgument, name, { name: 'name' });
  checkArgument(functionArgument, handler, { name: 'handler' });
  checkArgument(subscribeOptions, options, { name: 'options' });
  const { types, from, concurrency = defaultConcurrency, retry } = options;
  return present({
    name,
    handler,
    concurrency,
    retry: { ...defaultRetry, ...present({ ...retry }) },
    types: types && [...new Set(types)],
    from: from && new Date(from),
  });
}

/** What waits for subscriptions, and what is done about events that keep failing. Of all sites, whichever process hands them out. */
export class Subscriptions {
  readonly #engine: Engine;
  readonly #subscribers: Subscribers;

  constructor(engine: Engine, subscribers: Subscribers) {
    this.#engine = engine;
    this.#subscribers = subscribers;
  }

  /** All that there are, also those that nobody has subscribed to any more: their events gather until they are deleted. */
  async list(): Promise<readonly SubscriptionState[]> {
    const all = await this.#engine.storage.subscriptions.list(this.#engine.timed());
    return all.filter(({ name }) => nameArgument.safeParse(name).success).map(stateOf);
  }

  /** A page of what is parked; empty where there is no such subscription. @throws MessagingError `invalid_argument`, `invalid_cursor` */
  async parked(name: string, options: ParkedOptions = {}): Promise<ParkedPage> {
    checkArgument(nameArgument, name, { name: 'name' });
    checkArgument(pageOptions, options, { name: 'options' });
    const limit = checkLimit(options.limit, 50, 100);
    const list = `parked\n${name}`;
    const after = decodeCursor(list, options.cursor);
    const found = await this.#engine.storage.subscriptions.parked(
      name,
      present({ limit: limit + 1, after: after && { at: after.at, id: after.key } }),
    );
    const placeOf = ({ parkedAt, id }: Parked) => ({ at: parkedAt, key: id });
    const page = pageOf(found, { list, limit, placeOf });
    return { ...page, items: page.items.map(parkedOf) };
  }

  /**
   * Hands an event out again at once, or all that are parked or failed, with the waits of a first time; also ends the slowing down. Answers how many.
   * @throws MessagingError `invalid_argument`
   */
  async retry(name: string, eventId?: string): Promise<number> {
    checkArgument(nameArgument, name, { name: 'name' });
    checkArgument(idArgument.optional(), eventId, { name: 'eventId' });
    const { storage, timed } = this.#engine;
    const ids = eventId === undefined ? {} : { ids: [eventId] };
    return storage.subscriptions.retry(name, { ...timed(), ...ids });
  }

  /** Removes an event that need not be handled: the later ones of its message go on. `false` where it is not there. @throws MessagingError `invalid_argument` */
  async skip(name: string, eventId: string): Promise<boolean> {
    checkArgument(nameArgument, name, { name: 'name' });
    checkArgument(idArgument, eventId, { name: 'eventId' });
    return this.#engine.storage.subscriptions.skip(name, eventId, this.#engine.timed());
  }

  /**
   * Removes a subscription with all that waits for it; `false` where there is none. Subscribed to again, it begins anew.
   * @throws MessagingError `invalid_argument`; `conflict` while this process is subscribed to it
   */
  async delete(name: string): Promise<boolean> {
    checkArgument(nameArgument, name, { name: 'name' });
    if (this.#subscribers.has(name))
      throw new MessagingError('conflict', `This process is subscribed as "${name}": end that first.`);
    return this.#engine.storage.subscriptions.delete(name);
  }
}

function stateOf({ site: _, ...state }: InboxState): SubscriptionState {
  return state;
}

function parkedOf(parked: Parked): ParkedEvent {
  const { failures, parkedAt, failedAt = parkedAt, reason = 'Error' } = parked;
  return { ...recordedEvent(parked), attempts: failures, failedAt, parkedAt, reason };
}
