import { plainIssues } from 'postern/adapter';
import type { z } from 'zod';
import { ConsoleError } from './console-error.ts';

/** Of several values of one name the last. */
export function queryOf(request: Request): Record<string, string> {
  return Object.fromEntries(new URL(request.url).searchParams);
}

/** @throws ConsoleError `invalid_request` */
export function parse<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issues = plainIssues(parsed.error.issues);
  const [first] = issues;
  throw new ConsoleError(400, 'invalid_request', `"${first?.path ?? ''}" is not valid: ${first?.message}.`, {
    field: first?.path ?? '',
    issues,
  });
}
