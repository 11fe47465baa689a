import type { Agent } from 'node:http';
import { z } from 'zod';
import { MessagingError } from '../errors.ts';
import type { Rate } from '../interfaces/transport.ts';
import { optionFaults, readOptions } from '../model/options.ts';
import { type Present, present } from '../model/present.ts';
import { type ErrorRule, errorClasses } from './error-rules.ts';

/** Options that every transport over a provider's API has. */
export interface ProviderOptions {
  /** What messages name as their transport; two in one channel need names of their own. Default: the provider's, in small letters. */
  readonly name?: string;
  /** What the account allows, held by all processes together. Default: no limit. */
  readonly rate?: Rate;
  /** Messages handed over at a time, by all processes together, where the account allows no more than that; 1 to 10,000. Default: no limit. */
  readonly maxConcurrent?: number;
  /** Where the API is, for another region or a stand-in: an https URL, or an http one on this machine. */
  readonly baseUrl?: string;
  /** For one request, in ms, up to 600,000. Default 30,000. */
  readonly timeoutMs?: number;
  /** What errors mean, where it is not what is expected; looked at before the built-in rules. */
  readonly errors?: readonly ErrorRule[];
  /** Makes the connections: for a proxy, or an authority to trust besides. Default: one of our own. */
  readonly agent?: Agent;
  /** The time. Default: the machine's. */
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
