import {
  credentialOption,
  type ProviderApi,
  type ProviderFailures,
  type ProviderOptions,
  providerApi,
  providerFailures,
  providerOptions,
  readProviderOptions,
} from 'postern/adapter';
import { z } from 'zod';
import { errorRules, provider } from './postmark-errors.ts';

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
