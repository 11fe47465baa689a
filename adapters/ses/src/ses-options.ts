import {
  credentialOption,
  type Mailbox,
  type ProviderOptions,
  providerFailures,
  providerOptions,
  readProviderOptions,
} from 'postern/adapter';
import { z } from 'zod';
import { errorRules, provider } from './ses-errors.ts';
import type { AwsCredentials } from './signature.ts';

/** The account, and what is asked of it. */
export interface SesOptions extends ProviderOptions {
  /** Where SES sends from: `eu-west-1`. An account, its identities and its limits are one region's. */
  readonly region: string;
  /**
   * Keys of an IAM user, or a function that has them for each request: one of `@aws-sdk/credential-providers`, such as
   * `fromNodeProviderChain()`, which keeps them until they expire. What it throws pauses the channel.
   */
  readonly credentials: AwsCredentials | (() => Promise<AwsCredentials>);
  /** The configuration set that publishes events. Default: the identity's own, where it has one. */
  readonly configurationSet?: string;
  /** ARNs of the SNS topics that events come by. No other is believed, and without one there are no events. */
  readonly topics?: readonly string[];
  /** The sender our code mail leaves with: of a domain that is set up already. Default: the one being validated, which SES refuses until its domain is. */
  readonly codeSender?: Mailbox;
  /** The DMARC record to suggest. Default `v=DMARC1; p=none;`. */
  readonly dmarc?: string;
  /** Where SNS is instead of at Amazon: a stand-in on this machine. */
  readonly snsUrl?: string;
}

/** Of the keys a function answers, too. @throws z.ZodError */
export const credentialsSchema = z.object({
  accessKeyId: credentialOption(),
  secretAccessKey: credentialOption(),
  sessionToken: z
    .string()
    .regex(/^[!-~]{1,8000}$/, 'must be given, on one line and without spaces')
    .optional(),
});

const { baseUrl, ...common } = providerOptions({ name: 'ses', baseUrl: 'https://email.amazonaws.com' });

const schema = z.strictObject({
  ...common,
  baseUrl: baseUrl.in.unwrap().optional(),
  region: z.string().regex(/^[a-z]{2,4}(-[a-z]{2,20}){1,2}-\d{1,2}$/, 'must be a region such as eu-west-1'),
  credentials: z.union([
    credentialsSchema,
    z.custom<() => Promise<unknown>>((value) => typeof value === 'function', 'must be keys or a function'),
  ]),
  configurationSet: z
    .string()
    .regex(/^[\w-]{1,64}$/, 'must be letters, digits, - and _')
    .optional(),
  topics: z
    .array(
      z
        .string()
        .regex(/^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[\w-]{1,256}(\.fifo)?$/, 'must be ARNs of topics'),
    )
    .max(100)
    .default([]),
  codeSender: z.strictObject({ name: z.string().max(70).exactOptional(), address: z.email() }).optional(),
  dmarc: z
    .string()
    .regex(/^v=DMARC1\s*;[ -~]{1,400}$/, 'must be a DMARC record')
    .default('v=DMARC1; p=none;'),
  snsUrl: z
    .string()
    .regex(/^http:\/\/(127(\.\d+){3}|localhost|\[::1\])(:\d+)?\/?$/, 'must be an http URL on this machine')
    .transform((url) => new URL(url))
    .optional(),
});

/** The options, checked and with every default filled in. Holds the credentials: never logged, never part of an error. */
export type SesSettings = ReturnType<typeof readSettings>;

/** @throws MessagingError `invalid_config`, which names the option and never repeats its value. */
export function readSettings(options: SesOptions) {
  const { errors, baseUrl, ...settings } = readProviderOptions('@postern/ses', schema, options);
  return {
    ...settings,
    baseUrl: new URL(baseUrl ?? `https://email.${settings.region}.amazonaws.com`),
    failures: providerFailures({ provider, channel: 'email', rules: [...errors, ...errorRules] }),
  };
}
