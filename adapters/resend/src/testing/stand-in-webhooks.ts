import { randomBytes, randomUUID } from 'node:crypto';
import type { HttpAnswer, HttpRoutes } from 'postern/testing';
import { z } from 'zod';
import { bodyOf, notFound } from './stand-in-refusal.ts';

const names = z.array(z.string().min(1)).min(1);
const created = z.object({ endpoint: z.url(), events: names });
const changed = z.object({
  endpoint: z.url().exactOptional(),
  events: names.exactOptional(),
  status: z.enum(['enabled', 'disabled']).exactOptional(),
});

/** A webhook of the account. */
export interface StandInWebhook extends z.infer<typeof created> {
  readonly id: string;
  readonly status: 'enabled' | 'disabled';
  readonly created_at: string;
  readonly signing_secret: string;
}

/** The account's webhooks. */
export class StandInWebhooks {
  readonly #webhooks = new Map<string, StandInWebhook>();
  readonly #clock: () => Date;
  readonly #secret: string;

  /** `secret` is that of the first. */
  constructor(secret: string, clock: () => Date) {
    this.#secret = secret;
    this.#clock = clock;
  }

  get all(): readonly StandInWebhook[] {
    return [...this.#webhooks.values()];
  }

  get routes(): HttpRoutes {
    return {
      'POST /webhooks': (call) => {
        const body = bodyOf(created, call);
        const id = randomUUID();
        const signing_secret = this.#webhooks.size === 0 ? this.#secret : newSecret();
        const created_at = this.#clock().toISOString();
        this.#webhooks.set(id, { ...body, id, status: 'enabled', created_at, signing_secret });
        return { status: 201, body: { object: 'webhook', id, signing_secret } };
      },
      'GET /webhooks': () => {
        const data = this.all.map(({ signing_secret: _secret, ...webhook }) => webhook);
        return { status: 200, body: { object: 'list', has_more: false, data } };
      },
      'GET /webhooks/:id': ({ parameters }) =>
        this.#with(parameters.id, (webhook) => ({ status: 200, body: { object: 'webhook', ...webhook } })),
      'PATCH /webhooks/:id': (call) =>
        this.#with(call.parameters.id, (webhook) => {
          const body = bodyOf(changed, call);
          this.#webhooks.set(webhook.id, { ...webhook, ...body });
          return { status: 200, body: { object: 'webhook', id: webhook.id } };
        }),
      'DELETE /webhooks/:id': ({ parameters }) =>
        this.#with(parameters.id, ({ id }) => {
          this.#webhooks.delete(id);
          return { status: 200, body: { object: 'webhook', id, deleted: true } };
        }),
    };
  }

  #with(id = '', answer: (webhook: StandInWebhook) => HttpAnswer): HttpAnswer {
    const webhook = this.#webhooks.get(id);
    return webhook ? answer(webhook) : notFound;
  }
}

export function newSecret(): string {
  return `whsec_${randomBytes(24).toString('base64')}`;
}
