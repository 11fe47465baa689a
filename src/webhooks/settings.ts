import { z } from 'zod';
import { MessagingError } from '../errors.ts';
import { listOf, refusalOf, text } from '../model/arguments.ts';
import { present } from '../model/present.ts';
import { type MessageEventType, messageEventTypes } from '../model/status.ts';
import { urlFault, type WebhookPolicy } from './address.ts';
import { isWebhookSecret } from './sign.ts';

/** A webhook in the configuration. */
export interface WebhookInCode {
  /** Letters, digits, `-` and `_`, at most 64; it does not begin with `whk_`. Never changes: it is what its events wait under. */
  readonly id: string;
  readonly url: string;
  /** `whsec_` and the base64 of 24 to 64 random bytes; while it is replaced `[new, old]`, of which each signs. */
  readonly secret: string | readonly string[];
  /** Which events it is told, such as `delivered`. Default: all. */
  readonly types?: readonly MessageEventType[];
  /** Whose messages' events. Default: the configuration's `site`. */
  readonly site?: string;
  /** For people. */
  readonly description?: string;
}

/** What webhooks may do, those in the configuration and those that people make. */
export interface WebhookOptions {
  /** Also `http:` URLs. Default `false`. */
  readonly allowHttp?: boolean;
  /** Also addresses of this machine and of private networks, and any port: for tests, and for a network of your own in which everybody may enter URLs. Default `false`. */
  readonly allowPrivateAddresses?: boolean;
  /** How long an endpoint may take to answer, in ms. Default 15,000; 100 to 60,000. */
  readonly timeoutMs?: number;
}

/** As it is used. */
export interface KnownInCode extends Omit<WebhookInCode, 'secret' | 'site'> {
  readonly site: string;
  /** The present one first. */
  readonly secrets: readonly string[];
}

/** The webhooks' part of the configuration, checked. */
export interface WebhookSettings extends WebhookPolicy {
  readonly inCode: readonly KnownInCode[];
  readonly timeoutMs: number;
}

/** Begins the ids of those that people make. */
export const ownPrefix = 'whk';
const mostInCode = 1_000;
const secret = z.custom<string>(isWebhookSecret, {
  error: 'is "whsec_" and the base64 of 24 to 64 random bytes',
});

/** Which events, as people and code say it. */
export const typesForm = listOf(
  z.enum(messageEventTypes, { error: 'is not the type of an event, such as "delivered"' }),
  messageEventTypes.length,
).refine((types) => types.length > 0, 'is empty: leave it out for all');
/** For people. */
export const descriptionForm = text(200);

const inCodeForm = listOf(
  z.strictObject({
    id: text(64).regex(
      /^(?!whk_)[A-Za-z0-9_-]+$/,
      'is 1 to 64 letters, digits, "-" or "_", and does not begin with "whk_"',
    ),
    url: z.string(),
    secret: z.union([secret, listOf(secret, 5).refine((all) => all.length > 0, 'is empty')], {
      error: 'is "whsec_" and the base64 of 24 to 64 random bytes, or a list of such',
    }),
    types: typesForm.optional(),
    site: text(64).optional(),
    description: descriptionForm.optional(),
  }),
  mostInCode,
);
const optionsForm = z.strictObject({
  allowHttp: z.boolean().default(false),
  allowPrivateAddresses: z.boolean().default(false),
  timeoutMs: z.number().int().min(100).max(60_000).default(15_000),
});

/** @throws MessagingError `invalid_config` */
export function readWebhooks(
  ownSite: string,
  given: readonly WebhookInCode[] = [],
  options: WebhookOptions = {},
): WebhookSettings {
  refuse('webhookOptions', refusalOf(optionsForm, options));
  refuse('webhooks', refusalOf(inCodeForm, given));
  const policy = optionsForm.parse(options);
  const seen = new Set<string>();
  const inCode = given.map(({ id, url, secret: secrets, types, site = ownSite, description }, index) => {
    const fault = urlFault(url, policy);
    if (fault) throw invalid(`"webhooks.${index}.url" ${fault}.`);
    if (seen.has(`${site} ${id}`)) throw invalid(`Two webhooks of a site have the id "${id}".`);
    seen.add(`${site} ${id}`);
    return present({
      id,
      url,
      types: types && [...types],
      site,
      description,
      secrets: typeof secrets === 'string' ? [secrets] : [...secrets],
    });
  });
  return { ...policy, inCode };
}

function refuse(option: string, refused: { readonly path: string; readonly message: string } | undefined) {
  if (refused) throw invalid(`"${[option, refused.path].filter(Boolean).join('.')}" ${refused.message}.`);
}

function invalid(sentence: string): MessagingError {
  return new MessagingError('invalid_config', sentence);
}
