import { createHmac, randomBytes } from 'node:crypto';
import type { HttpRoutes } from 'postern/testing';
import type { StandInDomains } from './stand-in-domains.ts';
import { fieldOf, fieldsOf, formOf, Refusal } from './stand-in-refusal.ts';

const types = [
  ...['accepted', 'clicked', 'opened', 'unsubscribed'],
  ...['delivered', 'permanent_fail', 'temporary_fail', 'complained'],
];
/** Of one type. */
const maxUrls = 3;

interface AccountWebhook {
  readonly webhook_id: string;
  readonly url: string;
  readonly description: string;
  readonly event_types: readonly string[];
  readonly created_at: string;
}

/** Webhooks of domains, and of the account. */
export class StandInWebhooks {
  /** By domain, then by type. */
  readonly #ofDomains = new Map<string, Map<string, Set<string>>>();
  readonly #ofAccount = new Map<string, AccountWebhook>();
  readonly #domains: StandInDomains;
  readonly #clock: () => Date;
  #lastId = 0;

  constructor(domains: StandInDomains, clock: () => Date) {
    this.#domains = domains;
    this.#clock = clock;
  }

  /** Where an event of this type is posted to: each URL once. */
  urlsFor(domain: string, type: string): readonly string[] {
    const own = this.#ofDomains.get(domain)?.get(type) ?? [];
    const all = [...this.#ofAccount.values()].filter(({ event_types }) => event_types.includes(type));
    return [...new Set([...own, ...all.map(({ url }) => url)])];
  }

  /** The webhooks of the account. */
  get ofAccount(): readonly AccountWebhook[] {
    return [...this.#ofAccount.values()];
  }

  get routes(): HttpRoutes {
    return {
      'GET /v3/domains/:name/webhooks': ({ parameters }) => this.#list(parameters.name),
      'POST /v3/domains/:name/webhooks': async (call) => {
        const form = await formOf(call);
        const type = typeIn(fieldOf(form, 'id'));
        for (const url of fieldsOf(form, 'url')) this.#add(call.parameters.name, type, url);
        return this.#one(call.parameters.name, type, 'Webhook has been created');
      },
      'GET /v3/domains/:name/webhooks/:type': ({ parameters }) =>
        this.#one(parameters.name, typeIn(parameters.type), ''),
      'DELETE /v3/domains/:name/webhooks/:type': ({ parameters }) => {
        const type = typeIn(parameters.type);
        const answer = this.#one(parameters.name, type, 'Webhook has been deleted');
        this.#of(parameters.name).delete(type);
        return answer;
      },
      'POST /v4/domains/:name/webhooks': async (call) => {
        const form = await formOf(call);
        const url = fieldOf(form, 'url');
        for (const type of fieldsOf(form, 'event_types')) this.#add(call.parameters.name, typeIn(type), url);
        return this.#list(call.parameters.name);
      },
      'PUT /v4/domains/:name/webhooks': async (call) => {
        const form = await formOf(call);
        const url = fieldOf(form, 'url');
        for (const urls of this.#of(call.parameters.name).values()) urls.delete(url);
        for (const type of fieldsOf(form, 'event_types')) this.#add(call.parameters.name, typeIn(type), url);
        return this.#list(call.parameters.name);
      },
      'GET /v1/webhooks': () => ({ status: 200, body: { webhooks: this.ofAccount } }),
      'POST /v1/webhooks': async (call) => {
        this.#lastId += 1;
        const webhook_id = `wh_${this.#lastId}`;
        this.#ofAccount.set(webhook_id, this.#accountWebhook(webhook_id, await formOf(call)));
        return { status: 200, body: { webhook_id } };
      },
      'PUT /v1/webhooks/:id': async (call) => {
        const { id = '' } = call.parameters;
        if (!this.#ofAccount.has(id)) throw new Refusal(404, 'Webhook not found');
        this.#ofAccount.set(id, this.#accountWebhook(id, await formOf(call)));
        return { status: 204 };
      },
    };
  }

  #accountWebhook(webhook_id: string, form: FormData): AccountWebhook {
    const event_types = fieldsOf(form, 'event_types').map(typeIn);
    if (event_types.length === 0) throw new Refusal(400, 'event_types is required');
    const [description = ''] = fieldsOf(form, 'description');
    const created_at = this.#clock().toISOString();
    return { webhook_id, url: fieldOf(form, 'url'), description, event_types, created_at };
  }

  #of(name = ''): Map<string, Set<string>> {
    const domain = this.#domains.find(name).name;
    const known = this.#ofDomains.get(domain) ?? new Map<string, Set<string>>();
    this.#ofDomains.set(domain, known);
    return known;
  }

  #add(name: string | undefined, type: string, url: string): void {
    const webhooks = this.#of(name);
    const urls = webhooks.get(type) ?? new Set();
    if (urls.size >= maxUrls || urls.has(url)) throw new Refusal(400, 'Webhook already exists');
    webhooks.set(type, urls.add(url));
  }

  #one(name: string | undefined, type: string, message: string) {
    const urls = [...(this.#of(name).get(type) ?? [])];
    return { status: 200, body: { message, webhook: { urls } } };
  }

  #list(name: string | undefined) {
    const known = this.#of(name);
    const webhooks = Object.fromEntries(
      types.map((type) => {
        const urls = [...(known.get(type) ?? [])];
        return [type, urls.length > 0 ? { urls } : null];
      }),
    );
    return { status: 200, body: { webhooks } };
  }
}

function typeIn(type = ''): string {
  if (!types.includes(type)) throw new Refusal(400, `Invalid webhook type: ${type}`);
  return type;
}

/** As Mailgun signs what it posts: a time and a token, not the event. */
export function signatureBy(key: string, at: Date): object {
  const timestamp = `${Math.floor(at.getTime() / 1000)}`;
  const token = randomBytes(25).toString('hex');
  const signature = createHmac('sha256', key).update(timestamp).update(token).digest('hex');
  return { timestamp, token, signature };
}
