import { createPublicKey, type KeyObject } from 'node:crypto';
import {
  credentialOption,
  type Mailbox,
  type ProviderApi,
  type ProviderFailures,
  type ProviderOptions,
  providerApi,
  providerFailures,
  providerOptions,
  readEmailAddress,
  readProviderOptions,
} from 'postern/adapter';
import { z } from 'zod';
import { errorRules, provider } from './sendgrid-errors.ts';

/** An account of SendGrid's. `name` is `sendgrid`, `baseUrl` `https://api.sendgrid.com/v3`; in the EU `https://api.eu.sendgrid.com/v3`. */
export interface SendGridOptions extends ProviderOptions {
  /** `SG.…`, with the permissions that the README names. */
  readonly apiKey: string;
  /** The event webhook's verification key, which `registerWebhook` answers. Without it there are no callbacks. */
  readonly verificationKey?: string;
  /**
   * Who the one-time code comes from: an address that SendGrid takes already. Default: the sender being validated, which SendGrid refuses
   * until its domain is authenticated.
   */
  readonly codeSender?: Mailbox;
}

const schema = z.strictObject({
  ...providerOptions({ name: 'sendgrid', baseUrl: 'https://api.sendgrid.com/v3' }),
  apiKey: credentialOption(),
  verificationKey: z
    .string()
    .refine((text) => keyIn(text) !== undefined, 'must be the verification key of the event webhook')
    .transform((text) => keyIn(text))
    .optional(),
  codeSender: z
    .strictObject({
      name: z.string().min(1).max(200).exactOptional(),
      address: z.string().refine((address) => readEmailAddress(address).ok, 'must be an e-mail address'),
    })
    .optional(),
});

/** @throws MessagingError `invalid_config`, which names the option and never repeats its value. */
export const readSettings = (options: SendGridOptions) =>
  readProviderOptions('@postern/sendgrid', schema, options);

/** Settings hold the key: they are kept in closures, and never printed. */
export type SendGridSettings = ReturnType<typeof readSettings>;

/** A key as SendGrid shows it: base64 of an elliptic one. */
function keyIn(text: string): KeyObject | undefined {
  try {
    const key = createPublicKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'spki' });
    return key.asymmetricKeyType === 'ec' ? key : undefined;
  } catch {
    return undefined;
  }
}

/** SendGrid's API, and what its failures mean. */
export interface SendGrid {
  readonly api: ProviderApi;
  readonly failures: ProviderFailures;
}

/** What is wrong is named by the field that it is in: there are no codes. */
const refusal = z.object({ errors: z.array(z.object({ field: z.string() })).min(1) });

export function sendGridOf({ baseUrl, timeoutMs, agent, apiKey, clock, errors }: SendGridSettings): SendGrid {
  return {
    api: providerApi({
      provider,
      baseUrl,
      timeoutMs,
      agent,
      clock,
      headers: () => ({ authorization: `Bearer ${apiKey}` }),
      errorCode(body) {
        const field = refusal.safeParse(body).data?.errors[0]?.field;
        return field === 'null' ? undefined : field;
      },
      resets: [{ name: 'x-ratelimit-reset', holds: 'time' }],
    }),
    failures: providerFailures({
      provider,
      channel: 'email',
      rules: [...errors, ...errorRules],
    }),
  };
}
