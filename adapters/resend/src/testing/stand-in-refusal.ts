import { type HttpAnswer, type HttpCall, HttpRefusal } from 'postern/testing';
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

/** The body by a schema; what does not fit is refused. */
export function bodyOf<T>(schema: z.ZodType<T>, call: HttpCall): T {
  const { success, data, error } = schema.safeParse(call.json());
  if (success) return data;
  const missing = error.issues.some(({ code, input }) => code === 'invalid_type' && input === undefined);
  throw new HttpRefusal(resendError(422, missing ? 'missing_required_field' : 'validation_error'));
}
