import { type HttpAnswer, type HttpCall, HttpRefusal } from 'postern/testing';
import { z } from 'zod';

/**
 * An answer of Brevo's that refuses a call, for `intercept`: `brevoError(402, 'not_enough_credits', '…')`.
 * Codes: https://developers.brevo.com/docs/how-it-works.
 */
export function brevoError(
  status: number,
  code: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): HttpAnswer {
  return { status, body: { code, message }, headers };
}

/** Thrown by what carries a call out; answered as it is. */
export class Refusal extends HttpRefusal {
  constructor(status: number, code: string, message: string) {
    super(brevoError(status, code, message), message);
  }
}

/** 404, as Brevo names it. */
export function notFound(what: string): Refusal {
  return new Refusal(404, 'document_not_found', `${what} not found`);
}

/** The body by a schema; what does not fit is refused by the first field that does not. */
export function bodyOf<T>(schema: z.ZodType<T>, call: HttpCall): T {
  const json = call.json();
  if (json === undefined) throw new Refusal(400, 'bad_request', 'Input must be a valid JSON object');
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const field = issue?.path.join('.') ?? '';
  if (issue && isAbsent(json, issue.path)) {
    throw new Refusal(400, 'missing_parameter', `${field} is missing`);
  }
  throw new Refusal(400, 'invalid_parameter', `${field} is not valid`);
}

function isAbsent(json: unknown, path: readonly PropertyKey[]): boolean {
  let value: unknown = json;
  for (const part of path) {
    value = typeof value === 'object' && value !== null ? Reflect.get(value, part) : undefined;
  }
  return value === undefined;
}

/** An address as Brevo takes it. */
export const email = z.email().max(254);
