import { MessagingError, optionFaults, present, type Rate, readOptions } from 'postern/adapter';
import { z } from 'zod';
import type { TwilioOptions } from './twilio-options.ts';
import { type ErrorRule, errorClasses, errorRules } from './twilio-outcome.ts';
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
  readonly errors: readonly ErrorRule[];
  readonly agent?: NonNullable<TwilioOptions['agent']>;
  readonly clock: () => Date;
}

const sid = (prefix: string) =>
  z.string().regex(new RegExp(`^${prefix}[0-9a-fA-F]{32}$`), `must be ${prefix} and 32 hexadecimal digits`);
// An undefined credential would make the SDK look into the environment: it has to be here.
const credential = z.string().regex(/^[!-~]{1,200}$/, 'must be given, on one line and without spaces');

const rule = z
  .strictObject({
    codes: z.array(z.int().min(1)).exactOptional(),
    status: z
      .array(z.string().regex(/^[1-5]\d{0,2}$/, 'must be the first digits of a status'))
      .exactOptional(),
    class: z.enum(errorClasses),
    hint: z.string().max(300).exactOptional(),
  })
  .refine(({ codes, status }) => codes || status, 'must name codes or statuses');

const schema = z
  .strictObject({
    accountSid: sid('AC'),
    authToken: credential,
    apiKey: sid('SK').optional(),
    apiSecret: credential.optional(),
    sender: z
      .string()
      .refine(isSender, 'must be a number, a short code, a name or a Messaging Service')
      .optional(),
    messagingServiceSid: sid('MG').optional(),
    name: z
      .string()
      .regex(/^[\w-]{1,40}$/, 'must be letters, digits, - and _')
      .default('twilio'),
    rate: z.strictObject({ perSecond: z.number().positive(), burst: z.number().min(1) }).optional(),
    maxConcurrent: z.int().min(1).max(10_000).optional(),
    baseUrl: z
      .string()
      .refine(isBaseUrl, 'must be an https URL, or an http one on this machine')
      .default('https://api.twilio.com'),
    timeoutMs: z.int().min(1).max(600_000).default(30_000),
    errors: z.array(rule).default([]),
    agent: z
      .custom<NonNullable<TwilioOptions['agent']>>(isAgent, 'must be an agent of node:http or node:https')
      .optional(),
    clock: z
      .custom<() => Date>((value) => typeof value === 'function', 'must be a function')
      .default(() => () => new Date()),
  })
  .refine(({ apiKey, apiSecret }) => (apiKey === undefined) === (apiSecret === undefined), {
    path: ['apiSecret'],
    error: 'goes together with "apiKey"',
  });

/** @throws MessagingError `invalid_config`, which names the option and never repeats its value. */
export function readSettings(options: TwilioOptions): TwilioSettings {
  return readOptions('@postern/twilio', options, () => settingsOf(options));
}

function settingsOf(options: TwilioOptions): TwilioSettings {
  const result = schema.safeParse(options);
  if (!result.success) {
    throw invalid(optionFaults(result.error.issues));
  }
  const { accountSid, authToken, apiKey, apiSecret, messagingServiceSid, agent, errors, rate, ...rest } =
    result.data;
  const sender = rest.sender ?? messagingServiceSid;
  if (sender === undefined) throw invalid('sender: is needed, or a "messagingServiceSid"');
  return present({
    accountSid,
    authToken,
    login:
      apiKey === undefined || apiSecret === undefined
        ? { user: accountSid, password: authToken }
        : { user: apiKey, password: apiSecret },
    apiKey,
    name: rest.name,
    rate,
    maxConcurrent: rest.maxConcurrent,
    sender,
    messagingServiceSid,
    baseUrl: new URL(rest.baseUrl),
    timeoutMs: rest.timeoutMs,
    errors: [...errors, ...errorRules],
    agent,
    clock: rest.clock,
  });
}

/** Credentials go over this URL: only TLS, or this machine's own loopback. */
function isBaseUrl(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname, username, password, search, hash } = new URL(value);
  const here = hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
  return (
    (protocol === 'https:' || (protocol === 'http:' && here)) &&
    `${username}${password}${search}${hash}` === ''
  );
}

/** As `http.request` itself looks at it: proxies' agents need not extend node's class. */
function isAgent(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'addRequest' in value;
}

function invalid(what: string): MessagingError {
  return new MessagingError('invalid_config', `@postern/twilio: ${what}.`);
}
