import {
  type Channel,
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
import { errorRules, provider } from './brevo-errors.ts';

/** An account of Brevo's, for e-mail. */
export interface BrevoOptions extends ProviderOptions {
  /** `xkeysib-…`, from the Brevo console under SMTP & API. */
  readonly apiKey: string;
  /**
   * What Brevo's callbacks have to bear: as `Authorization: Bearer …`, or as the password of a user `postern` in the URL. A secret of your
   * own, without which there are no callbacks.
   */
  readonly webhookToken?: string;
  /**
   * Brevo confirms no address in a domain that is authenticated. `true`: each site may have senders in a domain that another site set up,
   * without a code. Default `false`: such a sender is refused.
   */
  readonly sitesShareDomains?: boolean;
}

/** An account of Brevo's, for SMS. */
export interface BrevoSmsOptions extends ProviderOptions {
  /** `xkeysib-…`, from the Brevo console under SMTP & API. */
  readonly apiKey: string;
  /** Who SMS come from until a site sets its own: a name of up to 11 letters and digits, or a number of up to 15 digits. */
  readonly sender: string;
}

/** A name as Brevo takes it, or a number. */
const smsSender = /^(?:[A-Za-z0-9]{1,11}|\+?\d{5,15})$/;

const common = () => ({
  ...providerOptions({ name: 'brevo', baseUrl: 'https://api.brevo.com/v3' }),
  apiKey: credentialOption(),
});
const mailSchema = z.strictObject({
  ...common(),
  webhookToken: credentialOption().optional(),
  sitesShareDomains: z.boolean().default(false),
});
const smsSchema = z.strictObject({
  ...common(),
  sender: z.string().regex(smsSender, 'must be up to 11 letters and digits, or a number of up to 15 digits'),
});

/** @throws MessagingError `invalid_config`, which names the option and never repeats its value. */
export const readMailSettings = (options: BrevoOptions) =>
  readProviderOptions('@postern/brevo', mailSchema, options);

/** @throws MessagingError `invalid_config` */
export const readSmsSettings = (options: BrevoSmsOptions) =>
  readProviderOptions('@postern/brevo', smsSchema, options);

/** Settings hold the key: they are kept in closures, and never printed. */
export type MailSettings = ReturnType<typeof readMailSettings>;
type AnySettings = MailSettings | ReturnType<typeof readSmsSettings>;

/** Brevo's API, and what its failures mean. */
export interface Brevo {
  readonly api: ProviderApi;
  readonly failures: ProviderFailures;
}

export function brevoOf(
  { baseUrl, timeoutMs, agent, apiKey, clock, errors }: AnySettings,
  channel: Channel,
): Brevo {
  return {
    api: providerApi({
      provider,
      baseUrl,
      timeoutMs,
      agent,
      clock,
      headers: () => ({ 'api-key': apiKey }),
      resets: [{ name: 'x-sib-ratelimit-reset', holds: 'seconds' }],
    }),
    failures: providerFailures({ provider, channel, rules: [...errors, ...errorRules] }),
  };
}
