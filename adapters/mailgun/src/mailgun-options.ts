import {
  credentialOption,
  type ErrorRule,
  type Mailbox,
  type ProviderOptions,
  providerFailures,
  providerOptions,
  readProviderOptions,
} from 'postern/adapter';
import { z } from 'zod';
import { eventRules, ownDomain, provider, statusRules, unready } from './mailgun-errors.ts';

/** The account, and what is asked of it: `name` is `mailgun` where it is not given. */
export interface MailgunOptions extends ProviderOptions {
  /** From the API security page. A domain sending key sends only: then give `domain`, and set up webhooks yourself. */
  readonly apiKey: string;
  /** Where the account's domains are: `https://api.mailgun.net`, or `https://api.eu.mailgun.net`. Default `us`. `baseUrl` goes before it. */
  readonly region?: 'us' | 'eu';
  /**
   * The Mailgun domain that all mails go through: set up by yourself. Default: each mail goes through the domain of its sender, which is set
   * up at Mailgun with the sender.
   */
  readonly domain?: string;
  /** The HTTP webhook signing key, from the API security page. Without it no webhook is believed. */
  readonly webhookSigningKey?: string;
  /**
   * How far the time of a webhook's signature may be from now, in ms; 1 minute to a day. Mailgun brings a webhook again for 8 hours, and does not
   * say whether it signs it anew. Default 9 hours.
   */
  readonly replayWindowMs?: number;
  /** The sender our code mail leaves with: of a domain that is set up already. Default: the one being validated. */
  readonly codeSender?: Mailbox;
  /** The DMARC record to suggest. Default `v=DMARC1; p=none;`. */
  readonly dmarc?: string;
}

const hostname = /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/;

const bases = { us: new URL('https://api.mailgun.net'), eu: new URL('https://api.eu.mailgun.net') };

const schema = z
  .strictObject({
    ...providerOptions({ name: 'mailgun', baseUrl: bases.us.href }),
    apiKey: credentialOption(),
    region: z.enum(['us', 'eu']).default('us'),
    domain: z.string().regex(hostname, 'must be a domain, in lower case').optional(),
    webhookSigningKey: credentialOption().optional(),
    replayWindowMs: z.int().min(60_000).max(86_400_000).default(32_400_000),
    codeSender: z.strictObject({ name: z.string().max(70).exactOptional(), address: z.email() }).optional(),
    dmarc: z
      .string()
      .regex(/^v=DMARC1\s*;[ -~]{1,400}$/, 'must be a DMARC record')
      .default('v=DMARC1; p=none;'),
  })
  .transform(({ region, baseUrl, ...rest }) => ({
    ...rest,
    baseUrl: baseUrl.href === bases.us.href ? bases[region] : baseUrl,
  }));

/** The options, checked and with every default filled in. Holds the keys: never logged, never part of an error. */
export type MailgunSettings = ReturnType<typeof readSettings>;

/** @throws MessagingError `invalid_config`, which names the option and never repeats its value. */
export function readSettings(options: MailgunOptions) {
  const { errors, ...settings } = readProviderOptions('@postern/mailgun', schema, options);
  const failuresBy = (...rules: readonly ErrorRule[]) =>
    providerFailures({
      provider,
      channel: 'email',
      rules: [...errors, ...rules, ...statusRules, ...eventRules],
    });
  const own = settings.domain === undefined ? ownDomain : [];
  return {
    ...settings,
    failures: failuresBy(...own),
    /** Of a code mail, whose sender's domain may not be verified yet. */
    unreadyFailures: failuresBy(...own, ...unready),
  };
}
