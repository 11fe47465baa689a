/**
 * Webhooks: URLs that are told, signed, what becomes of a site's messages. `webhooks.ts` is the folder's face: what people and code do with
 * them. `endpoints.ts` holds those that there are, made by people or in the configuration (`settings.ts`), `endpoint-secrets.ts` what each
 * signs with. Which events go where is the subscriptions' part: each endpoint has an inbox, and `dispatch.ts` empties it. A post is made of
 * `payload.ts`, `sign.ts` and `post.ts`, which goes where `address.ts` allows it; `delivery.ts` puts them together and logs.
 */
import { type Actor, actorOptions, noteChange } from '../audit.ts';
import { MessagingError } from '../errors.ts';
import type { WebhookDelivery, WebhookKey, WebhookRecord } from '../interfaces/storage/webhooks.ts';
import { checkArgument, idArgument } from '../model/arguments.ts';
import type { AuditAction } from '../model/audit.ts';
import { checkLimit, decodeCursor, pageOf, pageOptions } from '../model/cursor.ts';
import { createId } from '../model/ids.ts';
import { present } from '../model/present.ts';
import { storableText } from '../model/text.ts';
import { inboxOf } from '../model/webhook-inbox.ts';
import type { Engine } from '../wiring.ts';
import { namesPrivateAddress, urlFault } from './address.ts';
import { changesForm, inputForm } from './call-forms.ts';
import { logKept } from './delivery.ts';
import type { WebhookDispatch } from './dispatch.ts';
import { deleteSecrets, earlierSignsForMs, renewSecret } from './endpoint-secrets.ts';
import { webhookNotFound, withoutRevision } from './endpoints.ts';
import { testPayload, testType } from './payload.ts';
import { ownPrefix, type WebhookSettings } from './settings.ts';
import type {
  Webhook,
  WebhookChanges,
  WebhookCreated,
  WebhookDeliveryPage,
  WebhookInput,
  WebhookSecretRotated,
} from './webhook.ts';

/** Each event is written down once for each webhook that wants it. */
const mostInSite = 50;

/** What the sites of one `Messaging` share for their webhooks. */
export interface WebhookParts {
  readonly engine: Engine;
  readonly settings: WebhookSettings;
  readonly dispatch: WebhookDispatch;
}

/**
 * A site's webhooks: URLs that are told what becomes of its messages, at least once and in order for each message, signed by Standard
 * Webhooks. Posted by processes that are started, or call `deliverDue()`.
 */
export class Webhooks {
  readonly #parts: WebhookParts;
  readonly #site: string;

  constructor(parts: WebhookParts, site: string) {
    this.#parts = parts;
    this.#site = site;
  }

  /**
   * Makes one; it is told what is recorded from now on. A site has at most 50.
   * @throws MessagingError `invalid_argument`, `conflict` where there are 50
   */
  async create(input: WebhookInput): Promise<WebhookCreated> {
    checkArgument(inputForm, input, { name: 'input' });
    const { engine, dispatch } = this.#parts;
    await this.#checkUrl(input.url);
    const site = this.#site;
    if ((await dispatch.endpoints.list(site)).length >= mostInSite)
      throw new MessagingError('conflict', `A site has at most ${mostInSite} webhooks: delete one first.`, {
        details: { most: mostInSite },
      });
    const createdAt = engine.now();
    const webhook: WebhookRecord = present({
      site,
      id: createId(ownPrefix, createdAt),
      url: input.url,
      types: input.types && [...input.types],
      description: described(input.description),
      createdAt,
      createdBy: described(input.actor),
    });
    const secret = await renewSecret(engine, webhook);
    await engine.storage.webhooks.save(webhook, 0);
    await dispatch.endpoints.open(webhook);
    dispatch.changed();
    await this.#note('webhook.created', webhook, input.actor);
    return { webhook: await this.#stateOf(webhook), secret };
  }

  /** All of the site, those of the configuration too, by when they were made. */
  async list(): Promise<readonly Webhook[]> {
    return this.#statesOf(await this.#parts.dispatch.endpoints.list(this.#site));
  }

  /** One of the site's. @throws MessagingError `webhook_not_found` */
  async get(id: string): Promise<Webhook> {
    return this.#stateOf(await this.#find(id));
  }

  /**
   * What waits goes to the new URL; other types concern what is recorded from now on, and what waits of those it does not want any more goes
   * unsaid. @throws MessagingError `webhook_not_found`, `invalid_argument`; `unsupported` where it stands in the configuration
   */
  async update(id: string, changes: WebhookChanges): Promise<Webhook> {
    checkArgument(changesForm, changes, { name: 'changes' });
    const { url, types, description } = changes;
    if (url !== undefined) await this.#checkUrl(url);
    const { dispatch } = this.#parts;
    const webhook = await dispatch.endpoints.change(this.#key(id), (before) => {
      refuseInCode(before, 'changed');
      const { types: oldTypes, description: oldDescription, ...kept } = withoutRevision(before);
      return present({
        ...kept,
        url: url ?? before.url,
        types: types === undefined ? oldTypes : types ? [...types] : undefined,
        description: description === undefined ? oldDescription : described(description),
      });
    });
    await dispatch.endpoints.open(webhook);
    dispatch.changed();
    await this.#note('webhook.updated', webhook, changes.actor);
    return this.#stateOf(webhook);
  }

  /** Removes it with what waits for it and its log. @throws MessagingError `webhook_not_found`; `unsupported` where it stands in the configuration */
  async delete(id: string, options: Actor = {}): Promise<void> {
    checkArgument(actorOptions, options, { name: 'options' });
    const webhook = await this.#find(id);
    const { engine, dispatch } = this.#parts;
    // One that the configuration names no more is only what is left of it.
    if (dispatch.endpoints.isUsable(webhook)) refuseInCode(webhook, 'deleted');
    await engine.storage.subscriptions.delete(inboxOf(webhook));
    await deleteSecrets(engine, webhook);
    await engine.storage.webhooks.delete(webhook);
    dispatch.changed();
    await this.#note('webhook.deleted', webhook, options.actor);
  }

  /**
   * Makes a new secret. The earlier one signs too for a day, so that the receiver may be changed meanwhile.
   * @throws MessagingError `webhook_not_found`; `unsupported` where it stands in the configuration
   */
  async rotateSecret(id: string, options: Actor = {}): Promise<WebhookSecretRotated> {
    checkArgument(actorOptions, options, { name: 'options' });
    const webhook = await this.#find(id);
    refuseInCode(webhook, 'given a secret', 'as ["new", "old"] ');
    const { engine } = this.#parts;
    const earlierUntil = new Date(engine.now().getTime() + earlierSignsForMs);
    const secret = await renewSecret(engine, webhook);
    await this.#note('webhook.secret_rotated', webhook, options.actor);
    return { secret, earlierUntil };
  }

  /** Nothing is posted to it from now on; its events wait. @throws MessagingError `webhook_not_found` */
  async disable(id: string, options: Actor = {}): Promise<Webhook> {
    checkArgument(actorOptions, options, { name: 'options' });
    const { dispatch } = this.#parts;
    const webhook = await dispatch.endpoints.disable(this.#key(id), 'by_hand', described(options.actor));
    dispatch.changed();
    if (webhook) await this.#note('webhook.disabled', webhook, options.actor);
    return this.get(id);
  }

  /** Posts go on, with what waited and what was set aside; nothing changes where it was not disabled. @throws MessagingError `webhook_not_found` */
  async enable(id: string, options: Actor = {}): Promise<Webhook> {
    checkArgument(actorOptions, options, { name: 'options' });
    const { engine, dispatch } = this.#parts;
    let changed = false;
    const webhook = await dispatch.endpoints.change(this.#key(id), ({ disabled, ...before }) => {
      changed = disabled !== undefined;
      return changed ? before : undefined;
    });
    if (changed) {
      await engine.storage.subscriptions.retry(inboxOf(webhook), engine.timed());
      dispatch.changed();
      await this.#note('webhook.enabled', webhook, options.actor);
    }
    return this.#stateOf(webhook);
  }

  /**
   * Posts at once what was set aside and what failed so far, with the three days of a first time; while it is disabled that waits all the same.
   * Answers how many events. @throws MessagingError `webhook_not_found`
   */
  async retry(id: string, options: Actor = {}): Promise<number> {
    checkArgument(actorOptions, options, { name: 'options' });
    const webhook = await this.#find(id);
    const { engine } = this.#parts;
    const count = await engine.storage.subscriptions.retry(inboxOf(webhook), engine.timed());
    if (count > 0) await this.#note('webhook.retried', webhook, options.actor);
    return count;
  }

  /** Posts a ping of type `webhook.test` now, also to one that is disabled, and answers what came back. @throws MessagingError `webhook_not_found` */
  async test(id: string): Promise<WebhookDelivery> {
    const webhook = await this.#find(id);
    const { engine, dispatch } = this.#parts;
    if (!dispatch.endpoints.isUsable(webhook))
      throw new MessagingError(
        'unsupported',
        'The configuration of this process does not name this webhook.',
      );
    const at = engine.now();
    const eventId = createId('evt', at);
    const body = testPayload(eventId, this.#site, at);
    return dispatch.postNow(webhook, { eventId, type: testType, body, attempt: 1 });
  }

  /**
   * What was posted to it, newest first: of the last 30 days, some 1,000 at most. `cursor`: `next` of the page before; `limit`: 1 to 100,
   * default 50. @throws MessagingError `webhook_not_found`, `invalid_cursor`, `invalid_argument`
   */
  async deliveries(
    id: string,
    options: { readonly cursor?: string; readonly limit?: number } = {},
  ): Promise<WebhookDeliveryPage> {
    checkArgument(pageOptions, options, { name: 'options' });
    const { site } = await this.#find(id);
    const limit = checkLimit(options.limit, 50, 100);
    const list = `webhook\n${site}\n${id}`;
    const before = decodeCursor(list, options.cursor);
    const { storage, now } = this.#parts.engine;
    const rows = await storage.webhooks.deliveries(
      present({
        site,
        id,
        since: new Date(now().getTime() - logKept.forMs),
        limit: limit + 1,
        before: before && { at: before.at, id: before.key },
      }),
    );
    return pageOf(rows, { list, limit, placeOf: ({ at, id: key }) => ({ at, key }) });
  }

  /** Of the URL its host alone: some have their secret in the path. */
  async #note(action: AuditAction, { id, url }: WebhookRecord, actor: string | undefined): Promise<void> {
    const { engine } = this.#parts;
    const where = { engine, site: { id: this.#site } };
    await noteChange(where, { action, subject: id, actor: described(actor), detail: new URL(url).host });
  }

  #key(id: string): WebhookKey {
    checkArgument(idArgument, id, { name: 'id' });
    // A text that no storage can keep names none.
    return { site: this.#site, id: storableText(id) };
  }

  async #find(id: string): Promise<WebhookRecord> {
    const found = await this.#parts.dispatch.endpoints.find(this.#key(id));
    if (!found) throw webhookNotFound();
    return withoutRevision(found);
  }

  async #checkUrl(url: string): Promise<void> {
    const { settings } = this.#parts;
    const inside = 'is not an address of the public internet';
    const fault =
      urlFault(url, settings) ?? ((await namesPrivateAddress(new URL(url), settings)) ? inside : undefined);
    if (fault) throw new MessagingError('invalid_argument', `"url" ${fault}.`, { details: { field: 'url' } });
  }

  async #stateOf(webhook: WebhookRecord): Promise<Webhook> {
    const [state] = await this.#statesOf([webhook]);
    if (!state) throw webhookNotFound();
    return state;
  }

  async #statesOf(webhooks: readonly WebhookRecord[]): Promise<readonly Webhook[]> {
    if (webhooks.length === 0) return [];
    const { storage, timed } = this.#parts.engine;
    const inboxes = await storage.subscriptions.list({ names: webhooks.map(inboxOf), ...timed() });
    const byName = new Map(inboxes.map((inbox) => [inbox.name, inbox]));
    return webhooks.map((webhook) => {
      const { waiting = 0, parked = 0, oldest } = byName.get(inboxOf(webhook)) ?? {};
      return { ...withoutRevision(webhook), waiting, parked, ...present({ oldest }) };
    });
  }
}

function refuseInCode({ inCode }: WebhookRecord, what: string, how = ''): void {
  if (!inCode) return;
  throw new MessagingError(
    'unsupported',
    `This webhook stands in the configuration: it is ${what} there, ${how}in "webhooks" of new Messaging({ … }).`,
  );
}

function described(given: string | undefined): string | undefined {
  const trimmed = storableText(given ?? '').trim();
  return trimmed === '' ? undefined : trimmed;
}
