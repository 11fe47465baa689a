import { randomUUID } from 'node:crypto';
import type { HttpRoutes } from 'postern/testing';
import { z } from 'zod';
import { bodyOf, Refusal } from './stand-in-refusal.ts';

/** What a webhook may be told, by the names of its settings. */
const told = [
  ...(['processed', 'delivered', 'deferred', 'bounce', 'dropped', 'spam_report'] as const),
  ...(['unsubscribe', 'group_unsubscribe', 'group_resubscribe', 'open', 'click'] as const),
];
const choices = Object.fromEntries(told.map((name) => [name, z.boolean()])) as Record<
  (typeof told)[number],
  z.ZodBoolean
>;
const settings = z.object({ enabled: z.boolean(), url: z.url({ protocol: /^https?$/ }), ...choices });

/** An event webhook of the account, by SendGrid's own names. */
export interface StandInWebhook extends z.infer<typeof settings> {
  readonly id: string;
  /** Its events are signed. */
  readonly signed: boolean;
}

const toggle = z.object({ enabled: z.boolean() });
const root = '/v3/user/webhooks/event/settings';

/** The account's event webhooks, the oldest first. */
export class StandInWebhooks {
  readonly #webhooks = new Map<string, StandInWebhook>();
  readonly #publicKey: string;
  readonly #max: number;

  constructor(publicKey: string, max: number) {
    this.#publicKey = publicKey;
    this.#max = max;
  }

  get all(): readonly StandInWebhook[] {
    return [...this.#webhooks.values()];
  }

  /** Without an id a call is about the oldest. */
  get routes(): HttpRoutes {
    return {
      [`GET ${root}/all`]: () => ({
        status: 200,
        body: { max_allowed: this.#max, webhooks: this.all.length === 0 ? [{}] : this.all.map(shown) },
      }),
      [`POST ${root}`]: (call) => {
        const made = this.#put(randomUUID(), bodyOf(settings, call));
        return { status: 201, body: shown(made) };
      },
      [`GET ${root}`]: () => ({ status: 200, body: this.all[0] ? shown(this.all[0]) : none }),
      [`PATCH ${root}`]: (call) => {
        const id = this.all[0]?.id ?? randomUUID();
        return { status: 200, body: shown(this.#put(id, bodyOf(settings, call))) };
      },
      [`PATCH ${root}/signed`]: (call) => this.#sign(this.all[0]?.id, bodyOf(toggle, call).enabled),
      [`PATCH ${root}/signed/:id`]: (call) => this.#sign(call.parameters.id, bodyOf(toggle, call).enabled),
      [`GET ${root}/:id`]: ({ parameters }) => ({ status: 200, body: shown(this.#find(parameters.id)) }),
      [`PATCH ${root}/:id`]: (call) => {
        const { id } = this.#find(call.parameters.id);
        return { status: 200, body: shown(this.#put(id, bodyOf(settings, call))) };
      },
      [`DELETE ${root}/:id`]: ({ parameters }) => {
        this.#webhooks.delete(this.#find(parameters.id).id);
        return { status: 204 };
      },
    };
  }

  #find(id: string | undefined): StandInWebhook {
    const webhook = this.#webhooks.get(id ?? '');
    if (!webhook) throw new Refusal(404, 'Invalid id provided.');
    return webhook;
  }

  #put(id: string, body: z.infer<typeof settings>): StandInWebhook {
    if (this.all.some((other) => other.id !== id && other.url === body.url))
      throw new Refusal(400, 'A webhook at this URL exists already.');
    const known = this.#webhooks.get(id);
    if (!known && this.all.length >= this.#max)
      throw new Refusal(
        400,
        'You have reached the maximum number of webhooks per your current billing plan.',
      );
    const webhook = { ...body, id, signed: known?.signed ?? false };
    this.#webhooks.set(id, webhook);
    return webhook;
  }

  #sign(id: string | undefined, signed: boolean) {
    const webhook = this.#find(id);
    this.#webhooks.set(webhook.id, { ...webhook, signed });
    return { status: 200, body: { id: webhook.id, public_key: signed ? this.#publicKey : '' } };
  }
}

/** An account without a webhook shows one that tells nothing, to nobody. */
const none = { enabled: false, url: '', ...Object.fromEntries(told.map((name) => [name, false])) };

function shown({ signed: _, ...webhook }: StandInWebhook): object {
  return webhook;
}
