import type { HttpRoutes } from 'postern/testing';
import { z } from 'zod';
import { bodyOf, notFound, Refusal } from './stand-in-refusal.ts';

/** What can be asked for; what comes is spelled otherwise. */
const events = [
  'sent',
  'request',
  'delivered',
  'hardBounce',
  'softBounce',
  'blocked',
  'spam',
  'invalid',
  'deferred',
  'click',
  'opened',
  'uniqueOpened',
  'unsubscribed',
  'reply',
] as const;

const changed = z.object({
  url: z.url().exactOptional(),
  description: z.string().exactOptional(),
  events: z.array(z.enum(events)).min(1).exactOptional(),
  auth: z.object({ type: z.literal('bearer'), token: z.string().min(1) }).exactOptional(),
  headers: z.array(z.object({ key: z.string().min(1), value: z.string() })).exactOptional(),
  batched: z.boolean().exactOptional(),
});
const created = changed.extend({
  url: z.url(),
  events: z.array(z.enum(events)).min(1),
  type: z.enum(['transactional', 'marketing', 'inbound']).default('transactional'),
  channel: z.enum(['email', 'sms']).default('email'),
});

/** A webhook that was registered. */
export interface StandInWebhook extends z.infer<typeof created> {
  readonly id: number;
  readonly createdAt: string;
  readonly modifiedAt: string;
}

/** An account has so many at most. */
const maxWebhooks = 40;

/** The account's webhooks. */
export class StandInWebhooks {
  readonly #webhooks = new Map<number, StandInWebhook>();
  readonly #clock: () => Date;
  #lastId = 0;

  constructor(clock: () => Date) {
    this.#clock = clock;
  }

  get all(): readonly StandInWebhook[] {
    return [...this.#webhooks.values()];
  }

  get routes(): HttpRoutes {
    return {
      'GET /v3/webhooks': ({ query }) => {
        const type = query.get('type') ?? 'transactional';
        return { status: 200, body: { webhooks: this.all.filter((one) => one.type === type) } };
      },
      'POST /v3/webhooks': (call) => {
        const webhook = bodyOf(created, call);
        if (this.all.length >= maxWebhooks) {
          throw new Refusal(400, 'invalid_parameter', 'You have reached the limit of webhooks');
        }
        this.#lastId += 1;
        const now = this.#clock().toISOString();
        const description = webhook.description ?? '';
        this.#webhooks.set(this.#lastId, {
          ...webhook,
          description,
          id: this.#lastId,
          createdAt: now,
          modifiedAt: now,
        });
        return { status: 201, body: { id: this.#lastId } };
      },
      'GET /v3/webhooks/:id': (call) => ({ status: 200, body: this.#find(call.parameters.id) }),
      'PUT /v3/webhooks/:id': (call) => {
        const webhook = this.#find(call.parameters.id);
        const modifiedAt = this.#clock().toISOString();
        this.#webhooks.set(webhook.id, { ...webhook, ...bodyOf(changed, call), modifiedAt });
        return { status: 204 };
      },
      'DELETE /v3/webhooks/:id': (call) => {
        this.#webhooks.delete(this.#find(call.parameters.id).id);
        return { status: 204 };
      },
    };
  }

  #find(id: string | undefined): StandInWebhook {
    const webhook = this.#webhooks.get(Number(id));
    if (!webhook) throw notFound('Webhook');
    return webhook;
  }
}
