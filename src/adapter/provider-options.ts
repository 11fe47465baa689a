import type { Agent } from 'node:http';
import { z } from 'zod';
import { MessagingError } from '../errors.ts';
import type { Rate } from '../interfaces/transport.ts';
import { optionFaults, readOptions } from '../model/options.ts';
import { type Present, present } from '../model/present.ts';
import { type ErrorRule, errorClasses } from './error-rules.ts';

/** Options that every transport over a provider's API has. */
export interface ProviderOptions {
  /** What messages and callback URLs call it, where a channel has several: letters, digits, `-` and `_`. Default: the provider's name. */
  readonly name?: string;
  /** What your account may send, for all processes together. Default: no limit of ours; a 429 pauses the channel. */
  readonly rate?: Rate;
  /** Requests to send under way at a time, by all processes together; 1 to 10,000. Default: no limit of ours. */
  readonly maxConcurrent?: number;
  /** Where the API is: another region, or a stand-in on this machine; `https`, or `http` on loopback. Default: the provider's own. */
  readonly baseUrl?: string;
  /** How long one request may take, from the look-up of the name to the last byte of the answer, in ms. Default 30 000. */
  readonly timeoutMs?: number;
  /** Errors that mean something else for you; looked at before the built-in table. */
  readonly errors?: readonly ErrorRule[];
  /**
   * Makes the connections: for a proxy, or a certificate authority of your own. Yours to close. Default: one that keeps
   * connections for a few seconds.
   */
  readonly agent?: Agent;
  /** The time, for tests. */
  readonly clock?: () => Date;
}

/** Limits of a transport's: what `rate` and `maxConcurrent` may be. */
export const limitOptions = () => ({
  rate: z.strictObject({ perSecond: z.number().positive(), burst: z.number().min(1) }).optional(),
  maxConcurrent: z.int().min(1).max(10_000).optional(),
});

/** A key, token or password: printable, without spaces, 1 to 1,000 characters. */
export const credentialOption = () =>
  z.string().regex(/^[!-~]{1,1000}$/, 'must be given, on one line and without spaces');

/**
 * What {@link ProviderOptions} may be, for `z.strictObject({ ...providerOptions({ … }), apiKey: credentialOption() })`. `baseUrl` is read as a
 * `URL`, and `errors` are the host's rules alone.
 */
export const providerOptions = (defaults: { readonly name: string; readonly baseUrl: string }) => ({
  ...limitOptions(),
  name: z
    .string()
    .regex(/^[\w-]{1,40}$/, 'must be letters, digits, - and _')
    .default(defaults.name),
  baseUrl: z
    .string()
    .refine(isBaseUrl, 'must be an https URL, or an http one on this machine')
    .default(defaults.baseUrl)
    .transform((url) => new URL(url)),
  timeoutMs: z.int().min(1).max(600_000).default(30_000),
  errors: z.array(errorRule()).default([]),
  agent: z.custom<Agent>(isAgent, 'must be an agent of node:http or node:https').optional(),
  clock: z
    .custom<() => Date>((value) => typeof value === 'function', 'must be a function')
    .default(() => () => new Date()),
});

const errorRule = () =>
  z
    .strictObject({
      codes: z.array(z.union([z.int().min(1), z.string().min(1).max(100)])).exactOptional(),
      status: z
        .array(z.string().regex(/^[1-5]\d{0,2}$/, 'must be the first digits of a status'))
        .exactOptional(),
      class: z.enum(errorClasses),
      hint: z.string().max(300).exactOptional(),
    })
    .refine(({ codes, status }) => codes || status, 'must name codes or statuses');

/** A schema of zod's, of any copy of it. */
interface OptionsSchema<T> {
  /** As zod has it. */
  safeParse(
    value: unknown,
  ):
    | { readonly success: true; readonly data: T }
    | { readonly success: false; readonly error: { readonly issues: Parameters<typeof optionFaults>[0] } };
}

/**
 * Reads an adapter's options, whatever a host passes; with every default, and without what is not given.
 *
 * @param of - begins the sentence: `@postern/twilio`
 * @throws MessagingError `invalid_config`, which names the option and never repeats its value
 */
export function readProviderOptions<T extends object>(
  of: string,
  schema: OptionsSchema<T>,
  options: unknown,
): Present<T> {
  return readOptions(of, options, () => {
    const read = schema.safeParse(options);
    if (!read.success) throw invalidOption(of, optionFaults(read.error.issues));
    return present(read.data);
  });
}

/** Says which option and what it must be, never what it was: a value may be a secret. */
export function invalidOption(of: string, what: string): MessagingError {
  return new MessagingError('invalid_config', `${of}: ${what}.`);
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
