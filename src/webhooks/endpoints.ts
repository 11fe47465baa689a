import { isDeepStrictEqual } from 'node:util';
import { everyWebhook } from '../delivery/every-webhook.ts';
import { MessagingError } from '../errors.ts';
import type {
  StoredWebhook,
  WebhookDisabledReason,
  WebhookKey,
  WebhookRecord,
} from '../interfaces/storage/webhooks.ts';
import { present } from '../model/present.ts';
import type { MessageEventType } from '../model/status.ts';
import { inboxOf } from '../model/webhook-inbox.ts';
import type { Engine } from '../wiring.ts';
import { secretsOf } from './endpoint-secrets.ts';
import type { KnownInCode, WebhookSettings } from './settings.ts';

/** Between two looks somebody else may have changed one; more often nobody does. */
const maxLooks = 5;

/** The webhooks there are: those that people made, and those of the configuration, of which the storage knows how they fare. */
export class Endpoints {
  readonly #engine: Engine;
  readonly #inCode: ReadonlyMap<string, KnownInCode>;
  readonly #stored = new Map<string, Promise<void>>();

  constructor(engine: Engine, { inCode }: WebhookSettings) {
    this.#engine = engine;
    this.#inCode = new Map(inCode.map((one) => [inboxOf(one), one]));
  }

  /** Whether this process knows its secret and may post to it. */
  isUsable(webhook: WebhookRecord): boolean {
    return webhook.inCode !== true || this.#inCode.has(inboxOf(webhook));
  }

  async find(key: WebhookKey): Promise<StoredWebhook | undefined> {
    await this.storeInCode();
    const found = await this.#engine.storage.webhooks.find(key);
    return found && this.#asInCode(found);
  }

  async list(site: string): Promise<readonly StoredWebhook[]> {
    await this.storeInCode();
    const all = await this.#engine.storage.webhooks.list(site);
    return all.map((one) => this.#asInCode(one));
  }

  /** Those of all sites. */
  async all(): Promise<readonly StoredWebhook[]> {
    await this.storeInCode();
    const all = await everyWebhook(this.#engine);
    return all.map((one) => this.#asInCode(one));
  }

  /** Those that sign, the present one first. */
  async secretsOf(webhook: WebhookRecord): Promise<readonly string[]> {
    const inCode = this.#inCode.get(inboxOf(webhook));
    return inCode ? inCode.secrets : (await secretsOf(this.#engine, webhook)).secrets;
  }

  /**
   * Changes one as it is stored; `change` answers `undefined` where nothing is to be changed.
   * @throws MessagingError `webhook_not_found`, `conflict`, and what `change` throws
   */
  async change(
    key: WebhookKey,
    change: (webhook: StoredWebhook) => WebhookRecord | undefined,
  ): Promise<StoredWebhook> {
    for (let look = 0; look < maxLooks; look += 1) {
      const webhook = await this.find(key);
      if (!webhook) throw webhookNotFound();
      const next = change(webhook);
      if (!next) return webhook;
      const { revision } = webhook;
      if (await this.#engine.storage.webhooks.save(withoutRevision(next), revision))
        return { ...next, revision: revision + 1 };
    }
    throw new MessagingError('conflict', 'This webhook is being changed by others: look at it again.');
  }

  /** Nothing is posted to it from now on. What it was told of waits. `undefined` where it was disabled before, or is gone. */
  async disable(
    key: WebhookKey,
    reason: WebhookDisabledReason,
    by?: string,
  ): Promise<StoredWebhook | undefined> {
    const { events, now } = this.#engine;
    let changed = false;
    const disabled = present({ at: now(), reason, by });
    const webhook = await this.change(key, (before) => {
      changed = before.disabled === undefined;
      return changed ? { ...before, disabled } : undefined;
    });
    if (!changed) return undefined;
    events.emit('webhook.disabled', { webhook: withoutRevision(webhook) });
    return webhook;
  }

  /** Makes one's inbox, or tells it of other types. What is recorded from then on is put there. */
  async open(webhook: WebhookRecord): Promise<void> {
    const { storage, timed } = this.#engine;
    const { site } = webhook;
    const types = webhook.types as readonly MessageEventType[] | undefined;
    await storage.subscriptions.open(present({ name: inboxOf(webhook), site, types }), timed());
  }

  /** Makes those of the configuration known, once in this process: from then on their events wait for them. */
  async storeInCode(): Promise<void> {
    for (const [name, inCode] of this.#inCode) {
      const known = this.#stored.get(name);
      const storing = known ?? this.#storeOne(inCode);
      this.#stored.set(name, storing);
      // A storage that is away is asked again by the next call.
      if (!known) storing.catch(() => this.#stored.delete(name));
      await storing;
    }
  }

  async #storeOne(inCode: KnownInCode): Promise<void> {
    const { storage, now } = this.#engine;
    const before = await storage.webhooks.find(inCode);
    const { secrets: _secrets, ...given } = inCode;
    const webhook = present({
      ...given,
      inCode: true as const,
      createdAt: before?.createdAt ?? now(),
      disabled: before?.disabled,
    });
    // Where another process stores it at the same time, it stores the same.
    if (!before || !isDeepStrictEqual(withoutRevision(before), webhook))
      await storage.webhooks.save(webhook, before?.revision ?? 0);
    await this.open(webhook);
  }

  /** This process's own configuration says what it is; processes of another release may say something else. */
  #asInCode(stored: StoredWebhook): StoredWebhook {
    const inCode = this.#inCode.get(inboxOf(stored));
    if (!inCode) return stored;
    const { site, id, createdAt, disabled, revision } = stored;
    const { url, types, description } = inCode;
    return present({
      site,
      id,
      url,
      types,
      description,
      createdAt,
      disabled,
      revision,
      inCode: true as const,
    });
  }
}

export function withoutRevision(webhook: WebhookRecord & { readonly revision?: number }): WebhookRecord {
  const { revision: _revision, ...record } = webhook;
  return record;
}

export function webhookNotFound(): MessagingError {
  return new MessagingError('webhook_not_found', 'This site has no webhook with this id.');
}
