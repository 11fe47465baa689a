import type { HttpCall, HttpPost, HttpRoutes } from 'postern/testing';
import { z } from 'zod';
import { bodyOf, Refusal } from './stand-in-refusal.ts';

const trigger = z.object({ Enabled: z.boolean() }).default({ Enabled: false });
const withContent = z
  .object({ Enabled: z.boolean(), IncludeContent: z.boolean().default(false) })
  .default({ Enabled: false, IncludeContent: false });
const triggers = z.object({
  Open: z
    .object({ Enabled: z.boolean(), PostFirstOpenOnly: z.boolean().default(false) })
    .default({ Enabled: false, PostFirstOpenOnly: false }),
  Click: trigger,
  Delivery: trigger,
  Bounce: withContent,
  SpamComplaint: withContent,
  SubscriptionChange: trigger,
});
const auth = z.object({ Username: z.string(), Password: z.string() });
const headers = z.array(z.object({ Name: z.string().min(1), Value: z.string() }));
const changed = z.object({
  Url: z.url().exactOptional(),
  HttpAuth: auth.exactOptional(),
  HttpHeaders: headers.exactOptional(),
  Triggers: triggers.exactOptional(),
});
const created = z.object({
  Url: z.url(),
  MessageStream: z.string().default('outbound'),
  HttpAuth: auth.exactOptional(),
  HttpHeaders: headers.default([]),
  Triggers: triggers.prefault({}),
});

/** A webhook that was registered. */
export interface StandInWebhook extends z.infer<typeof created> {
  readonly ID: number;
}

/** A server has so many at most. */
const maxWebhooks = 10;

/** The webhooks of one server. */
export class StandInWebhooks {
  readonly #webhooks = new Map<number, StandInWebhook>();
  #lastId = 0;

  get all(): readonly StandInWebhook[] {
    return [...this.#webhooks.values()];
  }

  get routes(): HttpRoutes {
    return {
      'GET /webhooks': ({ query }) => {
        const stream = query.get('MessageStream');
        const Webhooks = this.all.filter((one) => stream === null || one.MessageStream === stream);
        return { status: 200, body: { Webhooks } };
      },
      'POST /webhooks': (call) => {
        const webhook = bodyOf(created, call, 606);
        if (this.all.length >= maxWebhooks) throw new Refusal(606, 'A server has ten webhooks at most.');
        this.#lastId += 1;
        return this.#set({ ...webhook, ID: this.#lastId });
      },
      'GET /webhooks/:id': (call) => ({ status: 200, body: this.#find(call) }),
      'PUT /webhooks/:id': (call) => this.#set({ ...this.#find(call), ...bodyOf(changed, call, 606) }),
      'DELETE /webhooks/:id': (call) => {
        const { ID } = this.#find(call);
        this.#webhooks.delete(ID);
        return { status: 200, body: { ErrorCode: 0, Message: `Webhook ${ID} removed.` } };
      },
    };
  }

  #find({ parameters }: HttpCall): StandInWebhook {
    const webhook = this.#webhooks.get(Number(parameters.id));
    if (!webhook) throw new Refusal(606, 'This webhook was not found.');
    return webhook;
  }

  #set(webhook: StandInWebhook) {
    this.#webhooks.set(webhook.ID, webhook);
    return { status: 200, body: webhook };
  }
}

/** How a webhook is asked; credentials of the URL go as Basic authentication too. */
export function requestTo({ Url, HttpAuth, HttpHeaders }: StandInWebhook): Omit<HttpPost, 'body'> {
  const target = new URL(Url);
  const [user, password] = HttpAuth
    ? [HttpAuth.Username, HttpAuth.Password]
    : [decodeURIComponent(target.username), decodeURIComponent(target.password)];
  target.username = '';
  target.password = '';
  const login = Buffer.from(`${user}:${password}`).toString('base64');
  return {
    url: target.href,
    headers: {
      'Content-Type': 'application/json',
      'User-Agent': 'Postmark-Stand-In',
      ...(user === '' && password === '' ? {} : { Authorization: `Basic ${login}` }),
      ...Object.fromEntries(HttpHeaders.map(({ Name, Value }) => [Name, Value])),
    },
  };
}
