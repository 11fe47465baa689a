import { z } from 'zod';
import type { ConsumerDirectory } from './consumers.ts';
import type { DnsResolver } from './dns-resolver.ts';
import type { DeliverySettings, Engine, UnknownPolicy } from './engine.ts';
import { MessagingError } from './errors.ts';
import { Events } from './events.ts';
import type { Channel } from './message.ts';
import type { Queue } from './queue.ts';
import { defaultRetryPolicy, type RetryPolicy } from './retry.ts';
import { Secrets } from './secrets.ts';
import { checkSite, type Site } from './site.ts';
import type { Storage } from './storage.ts';
import { defineTemplate, type Template } from './templates.ts';
import type { Transport } from './transport.ts';

export interface DeliveryOptions {
  /** Hand-overs under way at once in this process, by channel; default 10 for e-mail, 5 for SMS; 1 to 500. */
  readonly concurrency?: Partial<Record<Channel, number>>;
  /** Default: 8 attempts within about three hours. */
  readonly retry?: Partial<RetryPolicy>;
  /**
   * What to do where a hand-over may or may not have succeeded. `resend`: once more, under the same Message-ID, so that most
   * mail systems show it once. `hold`: leave it `unknown`. Default: `resend` for e-mail, `hold` for SMS.
   */
  readonly unknown?: Partial<Record<Channel, UnknownPolicy>>;
  /** For how long a worker has a message to itself before another may take it up, in ms; renewed while it works. Default 60,000; at least 1,000. */
  readonly leaseMs?: number;
  /** How often crashes and lost wake-ups are looked for, in ms, ± 20 %. Default 15,000; at least 100. */
  readonly sweepEveryMs?: number;
  /** How long `stop()` lets hand-overs end before it aborts them, in ms. Default 25,000. */
  readonly drainMs?: number;
}

export interface MessagingConfig {
  /** The site this object speaks for. */
  readonly site: Site;
  /** The other sites, for `forSite(id)`. */
  readonly sites?: readonly Site[];
  readonly storage: Storage;
  readonly queue: Queue;
  readonly email?: Transport;
  readonly sms?: Transport;
  /** Needed to check a sender's domain. */
  readonly dns?: DnsResolver;
  readonly consumers?: ConsumerDirectory;
  /** The templates defined in code, by `defineTemplate`. */
  readonly templates?: readonly Template[];
  /** At least 32 random characters: seals keys and confidential content, signs codes. To replace it pass `[new, old]`. */
  readonly secret: string | readonly string[];
  readonly delivery?: DeliveryOptions;
  /** The time, for tests; default: the system's, and the storage's own where processes must agree. */
  readonly clock?: () => Date;
  /** In [0, 1), for tests; default `Math.random`: jitter only, never secrets. */
  readonly random?: () => number;
}

const whole = (min: number, max: number) => z.number().int().min(min).max(max);
const delivery = z.strictObject({
  concurrency: z
    .strictObject({ email: whole(1, 500).default(10), sms: whole(1, 500).default(5) })
    .prefault({}),
  retry: z
    .strictObject({
      attempts: whole(1, 100).default(defaultRetryPolicy.attempts),
      firstDelayMs: whole(0, 86_400_000).default(defaultRetryPolicy.firstDelayMs),
      factor: z.number().min(1).max(10).default(defaultRetryPolicy.factor),
      maxDelayMs: whole(0, 86_400_000).default(defaultRetryPolicy.maxDelayMs),
    })
    .prefault({}),
  unknown: z
    .strictObject({
      email: z.enum(['resend', 'hold']).default('resend'),
      sms: z.enum(['resend', 'hold']).default('hold'),
    })
    .prefault({}),
  leaseMs: whole(1_000, 3_600_000).default(60_000),
  sweepEveryMs: whole(100, 3_600_000).default(15_000),
  drainMs: whole(0, 3_600_000).default(25_000),
});

const known = [
  'site',
  'sites',
  'storage',
  'queue',
  'email',
  'sms',
  'dns',
  'consumers',
  'templates',
  'secret',
  'delivery',
  'clock',
  'random',
];

/** @throws MessagingError `invalid_config`, `template_invalid` */
export function createEngine(config: MessagingConfig): {
  readonly engine: Engine;
  readonly sites: ReadonlyMap<string, Site>;
} {
  const stray = Object.keys(config).find((key) => !known.includes(key));
  if (stray) throw invalid(`"${stray}" is not an option of new Messaging({ … }).`);
  if (!config.storage || !config.queue)
    throw invalid('new Messaging({ … }) needs a "storage" and a "queue".');
  for (const channel of ['email', 'sms'] as const) {
    const transport = config[channel];
    if (transport && transport.channel !== channel)
      throw invalid(`"${channel}" was given a transport for ${transport.channel}.`);
  }
  const sites = new Map([config.site, ...(config.sites ?? [])].map((site) => [site.id, checkSite(site)]));
  const { clock } = config;
  const engine: Engine = {
    storage: config.storage,
    queue: config.queue,
    transports: {
      ...(config.email ? { email: config.email } : {}),
      ...(config.sms ? { sms: config.sms } : {}),
    },
    dns: config.dns,
    consumers: config.consumers,
    templates: checkTemplates(config.templates ?? []),
    secrets: new Secrets(config.secret),
    events: new Events(),
    delivery: readDelivery(config.delivery),
    now: clock ?? (() => new Date()),
    timed: clock ? () => ({ now: clock() }) : () => ({}),
    random: config.random ?? Math.random,
  };
  return { engine, sites };
}

function readDelivery(options: DeliveryOptions | undefined): DeliverySettings {
  const parsed = delivery.safeParse(options ?? {});
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw invalid(`"delivery.${issue?.path.join('.')}": ${issue?.message}.`);
}

function checkTemplates(templates: readonly Template[]): readonly Template[] {
  const seen = new Set<string>();
  for (const template of templates) {
    defineTemplate(template);
    const key = `${template.channel} ${template.id}`;
    if (seen.has(key)) throw invalid(`Two ${template.channel} templates have the id "${template.id}".`);
    seen.add(key);
  }
  return templates;
}

function invalid(sentence: string): MessagingError {
  return new MessagingError('invalid_config', sentence);
}
