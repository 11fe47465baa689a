import type { WebhookDelivery, WebhookFailure, WebhookRecord } from '../interfaces/storage/webhooks.ts';
import { present } from '../model/present.ts';
import type { MessageEventType } from '../model/status.ts';
import { inboxOf } from '../model/webhook-inbox.ts';
import type { RecordedEvent, SubscriptionRetry } from '../subscriptions/subscriber.ts';
import type { Subscribers } from '../subscriptions/subscribers.ts';
import type { Engine } from '../wiring.ts';
import { type Posting, WebhookDeliveries } from './delivery.ts';
import { Endpoints } from './endpoints.ts';
import { payloadOf, typeOf } from './payload.ts';
import type { WebhookSettings } from './settings.ts';

/** 5 s, 20 s, 80 s, 5 min, 21 min, 85 min, and then each 5 h, of each half by chance: 19 times in three days or so. */
const retry: SubscriptionRetry = {
  firstDelayMs: 5_000,
  factor: 4,
  maxDelayMs: 18_000_000,
  giveUpAfterMs: 259_200_000,
};
/** Messages whose events are posted to one webhook at once. */
const concurrency = 5;

/** Lets an event come again: the webhook did not take it. Its name is what the inbox keeps as the reason. */
class NotTaken extends Error {
  constructor(failure: WebhookFailure | 'disabled') {
    super('The webhook did not take it.');
    this.name = failure;
  }
}

interface Open {
  /** Its types, as they were when it was subscribed to. */
  readonly types: string;
  readonly close: () => Promise<void>;
}

/** Empties the inboxes of webhooks, in processes that deliver: each webhook is subscribed to as long as it may be posted to. */
export class WebhookDispatch {
  readonly endpoints: Endpoints;
  readonly #engine: Engine;
  readonly #subscribers: Subscribers;
  readonly #deliveries: WebhookDeliveries;
  /** What this process has subscribed to, by inbox. */
  readonly #open = new Map<string, Open>();
  readonly #now = new Set<AbortController>();
  #looking: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #delivers = false;

  constructor(engine: Engine, subscribers: Subscribers, settings: WebhookSettings) {
    this.#engine = engine;
    this.#subscribers = subscribers;
    this.endpoints = new Endpoints(engine, settings);
    this.#deliveries = new WebhookDeliveries(engine, this.endpoints, settings);
  }

  /** Begins to look which webhooks there are, now and then: they are made and changed by any process. */
  async start(): Promise<void> {
    this.#delivers = true;
    await this.look();
    this.#lookLater();
  }

  /** Ends it; what is under way ends with the subscriptions. */
  async stop(): Promise<void> {
    this.#delivers = false;
    clearTimeout(this.#timer);
    for (const ending of this.#now) ending.abort();
    await this.#looking?.catch(() => undefined);
    await Promise.all([...this.#open.keys()].map((name) => this.#close(name)));
    this.#deliveries.close();
  }

  /** Something changed in this process: others learn of it with their next look. */
  changed(): void {
    if (!this.#delivers) return;
    this.look().catch((error: unknown) => this.#engine.events.fault(error, 'looking for webhooks'));
  }

  /** Subscribes to those that may be posted to, and to no others. Of calls at once the last sees what was there before it. */
  async look(): Promise<void> {
    const before = this.#looking;
    const looking = (before ?? Promise.resolve()).catch(() => undefined).then(() => this.#look());
    this.#looking = looking;
    await looking;
  }

  /** Posts something that waits in no inbox. */
  async postNow(webhook: WebhookRecord, posting: Omit<Posting, 'signal'>): Promise<WebhookDelivery> {
    const ending = new AbortController();
    this.#now.add(ending);
    try {
      return await this.#deliveries.post(webhook, { ...posting, signal: ending.signal });
    } finally {
      this.#now.delete(ending);
      if (!this.#delivers) this.#deliveries.close();
    }
  }

  async #look(): Promise<void> {
    const all = (await this.endpoints.all()).filter((one) => this.endpoints.isUsable(one));
    const known = new Map(all.map((one) => [inboxOf(one), one]));
    for (const name of this.#open.keys()) {
      const webhook = known.get(name);
      if (webhook && !webhook.disabled && typesOf(webhook) === this.#open.get(name)?.types) continue;
      await this.#close(name);
      // It may have been made anew by a process that did not know yet.
      if (!webhook) await this.#engine.storage.subscriptions.delete(name);
    }
    for (const [name, webhook] of known)
      if (!webhook.disabled && !this.#open.has(name)) this.#subscribe(name, webhook);
  }

  #subscribe(name: string, webhook: WebhookRecord): void {
    const { site, id } = webhook;
    const close = this.#subscribers.add({
      ...present({ name, site, types: webhook.types as readonly MessageEventType[] | undefined }),
      concurrency,
      retry,
      quiet: true,
      handler: (event, context) => this.#post({ site, id }, event, context),
      onGivenUp: () => this.#givenUp({ site, id }),
    });
    this.#open.set(name, { types: typesOf(webhook), close });
  }

  async #close(name: string): Promise<void> {
    const open = this.#open.get(name);
    this.#open.delete(name);
    await open?.close();
  }

  async #post(
    key: { readonly site: string; readonly id: string },
    event: RecordedEvent,
    { attempt, signal }: { readonly attempt: number; readonly signal: AbortSignal },
  ): Promise<void> {
    const webhook = await this.endpoints.find(key);
    // It is gone, or wants to be told something else by now.
    if (!webhook || !(webhook.types ?? [event.event.type]).includes(event.event.type)) return;
    if (webhook.disabled) throw new NotTaken('disabled');
    const posting = { eventId: event.id, type: typeOf(event.event), body: payloadOf(event), attempt, signal };
    const { failure, status } = await this.#deliveries.post(webhook, posting);
    if (failure === undefined) return;
    // RFC 9110: gone, and likely for ever.
    if (status === 410) await this.#disable(key, 'gone');
    throw new NotTaken(failure);
  }

  /** Where it took others meanwhile, it is that event that it does not take: which stays set aside, and posts go on. */
  async #givenUp(key: { readonly site: string; readonly id: string }): Promise<void> {
    const { storage, now } = this.#engine;
    const since = new Date(now().getTime() - retry.giveUpAfterMs);
    const taken = await storage.webhooks.deliveries({ ...key, since, taken: true, limit: 1 });
    if (taken.length === 0) await this.#disable(key, 'failing');
  }

  async #disable(
    key: { readonly site: string; readonly id: string },
    reason: 'gone' | 'failing',
  ): Promise<void> {
    if (await this.endpoints.disable(key, reason)) this.changed();
  }

  /** Lets go of connections between rounds. */
  rest(): void {
    this.#deliveries.close();
  }

  #lookLater(): void {
    const { random, delivery, events } = this.#engine;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(
      () => {
        this.look()
          .catch((error: unknown) => events.fault(error, 'looking for webhooks'))
          .finally(() => this.#delivers && this.#lookLater());
      },
      delivery.sweepEveryMs * (0.8 + 0.4 * random()),
    ).unref();
  }
}

function typesOf({ types }: WebhookRecord): string {
  return JSON.stringify(types ?? null);
}
