import {
  present,
  type StoredWebhook,
  type WebhookDelivery,
  type WebhookKey,
  type WebhookStore,
} from 'postern/adapter';

interface Kept {
  webhook: StoredWebhook;
  /** Newest first. */
  deliveries: WebhookDelivery[];
}

export class MemoryWebhooks implements WebhookStore {
  readonly #kept = new Map<string, Kept>();

  async find(key: WebhookKey): Promise<StoredWebhook | undefined> {
    return structuredClone(this.#kept.get(nameOf(key))?.webhook);
  }

  async list(site: string): Promise<readonly StoredWebhook[]> {
    const found = this.#webhooks().filter((one) => one.site === site);
    return structuredClone(
      found.sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime() || inBytes(a.id, b.id)),
    );
  }

  async all({
    after,
    disabled,
    limit,
  }: Parameters<WebhookStore['all']>[0]): Promise<readonly StoredWebhook[]> {
    const wanted = this.#webhooks().filter((one) => !disabled || one.disabled);
    const following = wanted.sort(byKey).filter((one) => !after || byKey(one, after) > 0);
    return structuredClone(following.slice(0, limit));
  }

  async save(...[webhook, revision]: Parameters<WebhookStore['save']>): Promise<boolean> {
    const kept = this.#kept.get(nameOf(webhook));
    if ((kept?.webhook.revision ?? 0) !== revision) return false;
    const { createdBy: _by, ...given } = structuredClone(webhook);
    const { createdAt, createdBy } = kept?.webhook ?? structuredClone(webhook);
    const next = { ...given, createdAt, ...present({ createdBy }), revision: revision + 1 };
    this.#kept.set(nameOf(webhook), { webhook: next, deliveries: kept?.deliveries ?? [] });
    return true;
  }

  async delete(key: WebhookKey): Promise<boolean> {
    return this.#kept.delete(nameOf(key));
  }

  async log(key: WebhookKey, delivery: WebhookDelivery): Promise<void> {
    const deliveries = this.#kept.get(nameOf(key))?.deliveries;
    if (!deliveries) return;
    const place = deliveries.findIndex((one) => isBefore(one, delivery));
    deliveries.splice(place < 0 ? deliveries.length : place, 0, structuredClone(delivery));
  }

  async deliveries({
    before,
    since,
    taken,
    limit,
    ...key
  }: Parameters<WebhookStore['deliveries']>[0]): Promise<readonly WebhookDelivery[]> {
    const all = this.#kept.get(nameOf(key))?.deliveries ?? [];
    const wanted = all.filter(
      (one) => (!before || isBefore(one, before)) && (!since || one.at >= since) && !(taken && one.failure),
    );
    return structuredClone(wanted.slice(0, limit));
  }

  async trim({ before, keep, ...key }: Parameters<WebhookStore['trim']>[0]): Promise<void> {
    const kept = this.#kept.get(nameOf(key));
    if (kept) kept.deliveries = kept.deliveries.slice(0, keep).filter(({ at }) => at >= before);
  }

  #webhooks(): StoredWebhook[] {
    return [...this.#kept.values()].map(({ webhook }) => webhook);
  }
}

type Place = Pick<WebhookDelivery, 'at' | 'id'>;

function isBefore(one: Place, other: Place): boolean {
  return (one.at.getTime() - other.at.getTime() || inBytes(one.id, other.id)) < 0;
}

function byKey(one: WebhookKey, other: WebhookKey): number {
  return inBytes(one.site, other.site) || inBytes(one.id, other.id);
}

function inBytes(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}

function nameOf({ site, id }: WebhookKey): string {
  return JSON.stringify([site, id]);
}
