import { z } from 'zod';
import { AuditLog } from './audit.ts';
import { EmailChannel, SmsChannel } from './channel.ts';
import type { MessagingConfig } from './config.ts';
import type { Health } from './delivery/health.ts';
import type { RoundOptions } from './delivery/round.ts';
import { MessagingError } from './errors.ts';
import type { MessagingEvents } from './events.ts';
import type { Received } from './feedback/events.ts';
import { applyReport } from './feedback/reports.ts';
import { ConsumerLookup } from './history/consumer-lookup.ts';
import { pruneMessages } from './history/prune.ts';
import type { MessageReport } from './interfaces/provider-events.ts';
import type { Reported } from './interfaces/storage/message-reports.ts';
import type { Alert } from './model/alert.ts';
import {
  channelArgument,
  checkArgument,
  idArgument,
  signalArgument,
  text,
  timeArgument,
} from './model/arguments.ts';
import { type Channel, failureClasses } from './model/message.ts';
import type { SafeModeState } from './model/safe-mode.ts';
import { checkSite, type Site } from './model/site.ts';
import { reportTypes } from './model/status.ts';
import type { Topic } from './model/topic.ts';
import { Runtime } from './runtime.ts';
import type { SecretRotation } from './secrets/rotation.ts';
import type { ListedId } from './sites.ts';
import type { SubscribeOptions, SubscriptionHandler } from './subscriptions/subscriber.ts';
import { readSubscriber, Subscriptions } from './subscriptions/subscriptions.ts';
import type { Template } from './templates/template.ts';
import { Webhooks } from './webhooks/webhooks.ts';

const alertOptions = z.strictObject({ allSites: z.boolean().optional() });
const pruneOptions = z.strictObject({ olderThan: z.unknown() });
const roundOptions = z.strictObject({
  signal: signalArgument.optional(),
  maxMs: z.number().min(0, 'is a number of milliseconds from 0').optional(),
});
const namedTransport = z.looseObject({ channel: channelArgument, name: text(200) });
const reportText = text(10_000).optional();
const siteId = text(1_000);
const bytes = z.instanceof(Uint8Array, { error: 'is the mail as bytes, a Buffer or Uint8Array' });
const webRequest = z.custom<Request>(
  isRequest,
  'is a Web Request; for Node and Express there is nodeHandler()',
);
const messageReport = z.looseObject({
  messageId: idArgument,
  type: z.enum(reportTypes),
  at: timeArgument,
  attempt: z.number().int().min(0).max(1_000_000).optional(),
  providerId: reportText,
  failure: z
    .looseObject({
      class: z.enum(failureClasses),
      code: reportText,
      message: text(10_000),
      unclear: z.literal(true).optional(),
    })
    .optional(),
  detail: reportText,
  dedupeKey: reportText,
});

// A site's view is made from a configuration whose runtime exists already.
const runtimes = new WeakMap<MessagingConfig, Runtime>();

/**
 * E-mail and SMS for one site of a service: senders, sending, history. Wire adapters in, `start()`, and send. Its types are inferred: the
 * ids of the sites that the configuration lists, and its templates. `Messaging` alone is one of any sites and templates.
 */
export class Messaging<SiteId extends string = string, Known extends Template = Template> {
  /** The site this object speaks for: who sends, and whose history is read. */
  readonly site: Site;
  /** The site's e-mail. It is there without a transport too: sending then throws `channel_unavailable`. */
  readonly email: EmailChannel<Known>;
  /** The site's SMS, likewise. */
  readonly sms: SmsChannel<Known>;
  /**
   * The host's consumers and what each was sent. Without `consumers` in the configuration most calls throw
   * `invalid_config`.
   */
  readonly consumers: ConsumerLookup;
  /** What waits for those who `subscribe`, and what is done about events that keep failing. */
  readonly subscriptions: Subscriptions;
  /** Who changed what in this site. */
  readonly audit: AuditLog;
  /** The URLs that are told what becomes of the site's messages. */
  readonly webhooks: Webhooks;
  readonly #config: MessagingConfig;
  readonly #runtime: Runtime;

  /** @throws MessagingError `invalid_config`, `template_invalid` */
  constructor(config: MessagingConfig<SiteId, Known>) {
    this.#config = config;
    this.#runtime = runtimes.get(config) ?? new Runtime(config);
    this.site = checkSite(config.site);
    const scope = { engine: this.#runtime.engine, site: this.site };
    this.email = new EmailChannel({ ...scope, channel: 'email' });
    this.sms = new SmsChannel({ ...scope, channel: 'sms' });
    this.consumers = new ConsumerLookup(scope.engine, this.site);
    this.audit = new AuditLog(scope.engine, this.site.id);
    this.webhooks = new Webhooks(this.#runtime.webhooks, this.site.id);
    this.subscriptions = new Subscriptions(scope.engine, this.#runtime.subscribers);
  }

  /** The configuration's topics, for pages on which one is chosen. */
  get topics(): readonly Topic[] {
    return this.#runtime.engine.topics;
  }

  /** What the configuration provides: pages show only what can work. */
  get configured(): Readonly<Record<Channel | 'dns' | 'consumers' | 'publicUrl', boolean>> {
    const { transports, dns, consumers, publicUrl } = this.#runtime.engine;
    return {
      email: transports.email.length > 0,
      sms: transports.sms.length > 0,
      dns: dns !== undefined,
      consumers: consumers !== undefined,
      publicUrl: publicUrl !== undefined,
    };
  }

  /** What safe mode does, by channel, where the configuration says so: pages should show it. */
  get safeMode(): SafeModeState | undefined {
    return this.#runtime.engine.safeMode;
  }

  /**
   * Begins to hand messages over in this process, for all sites. A process that only sends need not start: another's worker
   * delivers. Starting twice is starting once. Also loads what preparing messages takes (numbering plans, the HTML reader), for which the
   * first `send` would wait. @throws MessagingError `storage_not_ready`, `secret_changed`; `template_invalid` where `defineTemplate` did not make one
   */
  start(): Promise<void> {
    return this.#runtime.start();
  }

  /**
   * Stops: claims nothing more, lets hand-overs end for `delivery.drainMs` (25 s), aborts the rest and gives back what was certainly not
   * taken. Resolves within that time and 5 s more; then `start()` may be called again. What waits stays recorded.
   */
  stop(): Promise<void> {
    return this.#runtime.stop();
  }

  /**
   * Hands over what is due now and resolves when that has ended: for tests, and for hosts with a timer of their own instead of
   * `start()` (cron, serverless). It does all that a started worker does: keeps leases, takes up what a crash left behind, asks providers
   * about what is `unknown`, tidies the storage, and closes the transports. Calls may overlap, in any processes. With `maxMs` or
   * `signal` it claims no more from then on, lets hand-overs end for `delivery.drainMs` and resolves; the rest waits for the next call.
   * @throws MessagingError `invalid_argument`, `storage_not_ready`, `secret_changed`
   */
  async deliverDue(options: RoundOptions = {}): Promise<void> {
    checkArgument(roundOptions, options, { name: 'options' });
    return this.#runtime.deliverDue(options);
  }

  /**
   * How this process and the storage are, for probes: asked for each few seconds, it costs the storage next to nothing. Of all sites. Never
   * throws, and answers within some 2 s: what does not answer by then is a reason. Not to be shown to strangers as it is.
   */
  health(): Promise<Health> {
    return this.#runtime.health();
  }

  /**
   * The alerts that stand, over all processes, the first raised first: this site's and those of all sites; at most 1,000. With `allSites` those of
   * every site. Look at `alert.raised` to be told.
   */
  async alerts(options: { readonly allSites?: boolean } = {}): Promise<readonly Alert[]> {
    checkArgument(alertOptions, options, { name: 'options' });
    return this.#runtime.alerts(options.allSites ? {} : { site: this.site.id });
  }

  /** Ends a channel's pause at once, when its cause is mended; `false` where it was not paused in this process. */
  resume(channel: Channel): boolean {
    checkArgument(channelArgument, channel, { name: 'channel' });
    return this.#runtime.resume(channel);
  }

  /**
   * Applies a provider's report about a message of this site, for hosts that receive reports themselves. Any order, any repetition.
   * `repeated`: it was known. `not_found`: no such message here.
   */
  async report(event: MessageReport): Promise<Reported['kind']> {
    checkArgument(messageReport, event, { name: 'event' });
    return applyReport(this.#runtime.engine, this.site.id, event);
  }

  /**
   * Answers requests from outside: providers' callbacks, signed by them, and the pages and one-click requests by which recipients
   * unsubscribe. Mount it under `publicUrl`, without login and before body parsers; for Express by `nodeHandler`.
   * @throws MessagingError `invalid_config` without `publicUrl`
   */
  async handle(request: Request): Promise<Response> {
    checkArgument(webRequest, request, { name: 'request' });
    return this.#runtime.handle(request, this.site.id);
  }

  /**
   * Where a transport's provider reports to: to be entered there as the URL of its webhook, once for the account, or given to
   * `transport.registerWebhook`. With a site other than the first, what people write to us is taken to be meant for that one.
   * @throws MessagingError `invalid_config` without `publicUrl`; `invalid_argument` where this channel has no such transport; `unsupported`
   * where its provider has nothing to report
   */
  webhookUrl(transport: { readonly channel: Channel; readonly name: string }): string {
    checkArgument(namedTransport, transport, { name: 'transport' });
    return this.#runtime.webhookUrl(transport, this.site.id);
  }

  /**
   * Reads a mail that came in (raw, as from an SMTP listener, a pipe or IMAP), for all sites: bounces and complaints about mails of ours are
   * applied. Answers what it found; empty for any other mail.
   */
  async receive(raw: Uint8Array): Promise<readonly Received[]> {
    checkArgument(bytes, raw, { name: 'raw' });
    return this.#runtime.receive(raw);
  }

  /**
   * Removes this site's messages that have ended and were created before a time, and what was noted of changes before it, in short steps;
   * answers how many messages. Call it by a timer of
   * your own. What waits stays. @throws MessagingError `invalid_time`
   */
  async prune(options: { readonly olderThan: Date }): Promise<number> {
    checkArgument(pruneOptions, options, { name: 'options' });
    return pruneMessages(this.#runtime.engine, this.site.id, options.olderThan);
  }

  /**
   * Seals all stored keys and tokens, of all sites, with the first secret of `[new, old]`, and says whether `old` may go. Call it when every
   * process has both, and again while it is not done: confidential messages that wait were sealed with the old one.
   * @throws MessagingError `secret_changed` where neither opens what is stored
   */
  rotateSecret(): Promise<SecretRotation> {
    return this.#runtime.rotateSecret();
  }

  /** Listens to what happens in this process, for all sites. Answers a function that ends it. */
  on<K extends keyof MessagingEvents>(type: K, listener: (event: MessagingEvents[K]) => unknown): () => void {
    return this.#runtime.engine.events.on(type, listener);
  }

  /**
   * Hands what is recorded of messages, of all sites, to `handler`: each event at least once, those of one message in their order, by one
   * process at a time of all that have subscribed under this name. For what must not be missed, where `on` only tells this process. It runs in
   * a process that is started, and within `deliverDue()`; the name is made by whichever comes first, and gathers events from then on, until
   * `subscriptions.delete`. What the handler throws lets the event come again, later and later, and is told as `error`. Answers a function that
   * ends it in this process, and resolves when what is under way has ended.
   * @throws MessagingError `invalid_argument`; `conflict` where this process has subscribed under the name already
   */
  subscribe(name: string, handler: SubscriptionHandler, options: SubscribeOptions = {}): () => Promise<void> {
    return this.#runtime.subscribers.add(readSubscriber(name, handler, options));
  }

  /** The same object for another site: its own sender, history and counts. Start, stop and resume concern all. @throws MessagingError `unknown_site`, `invalid_config` */
  forSite<Id extends string = string>(site: ListedId<Id, SiteId> | Site): Messaging<SiteId, Known> {
    const { sites } = this.#runtime;
    const view = this.#view(typeof site === 'string' ? sites.listed(site) : site);
    if (typeof site !== 'string') sites.made(view.site);
    return view;
  }

  /** As {@link forSite}, by an id alone, where `sites` is a function. @throws MessagingError `unknown_site`, and what that function throws */
  async loadSite(id: string): Promise<Messaging<SiteId, Known>> {
    checkArgument(siteId, id, { name: 'id' });
    const site = await this.#runtime.sites.find(id);
    if (site) return this.#view(site);
    throw new MessagingError('unknown_site', 'There is no such site: "sites" does not find it.');
  }

  /** The host has changed or removed a site: what `sites` answered for it is asked for anew. */
  forgetSite(id: string): void {
    checkArgument(siteId, id, { name: 'id' });
    this.#runtime.sites.forget(id);
  }

  #view(site: Site): Messaging<SiteId, Known> {
    const config = { ...this.#config, site };
    runtimes.set(config, this.#runtime);
    return new Messaging<string, Template>(config);
  }
}

/** By what is read of it: one of another realm or library is as good. */
function isRequest(given: unknown): boolean {
  if (given instanceof Request) return true;
  if (typeof given !== 'object' || given === null || !('url' in given && 'headers' in given)) return false;
  return typeof given.url === 'string' && URL.canParse(given.url) && given.headers instanceof Object;
}
