import { createPrivateKey, type KeyObject } from 'node:crypto';
import {
  type ProviderApi,
  type ProviderFailures,
  type ProviderOptions,
  providerApi,
  providerFailures,
  providerOptions,
  readProviderOptions,
} from 'postern/adapter';
import { z } from 'zod';
import { errorRules, provider, refusalCode } from './vonage-errors.ts';
import { tokenFor } from './vonage-jwt.ts';
import { isSender } from './vonage-sender.ts';

/** An application of Vonage's with the capability Messages. `name` is `vonage`, `baseUrl` `https://api.nexmo.com`. */
export interface VonageOptions extends ProviderOptions {
  /** A UUID, from the application's page. */
  readonly applicationId: string;
  /** The application's private key, in PEM. */
  readonly privateKey: string;
  /** The account's signature secret, by which webhooks are verified. Without it there are none. */
  readonly signatureSecret?: string;
  /** Who SMS come from until a site sets its own: a number in E.164, a short code, or a name of up to 11 letters and digits. */
  readonly sender: string;
}

const schema = z.strictObject({
  ...providerOptions({ name: 'vonage', baseUrl: 'https://api.nexmo.com' }),
  applicationId: z.guid('must be the UUID of an application'),
  privateKey: z.string().transform((pem, { issues }) => {
    const key = keyIn(pem);
    if (key) return key;
    issues.push({ code: 'custom', message: 'must be an RSA key in PEM, with its line breaks', input: '' });
    return z.NEVER;
  }),
  // A person may have chosen it.
  signatureSecret: z.string().min(1).max(1_000).optional(),
  sender: z
    .string()
    .refine(isSender, 'must be a number, a short code, or a name of up to 11 letters and digits'),
});

/** @throws MessagingError `invalid_config`, which names the option and never repeats its value. */
export const readSettings = (options: VonageOptions) =>
  readProviderOptions('@postern/vonage', schema, options);

/** Settings hold the key and the secret: they are kept in closures, and never printed. */
export type VonageSettings = ReturnType<typeof readSettings>;

function keyIn(pem: string): KeyObject | undefined {
  try {
    const key = createPrivateKey(pem);
    return key.asymmetricKeyType === 'rsa' ? key : undefined;
  } catch {
    return undefined;
  }
}

/** Vonage's API, and what its failures mean. */
export function vonageOf(settings: VonageSettings): {
  readonly api: ProviderApi;
  readonly failures: ProviderFailures;
} {
  const { baseUrl, timeoutMs, agent, clock, errors } = settings;
  return {
    api: providerApi({
      provider,
      baseUrl,
      timeoutMs,
      agent,
      clock,
      headers: () => ({ authorization: `Bearer ${tokenFor(settings, clock())}` }),
      errorCode: refusalCode,
    }),
    failures: providerFailures({ provider, channel: 'sms', rules: [...errors, ...errorRules] }),
  };
}
