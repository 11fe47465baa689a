import { z } from 'zod';
import { MessagingError, type MessagingErrorCode } from '../errors.ts';
import { channels, isChannel } from './channel.ts';
import type { Channel } from './message.ts';
import { isStorableTime } from './times.ts';

/** What is wrong, to stand after the field's name. */
const complaint: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined) return 'is missing';
      return issue.expected === 'int' ? 'must be a whole number' : `must be of type ${issue.expected}`;
    case 'too_small':
      if (issue.origin === 'string' || issue.origin === 'array') return 'is empty';
      return issue.inclusive ? `is less than ${issue.minimum}` : `is not more than ${issue.minimum}`;
    case 'too_big':
      return `is more than ${issue.maximum}`;
    case 'invalid_value':
      return `must be one of: ${issue.values.join(', ')}`;
    case 'unrecognized_keys':
      return strayField(issue.keys);
    case 'invalid_union':
      return issue.input === undefined ? 'is missing' : 'is of the wrong type';
    case 'invalid_key':
      return issue.issues[0]?.message;
    default:
      return undefined;
  }
};

/** A name that may be shown; whatever else stands in its place may be anybody's text. */
const plainName = /^[\w$ -]{1,80}$/;

function strayField(keys: readonly string[]): string {
  const shown = keys.slice(0, 5).filter((key) => plainName.test(key));
  return shown.length === 0
    ? 'has a field that is not known'
    : `has a field that is not known: ${shown.join(', ')}`;
}

/** Where something stands, of names that may be shown. */
export function pathOf(path: readonly PropertyKey[]): string {
  return path.map((part) => (plainName.test(String(part)) ? String(part) : '…')).join('.');
}

/** Checks what a host passes to a public method, whatever it is. @throws MessagingError `invalid_argument`, or the code given */
export function checkArgument(
  schema: z.ZodType,
  value: unknown,
  { name, code = 'invalid_argument' }: { readonly name: string; readonly code?: MessagingErrorCode },
): void {
  const refused = refusalOf(schema, value);
  if (!refused) return;
  const path = refused.path === '' ? name : `${name}.${refused.path}`;
  throw new MessagingError(code, `"${path}" ${refused.message}.`, {
    details: { field: refused.path || name },
  });
}

/** What is wrong with a value, and where in it; `undefined` where nothing is. Never throws, whatever reading the value does. */
export function refusalOf(
  schema: z.ZodType,
  value: unknown,
): { readonly path: string; readonly message: string } | undefined {
  try {
    const parsed = schema.safeParse(value, { error: complaint });
    if (parsed.success) return undefined;
    const [issue] = parsed.error.issues;
    return { path: pathOf(issue?.path ?? []), message: issue?.message ?? 'is not valid' };
  } catch {
    return { path: '', message: 'cannot be read' };
  }
}

/**
 * Text of so many UTF-16 units at most. By its length alone, and first: zod's `max` counts the code points of what is too long, which takes
 * a copy, and what is checked after it would walk the whole.
 */
export const text = (max: number) =>
  z.string().refine((given) => given.length <= max, {
    abort: true,
    error: `is longer than ${max} characters`,
  });

/** A list of so many at most, counted before any is looked at: one of holes may say it has billions. */
export const listOf = <Item extends z.ZodType>(item: Item, max: number) =>
  z
    .custom<readonly unknown[]>(Array.isArray, { abort: true, error: 'must be a list' })
    .refine((given) => given.length <= max, { abort: true, error: `has more than ${max} entries` })
    .pipe(z.array(item));

/** A function of the host's. */
export const functionArgument = z.custom<unknown>(
  (value) => typeof value === 'function',
  'is not a function',
);

export const signalArgument = z.instanceof(AbortSignal, { error: 'is not an AbortSignal' });

/** A time that every storage can keep. */
export const timeArgument = z.date().refine(isStorableTime, 'is not in the years 1 to 9999');

/** An id of the host's or of ours. */
export const idArgument = text(255).min(1);
/** A text that names somebody: blanks alone name nobody. */
export function named<T extends z.ZodType<string>>(base: T): T {
  return base.refine((name) => name.trim() !== '', 'names nobody: leave it out, or give 1 to 200 characters');
}
/** Who asks for a change, as the host names them. */
export const actorArgument = named(text(200)).optional();
export const channelArgument = z.custom<Channel>(
  isChannel,
  `is not a channel: ${channels.map((channel) => `"${channel}"`).join(' or ')}`,
);
/** Judged by `checkLimit`. */
export const limitArgument = z.unknown().optional();

/** A host's transaction; what it can do is the storage's to judge. */
export const txArgument = z
  .custom<object>((tx) => typeof tx === 'object' && tx !== null, 'is not a transaction')
  .optional();
/** The options of what joins a transaction. */
export const txOptions = z.strictObject({ tx: txArgument });
