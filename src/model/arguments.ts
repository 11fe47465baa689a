import { z } from 'zod';
import { MessagingError, type MessagingErrorCode } from '../errors.ts';

/** What is wrong, to stand after the field's name. */
export const complaint: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'is missing' : `must be of type ${issue.expected}`;
    case 'too_small':
      return issue.origin === 'string' || issue.origin === 'array' ? 'is empty' : 'is too small';
    case 'too_big':
      return issue.origin === 'string'
        ? `is longer than ${issue.maximum} characters`
        : `has more than ${issue.maximum} entries`;
    case 'invalid_value':
      return `must be one of: ${issue.values.join(', ')}`;
    case 'unrecognized_keys':
      return `has a field that is not known: ${issue.keys.slice(0, 5).join(', ').slice(0, 200)}`;
    case 'invalid_union':
      return issue.input === undefined ? 'is missing' : 'is of the wrong type';
    case 'invalid_key':
      return issue.issues[0]?.message;
    default:
      return undefined;
  }
};

/** Checks what a host passes to a public method, whatever it is. @throws MessagingError `invalid_argument`, or the code given */
export function checkArgument(
  schema: z.ZodType,
  value: unknown,
  { name, code = 'invalid_argument' }: { readonly name: string; readonly code?: MessagingErrorCode },
): void {
  const refused = refusalOf(schema, value);
  if (!refused) return;
  const path = [name, ...refused.path].join('.');
  throw new MessagingError(code, `"${path}" ${refused.message}.`, {
    details: { field: refused.path.join('.') || name },
  });
}

function refusalOf(
  schema: z.ZodType,
  value: unknown,
): { path: readonly string[]; message: string } | undefined {
  try {
    const parsed = schema.safeParse(value, { error: complaint });
    if (parsed.success) return undefined;
    const [issue] = parsed.error.issues;
    return { path: issue?.path.map(String) ?? [], message: issue?.message ?? 'is not valid' };
  } catch {
    return { path: [], message: 'cannot be read' };
  }
}

/** An id of the host's or of ours. */
export const idArgument = z.string().min(1).max(255);
/** Judged by `checkLimit`. */
export const limitArgument = z.unknown().optional();

/** A host's transaction; what it can do is the storage's to judge. */
export const txArgument = z
  .custom<object>((tx) => typeof tx === 'object' && tx !== null, 'is not a transaction')
  .optional();
/** The options of what joins a transaction. */
export const txOptions = z.strictObject({ tx: txArgument });
