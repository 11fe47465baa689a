import {
  credentialOption,
  type Mailbox,
  type ProviderOptions,
  providerFailures,
  providerOptions,
  readProviderOptions,
  webhookSecretOption,
} from 'postern/adapter';
import { z } from 'zod';
import { errorRules, provider } from './resend-errors.ts';

/** The account, and what is asked of it. */
export interface ResendOptions extends ProviderOptions {
  /** `re_…`, from the Resend dashboard. Setting domains and webhooks up takes one with full access; sending alone, one for that. */
  readonly apiKey: string;
  /** `whsec_…`, as Resend shows it for the webhook; while one is replaced, both. Without it no callback is believed. */
  readonly webhookSecret?: string | readonly string[];
  /** Where Resend sends from. Default `us-east-1`. */
  readonly region?: (typeof regions)[number];
  /** The sender our code mail leaves with: of a domain that is set up already. Default: the one being validated, which Resend refuses until its domain is. */
  readonly codeSender?: Mailbox;
  /** The DMARC record to suggest. Default `v=DMARC1; p=none;`. */
  readonly dmarc?: string;
}

const regions = ['us-east-1', 'eu-west-1', 'sa-east-1', 'ap-northeast-1'] as const;
const secret = webhookSecretOption();

const schema = z.strictObject({
  ...providerOptions({ name: 'resend', baseUrl: 'https://api.resend.com' }),
  apiKey: credentialOption(),
  webhookSecret: z
    .union([secret, z.array(secret).min(1).max(5)])
    .default([])
    .transform((given) => [given].flat()),
  region: z.enum(regions).optional(),
  codeSender: z.strictObject({ name: z.string().max(70).exactOptional(), address: z.email() }).optional(),
  dmarc: z
    .string()
    .regex(/^v=DMARC1\s*;[ -~]{1,400}$/, 'must be a DMARC record')
    .default('v=DMARC1; p=none;'),
});

/** The options, checked and with every default filled in. Holds the credentials: never logged, never part of an error. */
export type ResendSettings = ReturnType<typeof readSettings>;

/** @throws MessagingError `invalid_config`, which names the option and never repeats its value. */
export function readSettings(options: ResendOptions) {
  const { errors, ...settings } = readProviderOptions('@postern/resend', schema, options);
  const rules = [...errors, ...errorRules];
  return { ...settings, failures: providerFailures({ provider, channel: 'email', rules }) };
}
