import type { WebhookDelivery, WebhookRecord } from '../interfaces/storage/webhooks.ts';
import { createId } from '../model/ids.ts';
import { present } from '../model/present.ts';
import type { Engine } from '../wiring.ts';
import type { Endpoints } from './endpoints.ts';
import { Poster } from './post.ts';
import type { WebhookSettings } from './settings.ts';
import { signedHeaders } from './sign.ts';

/** What is posted, and which time it is. */
export interface Posting {
  /** The event's; the same in each attempt. */
  readonly eventId: string;
  readonly type: string;
  readonly body: string;
  /** From 1. */
  readonly attempt: number;
  readonly signal: AbortSignal;
}

/** What is kept of what was posted, for each webhook. */
export const logKept = { forMs: 30 * 86_400_000, atMost: 1_000 } as const;
/** So many posts later what is too many or too old goes. */
const trimEvery = 100;

/** Posts to webhooks, signed, and writes down how each post ended. */
export class WebhookDeliveries {
  readonly #engine: Engine;
  readonly #endpoints: Endpoints;
  readonly #poster: Poster;
  /** How many were logged since the log was trimmed. */
  readonly #logged = new Map<string, number>();

  constructor(engine: Engine, endpoints: Endpoints, settings: WebhookSettings) {
    this.#engine = engine;
    this.#endpoints = endpoints;
    this.#poster = new Poster(settings);
  }

  async post(webhook: WebhookRecord, { body, signal, ...posting }: Posting): Promise<WebhookDelivery> {
    const { now } = this.#engine;
    const secrets = await this.#endpoints.secretsOf(webhook);
    const headers = await signedHeaders({ id: posting.eventId, at: now(), body, secrets });
    const ended = await this.#poster.post({ url: new URL(webhook.url), headers, body, signal });
    const at = now();
    const delivery = present({ id: createId('dlv', at), at, ...posting, ...ended });
    // What a stop cut off is told of by the next attempt.
    if (!signal.aborted) await this.#log(webhook, delivery);
    return delivery;
  }

  /** Lets go of the connections that are kept. */
  close(): void {
    this.#poster.close();
  }

  /** A post that was taken stays so where it cannot be written down. */
  async #log(webhook: WebhookRecord, delivery: WebhookDelivery): Promise<void> {
    const { site, id } = webhook;
    const { storage, events } = this.#engine;
    try {
      await storage.webhooks.log({ site, id }, delivery);
      const name = JSON.stringify([site, id]);
      const logged = this.#logged.get(name) ?? 0;
      this.#logged.set(name, (logged + 1) % trimEvery);
      // Also the first of a process: its endpoint may have had none for long.
      if (logged > 0) return;
      const before = new Date(delivery.at.getTime() - logKept.forMs);
      await storage.webhooks.trim({ site, id, before, keep: logKept.atMost });
    } catch (error) {
      events.fault(error, 'writing down what was posted to a webhook');
    }
  }
}
