import type { HttpAnswer, HttpCall } from 'postern/testing';
import type { z } from 'zod';

/** An answer of Resend's that refuses a call, for `intercept`. Names: https://resend.com/docs/api-reference/errors. */
export function resendError(
  statusCode: number,
  name: string,
  headers: Readonly<Record<string, string>> = {},
): HttpAnswer {
  return { status: statusCode, body: { statusCode, message: `Refused: ${name}.`, name }, headers };
}

export const notFound: HttpAnswer = resendError(404, 'not_found');

/** The body by a schema, or how it is refused. */
export function bodyOf<T>(
  schema: z.ZodType<T>,
  call: HttpCall,
): { readonly body: T } | { readonly refused: HttpAnswer } {
  const { success, data, error } = schema.safeParse(call.json());
  if (success) return { body: data };
  const missing = error.issues.some(({ code, input }) => code === 'invalid_type' && input === undefined);
  return { refused: resendError(422, missing ? 'missing_required_field' : 'validation_error') };
}
