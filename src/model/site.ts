import { z } from 'zod';
import { MessagingError } from '../errors.ts';
import { hasControlCharacters } from './address.ts';
import { refusalOf, text } from './arguments.ts';
import { channelRules, channels } from './channel.ts';
import { isCountry } from './country.ts';
import { languageForm } from './language.ts';
import type { Channel } from './message.ts';

/** One of the services (tenants, brands) that share a `Messaging`. Each has its own senders, history and counts. */
export interface Site<Id extends string = string> {
  /** Letters, digits, `-`, `_`, `.`; 64 at most. Never changes. */
  readonly id: Id;
  /** Shown to recipients: the prefix of every message. 60 characters at most. */
  readonly name: string;
  /** ISO 3166-1 alpha-2; how phone numbers without `+` are read. */
  readonly country?: string;
  /** What stands before subjects and SMS texts; `{site}` is the name. Default `[{site}] ` and `{site}: `; `''` for none. */
  readonly prefix?: Readonly<Partial<Record<Channel, string>>>;
  /** Of its recipients, such as `de` or `pt-BR`: for pages they open, where their browser asks for none that there is. Default `en`. */
  readonly language?: string;
  /** How pages that recipients open look. */
  readonly brand?: SiteBrand;
}

/** What a recipient knows the site by. */
export interface SiteBrand {
  /** Of buttons: `#rgb` or `#rrggbb`. What stands on it is black or white, whichever reads better. */
  readonly color?: string;
  /** The https address of a picture, shown at most 64 pixels high; its host learns who opens the page. */
  readonly logo?: string;
}

const line = (max: number, sentence: string) =>
  z.custom<string>(
    (given) =>
      typeof given === 'string' &&
      // What surrounds it may be left out; how much is counted first.
      given.length <= 2 * max &&
      given.trim().length <= max &&
      !hasControlCharacters(given.trim()),
    sentence,
  );
const whole = "A site is { id, name }, as in \"site: { id: 'acme', name: 'Acme' }\"";
const brandColor = "A site's color is #rgb or #rrggbb";
const prefix = line(60, "A site's prefix is at most 60 characters on one line");
const siteForm = z.looseObject({
  id: z.custom<string>(
    (id) => typeof id === 'string' && id.length <= 64 && /^[A-Za-z0-9._-]+$/.test(id),
    'A site\'s id is 1 to 64 letters, digits, "-", "_" or "."',
  ),
  name: line(60, "A site's name is 1 to 60 characters on one line").refine((name) => name.trim() !== '', {
    error: "A site's name is 1 to 60 characters on one line",
  }),
  country: z.custom<string>(isCountry, "A site's country is two capitals, such as GB").optional(),
  language: text(12).regex(languageForm, 'A site\'s language is a code such as "de" or "pt-BR"').optional(),
  brand: z
    .strictObject(
      {
        color: text(7)
          .regex(/^#([0-9a-f]{3}|[0-9a-f]{6})$/i, brandColor)
          .optional(),
        logo: text(2_000).refine(isPicture, "A site's logo is the https address of a picture").optional(),
      },
      { error: "A site's brand is { color, logo }" },
    )
    .optional(),
  prefix: z
    .looseObject(Object.fromEntries(channels.map((channel) => [channel, prefix.optional()])), {
      error: "A site's prefix is an object with a text for a channel, such as { email: '' }",
    })
    .optional(),
});

function isPicture(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host, username } = new URL(url);
  // Its origin stands in a header.
  return protocol === 'https:' && username === '' && /^[a-z0-9.:[\]-]+$/.test(host);
}

/** @throws MessagingError `invalid_config` */
export function checkSite(site: Site): Site {
  const refused = refusalOf(siteForm, site);
  if (refused)
    throw new MessagingError('invalid_config', `${refused.path === '' ? whole : refused.message}.`);
  return { ...site, name: site.name.trim() };
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
