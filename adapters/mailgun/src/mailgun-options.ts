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

const key = 'Check "apiKey", "region", and the IP addresses that the key may be used from.';
const unverified =
  'Mailgun takes no mail of a domain that is not verified: give a "codeSender" of one that is.';
const setUp = 'Its domain is not at Mailgun: set it up, in the region that "region" names.';

/** What stands in events: https://documentation.mailgun.com/docs/mailgun/user-manual/events. Enhanced codes: RFC 3463, and RFC 7505 for 5.1.10. */
const eventRules: readonly ErrorRule[] = [
  { codes: ['suppress-bounce', 605, '5.1.1', '5.1.2', '5.1.3', '5.1.6', '5.1.10'], class: 'recipient' },
  { codes: ['suppress-unsubscribe', 'suppress-complaint', 606, 607], class: 'opted_out' },
  {
    codes: ['espblock', 'blacklisted', ...Array.from({ length: 31 }, (_, detail) => `5.7.${detail}`)],
    class: 'blocked',
  },
  { codes: ['rejected'], class: 'content', hint: 'Look at its event in the log at Mailgun.' },
];

/** Mailgun has no error codes: https://documentation.mailgun.com/docs/mailgun/api-reference/mg-api-overview. */
const statusRules: readonly ErrorRule[] = [
  { status: ['401', '403'], class: 'configuration', hint: key },
  {
    status: ['402'],
    class: 'configuration',
    hint: 'Look into the account at Mailgun: it has to be paid for.',
  },
];
/** Of a sender's own domain, others' mails do go. */
const ownDomain: readonly ErrorRule[] = [{ status: ['404'], class: 'sender', hint: setUp }];
/** Before its domain is verified. */
const unready: readonly ErrorRule[] = [{ status: ['403'], class: 'sender', hint: unverified }];

/** The options, checked and with every default filled in. Holds the keys: never logged, never part of an error. */
export type MailgunSettings = ReturnType<typeof readSettings>;

/** @throws MessagingError `invalid_config`, which names the option and never repeats its value. */
export function readSettings(options: MailgunOptions) {
  const { errors, ...settings } = readProviderOptions('@postern/mailgun', schema, options);
  const failuresBy = (...rules: readonly ErrorRule[]) =>
    providerFailures({
      provider: 'Mailgun',
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
