import { MessagingError } from '../errors.ts';
import { hasControlCharacters } from './address.ts';
import { channelRules, channels } from './channel.ts';
import type { Channel } from './message.ts';

/** One of the services (tenants, brands) that share a `Messaging`. Each has its own senders, history and counts. */
export interface Site {
  /** Letters, digits, `-`, `_`, `.`; 64 at most. Never changes. */
  readonly id: string;
  /** Shown to recipients: the prefix of every message. 60 characters at most. */
  readonly name: string;
  /** ISO 3166-1 alpha-2; how phone numbers without `+` are read. */
  readonly country?: string;
  /** What stands before subjects and SMS texts; `{site}` is the name. Default `[{site}] ` and `{site}: `; `''` for none. */
  readonly prefix?: Readonly<Partial<Record<Channel, string>>>;
}

/** @throws MessagingError `invalid_config` */
export function checkSite(site: Site): Site {
  if (typeof site !== 'object' || site === null) {
    throw new MessagingError(
      'invalid_config',
      "A site is { id, name }, as in \"site: { id: 'acme', name: 'Acme' }\".",
    );
  }
  if (typeof site.id !== 'string' || !/^[A-Za-z0-9._-]{1,64}$/.test(site.id)) {
    throw new MessagingError('invalid_config', 'A site\'s id is 1 to 64 letters, digits, "-", "_" or ".".');
  }
  const name = typeof site.name === 'string' ? site.name.trim() : '';
  if (name === '' || name.length > 60 || hasControlCharacters(name)) {
    throw new MessagingError('invalid_config', "A site's name is 1 to 60 characters on one line.");
  }
  for (const prefix of channels.map((channel) => site.prefix?.[channel])) {
    if (
      prefix !== undefined &&
      (typeof prefix !== 'string' || prefix.length > 60 || hasControlCharacters(prefix))
    ) {
      throw new MessagingError('invalid_config', "A site's prefix is at most 60 characters on one line.");
    }
  }
  return { ...site, name };
}

/** What is put before a site's subjects (e-mail) or texts (SMS), such as `[Acme] `; empty for nothing. */
export function sitePrefix(site: Site, channel: Channel): string {
  return (site.prefix?.[channel] ?? channelRules[channel].prefix).replaceAll('{site}', () => site.name);
}

/** Puts the site's prefix before a text that does not begin with it already. */
export function withPrefix(site: Site, channel: Channel, text: string): string {
  const prefix = sitePrefix(site, channel);
  const bare = prefix.trimEnd();
  if (bare === '' || text.trimStart().toLowerCase().startsWith(bare.toLowerCase())) return text;
  return `${prefix}${text}`;
}
