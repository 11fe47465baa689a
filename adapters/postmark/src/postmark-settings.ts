import {
  credentialOption,
  type ErrorRule,
  type ProviderApi,
  type ProviderFailures,
  type ProviderOptions,
  providerApi,
  providerFailures,
  providerOptions,
  readProviderOptions,
} from 'postern/adapter';
import { z } from 'zod';

/** A server of Postmark's, beside what every provider's transport has: `name` is `postmark`, `baseUrl` `https://api.postmarkapp.com` where they are not given. */
export interface PostmarkOptions extends ProviderOptions {
  /** Of the server that sends: in Postmark under the server's API Tokens. */
  readonly serverToken: string;
  /**
   * Of the account: in Postmark under the account's API Tokens. With it senders and domains are set up at Postmark; without it they are not,
   * and a sender needs its address validated only: then set its domain up in Postmark yourself.
   */
  readonly accountToken?: string;
  /** The message stream that mails go through. Default `outbound`. */
  readonly messageStream?: string;
  /**
   * What Postmark's webhooks have to bear: the password of a user `postern`, by Basic authentication. A secret of your own, without
   * which there are no webhooks.
   */
  readonly webhookToken?: string;
  /**
   * Where Postmark takes an address without its link being followed, as it may in a domain that is verified. `true`: each site may have such
   * senders in a domain that another site set up. Default `false`: such a sender is not validated.
   */
  readonly sitesShareDomains?: boolean;
}

const schema = z.strictObject({
  ...providerOptions({ name: 'postmark', baseUrl: 'https://api.postmarkapp.com' }),
  serverToken: credentialOption(),
  accountToken: credentialOption().optional(),
  messageStream: z
    .string()
    .regex(/^[a-z][a-z0-9_-]{0,29}$/, 'must be the ID of a message stream')
    .default('outbound'),
  webhookToken: credentialOption().optional(),
  sitesShareDomains: z.boolean().default(false),
});

/** @throws MessagingError `invalid_config`, which names the option and never repeats its value. */
export const readSettings = (options: PostmarkOptions) =>
  readProviderOptions('@postern/postmark', schema, options);

/** Settings hold the tokens: they are kept in closures, and never printed. */
export type PostmarkSettings = ReturnType<typeof readSettings>;

const token = 'Check the token, and that it is of this server.';
const setUp = 'Set the sender up at Postmark: its signature has to be confirmed, or its domain verified.';
const suppressed = 'Postmark holds the address back: it bounced, complained or unsubscribed there before.';
const approval = 'Postmark has yet to approve the account: until then only the own domain is sent to.';

/** https://postmarkapp.com/developer/api/overview#error-codes, then the types of https://postmarkapp.com/developer/api/bounce-api#bounce-types. */
const errorRules: readonly ErrorRule[] = [
  { codes: [10], class: 'configuration', hint: token },
  { codes: [100], class: 'temporary' },
  { codes: [400, 401], class: 'sender', hint: setUp },
  { codes: [405], class: 'configuration', hint: 'The account has no credit left.' },
  { codes: [406], class: 'recipient', hint: suppressed },
  { codes: [412], class: 'configuration', hint: approval },
  { codes: [413], class: 'configuration', hint: 'Postmark has suspended the account: ask its support.' },
  { codes: [429], class: 'throttled' },
  { codes: [1221, 1222, 1226, 1235, 1236], class: 'configuration', hint: 'Check "messageStream".' },
  { codes: [300, 402, 403, 409, 411], class: 'content' },
  { codes: ['HardBounce', 'BadEmailAddress'], class: 'recipient' },
  { codes: ['SoftBounce', 'DnsError', 'Transient', 'Unknown'], class: 'undelivered' },
  {
    codes: ['Blocked', 'SpamNotification', 'ManuallyDeactivated', 'Unconfirmed'],
    class: 'blocked',
  },
  { codes: ['DMARCPolicy'], class: 'sender', hint: "Check the domain's DKIM and DMARC records." },
  { codes: ['VirusNotification', 'SMTPApiError', 'TemplateRenderingFailed'], class: 'content' },
];

const provider = 'Postmark';

/** Postmark's API, for a server or for the account. */
export function postmarkApi(
  { baseUrl, timeoutMs, agent, clock }: PostmarkSettings,
  login: Readonly<Record<string, string>>,
): ProviderApi {
  return providerApi({
    provider,
    baseUrl,
    timeoutMs,
    agent,
    clock,
    headers: () => login,
    errorCode: (body) => errorBody.safeParse(body).data?.ErrorCode,
  });
}

const errorBody = z.object({ ErrorCode: z.int() });

/** What Postmark's failures mean; a host's own rules are looked at first. */
export function failuresBy({ errors }: PostmarkSettings): ProviderFailures {
  return providerFailures({ provider, channel: 'email', rules: [...errors, ...errorRules] });
}
