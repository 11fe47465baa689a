import {
  credentialOption,
  invalidOption,
  type ProviderFailures,
  type ProviderOptions,
  providerOptions,
  type Rate,
  readProviderOptions,
} from 'postern/adapter';
import { z } from 'zod';
import type { TwilioOptions } from './twilio-options.ts';
import { failuresBy } from './twilio-outcome.ts';
import { isSender } from './twilio-sender.ts';

/** The options, checked and with every default filled in. Holds the credentials: never logged, never part of an error. */
export interface TwilioSettings {
  readonly accountSid: string;
  readonly authToken: string;
  readonly apiKey?: string;
  /** What requests authenticate with: the account and its token, or the API key. */
  readonly login: { readonly user: string; readonly password: string };
  readonly name: string;
  readonly rate?: Rate;
  readonly maxConcurrent?: number;
  readonly sender: string;
  readonly messagingServiceSid?: string;
  readonly baseUrl: URL;
  readonly timeoutMs: number;
  readonly failures: ProviderFailures;
  readonly agent?: NonNullable<ProviderOptions['agent']>;
  readonly clock: () => Date;
}

const of = '@postern/twilio';

const sid = (prefix: string) =>
  z.string().regex(new RegExp(`^${prefix}[0-9a-fA-F]{32}$`), `must be ${prefix} and 32 hexadecimal digits`);

// An undefined credential would make the SDK look into the environment: it has to be here.
const schema = z
  .strictObject({
    ...providerOptions({ name: 'twilio', baseUrl: 'https://api.twilio.com' }),
    accountSid: sid('AC'),
    authToken: credentialOption(),
    apiKey: sid('SK').optional(),
    apiSecret: credentialOption().optional(),
    sender: z
      .string()
      .refine(isSender, 'must be a number, a short code, a name or a Messaging Service')
      .optional(),
    messagingServiceSid: sid('MG').optional(),
  })
  .refine(({ apiKey, apiSecret }) => (apiKey === undefined) === (apiSecret === undefined), {
    path: ['apiSecret'],
    error: 'goes together with "apiKey"',
  });

/** @throws MessagingError `invalid_config`, which names the option and never repeats its value. */
export function readSettings(options: TwilioOptions): TwilioSettings {
  const { apiSecret, errors, ...rest } = readProviderOptions(of, schema, options);
  const { accountSid, authToken, apiKey, messagingServiceSid, sender = messagingServiceSid } = rest;
  if (sender === undefined) throw invalidOption(of, 'sender: is needed, or a "messagingServiceSid"');
  const login =
    apiKey === undefined || apiSecret === undefined
      ? { user: accountSid, password: authToken }
      : { user: apiKey, password: apiSecret };
  return { ...rest, sender, login, failures: failuresBy(errors) };
}
