import { type DeliveryOptions, readDelivery } from './delivery-options.ts';
import { isMessagingError, MessagingError } from './errors.ts';
import { Events } from './events.ts';
import { Tally } from './feedback/tally.ts';
import type { BeforeSendHook } from './interfaces/before-send.ts';
import type { ConsumerDirectory } from './interfaces/consumers.ts';
import type { DnsResolver } from './interfaces/dns-resolver.ts';
import type { Logger } from './interfaces/logger.ts';
import type { Queue } from './interfaces/queue.ts';
import type { LimitStore } from './interfaces/storage/limits.ts';
import type { Storage } from './interfaces/storage/storage.ts';
import type { Telemetry } from './interfaces/telemetry.ts';
import type { Transport } from './interfaces/transport.ts';
import { Log } from './logging.ts';
import { type AlertOptions, readAlerts } from './model/alert-settings.ts';
import { pathOf } from './model/arguments.ts';
import { checkedClock, checkedRandom } from './model/checked-hooks.ts';
import type { Channel } from './model/message.ts';
import { readOrigins, readPublicUrl } from './model/public-urls.ts';
import { readSafeMode, type SafeMode } from './model/safe-mode.ts';
import type { Site } from './model/site.ts';
import { readTopics, type Topic } from './model/topic.ts';
import { Secrets } from './secrets/secrets.ts';
import { sharedVaults } from './secrets/vault.ts';
import { sharedSenders } from './senders/shared-senders.ts';
import { type SiteSource, Sites } from './sites.ts';
import { Probe } from './telemetry.ts';
import { checkTemplate, type Template } from './templates/template.ts';
import { checkPart, type TemplatePart } from './templates/template-part.ts';
import { Unattended } from './unattended.ts';
import {
  readWebhooks,
  type WebhookInCode,
  type WebhookOptions,
  type WebhookSettings,
} from './webhooks/settings.ts';
import type { Engine } from './wiring.ts';

/** `SiteId`: the sites it names; `Known`: its templates. Both are inferred by `new Messaging`. */
export interface MessagingConfig<SiteId extends string = string, Known extends Template = Template> {
  /** The site this object speaks for. */
  readonly site: Site<SiteId>;
  /**
   * The other sites: a list for `forSite(id)`, or a function that finds one in the host's database, for `loadSite(id)`. What it finds
   * is kept for a minute (at most 1,000 sites): after a change call `forgetSite(id)`.
   */
  readonly sites?: SiteSource<SiteId>;
  /** Where everything is recorded: `memory()` for tests, `postgres({ … })` for what must last. */
  readonly storage: Storage;
  /** Wakes the workers. Take it from the adapter that the storage is of: it knows that one's transactions. */
  readonly queue: Queue;
  /** Where the limits of transports and senders are kept by all processes together, if not in the storage, such as `limits` of `@postern/bullmq`. Default: `storage.limits`. */
  readonly limits?: LimitStore;
  /** One transport, or several in the order they are tried: the next only where the one before certainly did not take the message. */
  readonly email?: Transport<'email'> | readonly Transport<'email'>[];
  /** As `email`, for SMS. Without a transport a channel has a history and cannot send. */
  readonly sms?: Transport<'sms'> | readonly Transport<'sms'>[];
  /** Needed to check a sender's domain. */
  readonly dns?: DnsResolver;
  /** Finds the host's users by id and by search. Without it `to` takes addresses and numbers only. */
  readonly consumers?: ConsumerDirectory;
  /** The templates defined in code, by `defineTemplate` of `postern/templates`. */
  readonly templates?: readonly Known[];
  /** Layouts and partials defined in code, by `definePart` of `postern/templates`: for templates in code and for stored ones, of all sites. Default: none. */
  readonly templateParts?: readonly TemplatePart[];
  /**
   * What recipients may opt out of one by one, such as `{ id: 'news', name: 'News' }`; at most 50. Messages and templates name one as their
   * `topic`. Default: none, and who unsubscribes does so from everything.
   */
  readonly topics?: readonly Topic[];
  /**
   * Origins of yours whose pages may show the page of `preferences.url` within theirs, such as `https://app.acme.example`; at most 20.
   * Default: none may.
   */
  readonly embeddedBy?: readonly string[];
  /**
   * At least 32 random characters: seals keys and confidential content, signs codes. To replace it pass `[old, new]` to all processes,
   * then `[new, old]`, and call `rotateSecret()` until it is done. `undefined`, as an unset environment variable is, is refused.
   */
  readonly secret: string | readonly (string | undefined)[] | undefined;
  /** How messages are handed over. Default: see each option. */
  readonly delivery?: DeliveryOptions;
  /** Where `messaging.handle()` is mounted, as the world reaches it: `https://acme.example/messaging`. Needed for callbacks and for unsubscribing. */
  readonly publicUrl?: string;
  /** The host's last word on each hand-over: quiet hours, consent. */
  readonly beforeSend?: BeforeSendHook;
  /**
   * For staging: what is not allowed is redirected to you, or not sent. Shown by `overview()` and in the console's head. Default: off.
   */
  readonly safeMode?: SafeMode | undefined;
  /** Makes traces and metrics of what happens: `otel()` of `@postern/otel`. Default: none. */
  readonly telemetry?: Telemetry | undefined;
  /** Where lines about what happens go, such as a logger of pino: ids and classes, never content or addresses. Default: none. */
  readonly logger?: Logger | undefined;
  /** Webhooks that stand in code: URLs that are told what becomes of messages. People make others by `messaging.webhooks`. At most 1,000. */
  readonly webhooks?: readonly WebhookInCode[];
  /** What webhooks may call, and for how long. */
  readonly webhookOptions?: WebhookOptions;
  /** When `alert.raised` is told, and `alert.cleared` after it; `false`: never. Default: see each. */
  readonly alerts?: AlertOptions | false;
  /** The time, for tests; default: the system's, and the storage's own where processes must agree. */
  readonly clock?: () => Date;
  /** In [0, 1), for tests; default `Math.random`: jitter only, never secrets. */
  readonly random?: () => number;
}

const known: Readonly<Record<keyof MessagingConfig, true>> = {
  site: true,
  sites: true,
  storage: true,
  queue: true,
  limits: true,
  email: true,
  sms: true,
  dns: true,
  consumers: true,
  templates: true,
  templateParts: true,
  topics: true,
  embeddedBy: true,
  secret: true,
  delivery: true,
  publicUrl: true,
  beforeSend: true,
  safeMode: true,
  telemetry: true,
  logger: true,
  webhooks: true,
  webhookOptions: true,
  alerts: true,
  clock: true,
  random: true,
};

interface Made {
  readonly engine: Engine;
  readonly sites: Sites;
  readonly unattended: Unattended;
  readonly webhooks: WebhookSettings;
}

/** @throws MessagingError `invalid_config`, `template_invalid` */
export function createEngine(config: MessagingConfig): Made {
  try {
    return engineOf(config);
  } catch (error) {
    if (isMessagingError(error)) throw error;
    throw new MessagingError('invalid_config', 'An option of new Messaging({ … }) cannot be read.', {
      cause: error,
    });
  }
}

function engineOf(config: MessagingConfig): Made {
  if (typeof config !== 'object' || config === null)
    throw invalid('new Messaging({ … }) needs an object with "site", "storage", "queue" and "secret".');
  const stray = Object.keys(config).find((key) => !Object.hasOwn(known, key));
  if (stray) throw invalid(`"${pathOf([stray])}" is not an option of new Messaging({ … }).`);
  if (!config.storage || !config.queue)
    throw invalid('new Messaging({ … }) needs a "storage" and a "queue".');
  checkWired(config);
  const clock = config.clock && checkedClock(config.clock);
  const now = clock ?? (() => new Date());
  const unattended = new Unattended(config.storage, now);
  const secrets = new Secrets(config.secret);
  const events = new Events();
  const engine: Engine = {
    storage: config.storage,
    queue: config.queue,
    limits: config.limits ?? config.storage.limits,
    transports: { email: readTransports('email', config.email), sms: readTransports('sms', config.sms) },
    publicUrl: readPublicUrl(config.publicUrl),
    beforeSend: config.beforeSend,
    safeMode: readSafeMode(config.safeMode),
    alerts: readAlerts(config.alerts),
    outcomes: new Tally(config.storage.outcomes, now, events),
    dns: config.dns,
    consumers: config.consumers,
    templates: config.templates ?? [],
    templateParts: config.templateParts ?? [],
    topics: readTopics(config.topics ?? []),
    embeddedBy: readOrigins(config.embeddedBy ?? []),
    secrets,
    vaultOf: sharedVaults(config.storage.secrets, secrets),
    senderAt: sharedSenders(config.storage.senders),
    events,
    probe: config.telemetry && new Probe(config.telemetry, events),
    log: config.logger && new Log(config.logger, events),
    delivery: readDelivery(config.delivery),
    now,
    timed: clock ? () => ({ now: clock() }) : () => ({}),
    random: config.random ? checkedRandom(config.random) : Math.random,
    noteWaiting: () => unattended.noteWaiting(),
  };
  const sites = new Sites(config.site, config.sites, now);
  const webhooks = readWebhooks(config.site.id, config.webhooks, config.webhookOptions);
  return { engine, sites, unattended, webhooks };
}

function readTransports(
  channel: Channel,
  given: Transport | readonly Transport[] | undefined,
): readonly Transport[] {
  const transports: readonly unknown[] = given === undefined ? [] : Array.isArray(given) ? given : [given];
  if (transports.length > mostTransports)
    throw invalid(`"${channel}" has more than ${mostTransports} transports.`);
  if (!transports.every(isTransport)) {
    throw invalid(
      transports.some((one) => typeof one === 'function')
        ? `"${channel}" was given a function: call it, as in smtp({ … }).`
        : `"${channel}" is a transport, or a list of them, made by an adapter: smtp({ … }) of @postern/smtp, with the server's url.`,
    );
  }
  const stray = transports.find((transport) => transport.channel !== channel);
  if (stray) throw invalid(`"${channel}" was given a transport for ${stray.channel}.`);
  if (new Set(transports.map(({ name }) => name)).size < transports.length) {
    throw invalid(`Two ${channel} transports have the same name: name them.`);
  }
  for (const { name, rate, maxConcurrent } of transports) {
    if (rate && !(rate.perSecond > 0 && rate.burst >= 1))
      throw invalid(`The rate of "${name}" needs a perSecond above 0 and a burst of at least 1.`);
    if (maxConcurrent !== undefined && !(Number.isInteger(maxConcurrent) && maxConcurrent >= 1))
      throw invalid(`The maxConcurrent of "${name}" is a whole number from 1.`);
  }
  return transports;
}

function isTransport(one: unknown): one is Transport {
  return typeof one === 'object' && one !== null && has(one, 'send') && 'channel' in one && 'name' in one;
}

function has(one: object, method: string): boolean {
  return typeof Reflect.get(one, method) === 'function';
}

const mostTransports = 100;

/** What each of these can do, for whoever passes another thing. */
const wired = [
  ['queue', ['push', 'start'], 'made by an adapter, such as memory() of @postern/memory'],
  ['limits', ['take', 'giveBack', 'hold'], 'a store of limits, such as bullmq({ … }).limits(storage.limits)'],
  ['dns', ['resolve'], 'a DNS resolver, such as nodeDns() of @postern/node-dns'],
  ['consumers', ['find', 'search'], 'a directory with find(site, id) and search(site, query)'],
  [
    'telemetry',
    ['recording', 'processing', 'handingOver', 'delivering', 'happened'],
    'made by an adapter, such as otel() of @postern/otel',
  ],
  ['logger', ['debug', 'info', 'warn', 'error'], 'a logger of pino, or of its shape: debug(facts, message)'],
] as const;

function checkWired(config: MessagingConfig): void {
  const stores = [
    'messages',
    'senders',
    'templates',
    'audit',
    'suppressions',
    'subscriptions',
    'secrets',
    'limits',
    'alerts',
    'outcomes',
    'webhooks',
    'capabilities',
  ];
  if (!stores.every((store) => typeof Reflect.get(Object(config.storage), store) === 'object'))
    throw invalid('"storage" is made by an adapter, such as postgres({ … }) of @postern/postgres.');
  for (const [option, methods, what] of wired) {
    const given: unknown = config[option];
    if (given === undefined) continue;
    if (typeof given !== 'object' || given === null || !methods.every((method) => has(given, method)))
      throw invalid(`"${option}" is ${what}.`);
  }
  for (const option of ['beforeSend', 'clock', 'random'] as const) {
    if (config[option] !== undefined && typeof config[option] !== 'function')
      throw invalid(`"${option}" is a function.`);
  }
  for (const option of ['templates', 'templateParts'] as const) {
    const given: unknown = config[option];
    if (given !== undefined && !Array.isArray(given)) throw invalid(`"${option}" is a list.`);
  }
  checkTemplates(config);
  if (config.sites !== undefined && typeof config.sites !== 'function' && !Array.isArray(config.sites))
    throw invalid('"sites" is a list, or a function that finds a site by its id.');
}

function checkTemplates({ templates = [], templateParts = [] }: MessagingConfig): void {
  const seen = new Set<string>();
  for (const template of templates) checkTemplate(template);
  for (const part of templateParts) checkPart(part);
  for (const { channel, id } of [...templates, ...templateParts]) {
    if (seen.has(`${channel} ${id}`)) throw invalid(`Two ${channel} templates have the id "${id}".`);
    seen.add(`${channel} ${id}`);
  }
}

function invalid(sentence: string): MessagingError {
  return new MessagingError('invalid_config', sentence);
}
