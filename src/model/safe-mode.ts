import { z } from 'zod';
import { MessagingError } from '../errors.ts';
import { listOf, refusalOf, text } from './arguments.ts';
import { addressKey, channelRules, channels, perChannel } from './channel.ts';
import type { Channel } from './message.ts';
import { present } from './present.ts';

/** Keeps a system that is not production from writing to people: judged at each hand-over, so that what a copied database brings along is held as well. */
export interface SafeMode {
  /**
   * Where what is not allowed goes instead: an e-mail address, or a number with its `+`; or one for each channel. The subject (the
   * text, where there is none) then begins with whom it was for. In a channel without one, what is not allowed ends as `suppressed`.
   */
  readonly redirectTo?: string | { readonly [K in Channel]?: string | undefined } | undefined;
  /** Who is written to as always: `jo@acme.example`, `*@acme.example`, `+447400123456`, `+44*`; at most 1,000. Default: nobody. */
  readonly allow?: readonly string[] | undefined;
}

/** What safe mode does in one channel. */
export interface ChannelSafeMode {
  /** Where what is not allowed goes. Absent: it is not sent, and ends as `suppressed`. */
  readonly redirectTo?: string;
  /** Who is written to as always, as they are compared: `*` at one end stands for anything. */
  readonly allow: readonly string[];
}

/** By channel. */
export type SafeModeState = Readonly<Record<Channel, ChannelSafeMode>>;

const mostAllowed = 1_000;
const entry = text(320);
const examples = channels.flatMap((channel) => channelRules[channel].allowExamples).join('", "');
const safeModeForm = z.strictObject({
  redirectTo: z
    .union([entry, z.strictObject(perChannel(() => entry.optional()))], {
      error: 'is an address, or an object of one for each channel',
    })
    .optional(),
  allow: listOf(entry, mostAllowed).optional(),
});

/** @throws MessagingError `invalid_config` */
export function readSafeMode(given: unknown): SafeModeState | undefined {
  if (given === undefined) return undefined;
  const refused = refusalOf(safeModeForm, given);
  if (refused) throw invalid(['safeMode', refused.path].filter(Boolean).join('.'), refused.message);
  const { redirectTo, allow } = safeModeForm.parse(given);
  const redirects = readRedirects(redirectTo);
  if (!allow && Object.keys(redirects).length === 0)
    throw invalid('safeMode', 'says neither "redirectTo" nor "allow": { allow: [] } lets nothing out');
  const patterns = readAllowed(allow ?? []);
  return perChannel((_, channel) =>
    present({ redirectTo: redirects[channel], allow: patterns.get(channel) ?? [] }),
  );
}

function readRedirects(given: string | { readonly [K in Channel]?: string | undefined } | undefined): {
  [K in Channel]?: string;
} {
  const redirects: { [K in Channel]?: string } = {};
  for (const channel of channels) {
    const address = typeof given === 'string' ? given : given?.[channel];
    const read = address === undefined ? undefined : channelRules[channel].readAllowed(address);
    if (read !== undefined && !read.includes('*')) redirects[channel] = read;
    else if (address !== undefined && typeof given !== 'string')
      throw invalid(`safeMode.redirectTo.${channel}`, `is no ${channelRules[channel].addressWord}`);
  }
  if (typeof given === 'string' && Object.keys(redirects).length === 0)
    throw invalid('safeMode.redirectTo', 'is neither an e-mail address nor a phone number with its +');
  return redirects;
}

function readAllowed(allow: readonly string[]): ReadonlyMap<Channel, readonly string[]> {
  const patterns = new Map<Channel, string[]>();
  for (const [index, pattern] of allow.entries()) {
    const channel = channels.find((one) => channelRules[one].readAllowed(pattern) !== undefined);
    const read = channel && channelRules[channel].readAllowed(pattern);
    if (channel === undefined || read === undefined)
      throw invalid(`safeMode.allow.${index}`, `is none of: "${examples}"`);
    patterns.set(channel, [...(patterns.get(channel) ?? []), read]);
  }
  return patterns;
}

function invalid(option: string, what: string): MessagingError {
  return new MessagingError('invalid_config', `"${option}" ${what}.`);
}

/** Whether safe mode lets a message go to this address. The address that others are redirected to may be written to as well. */
export function isAllowed(state: SafeModeState | undefined, channel: Channel, address: string): boolean {
  if (!state) return true;
  const { allow, redirectTo } = state[channel];
  const key = addressKey(channel, address);
  return key === redirectTo || allow.some((pattern) => fits(key, pattern));
}

function fits(key: string, pattern: string): boolean {
  if (pattern.startsWith('*')) return key.endsWith(pattern.slice(1));
  return pattern.endsWith('*') ? key.startsWith(pattern.slice(0, -1)) : key === pattern;
}
