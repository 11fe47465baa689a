import type { z } from 'zod';
import { isMessagingError, MessagingError } from '../errors.ts';
import { pathOf } from '../model/arguments.ts';

/** Of what is wrong with data, what a refusal lists. */
const shownIssues = 20;

/** Data as a template's own schema takes it. @throws MessagingError `template_data_invalid`, which names what is missing and what does not fit */
export function parseData(schema: z.ZodType, data: unknown): Record<string, unknown> {
  let issues: readonly z.core.$ZodIssue[];
  let given: readonly z.core.$ZodIssue[];
  try {
    const whole = schema.safeParse(data);
    // Data that were left out are data without fields.
    const parsed = whole.success || data !== undefined ? whole : schema.safeParse({});
    if (parsed.success) return dataObject(parsed.data);
    // Only here are they made, which reads the data again.
    issues = parsed.error.issues.slice(0, shownIssues);
    given = issues.filter((issue) => valueAt(data, issue.path) !== undefined);
  } catch (cause) {
    if (isMessagingError(cause)) throw cause;
    throw new MessagingError('template_data_invalid', 'The data for the template cannot be read.', { cause });
  }
  const variables = [...new Set(issues.map((issue) => pathOf(issue.path)))];
  const list = issues.map((issue) => `${pathOf(issue.path) || 'data'}: ${issue.message}`).join('; ');
  const wrong = Object.fromEntries(
    given.map((issue) => [pathOf(issue.path), { kind: kindOf(issue), message: issue.message }]),
  );
  throw new MessagingError('template_data_invalid', `The data do not fit the template (${list}).`, {
    details: { variables, wrong },
  });
}

function valueAt(data: unknown, path: readonly PropertyKey[]): unknown {
  let value = data;
  for (const name of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as Readonly<Record<PropertyKey, unknown>>)[name];
  }
  return value;
}

/** What was asked for, such as `url` or `number`; for sentences in other languages. */
function kindOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_format') return issue.format;
  return issue.code === 'invalid_type' ? issue.expected : issue.code;
}

/** Data without a schema. @throws MessagingError `template_data_invalid` */
export function dataObject(data: unknown): Record<string, unknown> {
  if (data === undefined) return {};
  const fields = fieldsOf(data);
  if (fields) return fields;
  throw new MessagingError(
    'template_data_invalid',
    'A template\'s "data" is an object with a value for each variable.',
  );
}

/** A copy of an object's fields; `undefined` for lists, bytes and all else that has items instead, and for what cannot be read. */
function fieldsOf(data: unknown): Record<string, unknown> | undefined {
  try {
    if (typeof data === 'object' && data !== null && !(Symbol.iterator in data)) return { ...data };
  } catch {
    // A getter that throws, a proxy.
  }
  return undefined;
}
