import type { z } from 'zod';
import { MessagingError } from '../errors.ts';

/** Data as a template's own schema takes it. @throws MessagingError `template_data_invalid`, which names what is missing and what does not fit */
export function parseData(schema: z.ZodType, data: unknown): Record<string, unknown> {
  const parsed = schema.safeParse(data);
  if (parsed.success) return dataObject(parsed.data);
  const variables = [...new Set(parsed.error.issues.map((issue) => issue.path.join('.')))];
  const list = parsed.error.issues
    .map((issue) => `${issue.path.join('.') || 'data'}: ${issue.message}`)
    .join('; ');
  const wrong = Object.fromEntries(
    parsed.error.issues
      .filter((issue) => valueAt(data, issue.path) !== undefined)
      .map((issue) => [issue.path.join('.'), { kind: kindOf(issue), message: issue.message }]),
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
  if (typeof data === 'object' && data !== null && !Array.isArray(data)) return { ...data };
  throw new MessagingError(
    'template_data_invalid',
    'A template\'s "data" is an object with a value for each variable.',
  );
}
