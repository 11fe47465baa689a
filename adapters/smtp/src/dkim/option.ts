import { optionFaults } from 'postern/adapter';
import { z } from 'zod';
import { invalidOption } from '../smtp-url.ts';
import type { DkimAlgorithm } from './dkim.ts';
import { type RelayRecords, relayRecords } from './relay.ts';

/** Who signs: we do; the relay does, and its records are asked for; or we do not know, and ask for none. */
export type DkimSettings =
  | { readonly signs: 'us'; readonly selectorPrefix: string; readonly second: DkimAlgorithm }
  | { readonly signs: 'relay'; readonly records: RelayRecords }
  | { readonly signs: 'nobody' };

const own = z
  .strictObject({
    // A label has 63 characters; the number, the hyphen and the tag take eight.
    selectorPrefix: z
      .string()
      .regex(/^[a-z]([a-z0-9-]{0,50}[a-z0-9])?$/, 'must be a lower-case DNS label')
      .default('postern'),
    second: z.enum(['rsa', 'ed25519']).default('rsa'),
  })
  .prefault({});

const asked = z.custom<Extract<RelayRecords, (domain: string) => unknown>>(
  (value) => typeof value === 'function',
);

/** @throws MessagingError `invalid_config` */
export function readDkim(option: unknown): DkimSettings {
  if (option === 'relay') return { signs: 'nobody' };
  if (typeof option !== 'object' || option === null || !('relay' in option)) {
    return { signs: 'us', ...parsed(own, option, ['dkim']) };
  }
  const { relay, ...more } = option;
  parsed(z.strictObject({}), more, ['dkim']);
  const called = asked.safeParse(relay);
  const records = called.success ? called.data : parsed(relayRecords, relay, ['dkim', 'relay']);
  return { signs: 'relay', records };
}

function parsed<T>(schema: z.ZodType<T>, value: unknown, path: readonly string[]): T {
  const { data, error, success } = schema.safeParse(value);
  if (success) return data;
  throw invalidOption(optionFaults(error.issues, path));
}
