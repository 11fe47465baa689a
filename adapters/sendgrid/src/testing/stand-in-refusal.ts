import { type HttpAnswer, type HttpCall, HttpRefusal } from 'postern/testing';
import type { z } from 'zod';

/**
 * An answer of SendGrid's that refuses a call, for `intercept`: `sendgridError(403, 'access forbidden')`, or
 * `sendgridError(400, 'Does not contain a valid address.', 'personalizations.0.to.0.email')`.
 */
export function sendgridError(
  status: number,
  message: string,
  field: string | null = null,
  headers: Readonly<Record<string, string>> = {},
): HttpAnswer {
  return { status, body: { errors: [{ message, field, help: null }] }, headers };
}

/** 429, until a time. */
export function tooManyRequests(until: Date): HttpAnswer {
  return sendgridError(429, 'too many requests', null, {
    'X-RateLimit-Limit': '600',
    'X-RateLimit-Remaining': '0',
    'X-RateLimit-Reset': `${Math.ceil(until.getTime() / 1000)}`,
  });
}

/** Thrown by what carries a call out; answered as it is. */
export class Refusal extends HttpRefusal {
  constructor(...error: Parameters<typeof sendgridError>) {
    super(sendgridError(...error), error[1]);
  }
}

/** The body by a schema; what does not fit is refused by the first field that does not. */
export function bodyOf<T>(schema: z.ZodType<T>, call: HttpCall): T {
  const json = call.json();
  if (json === undefined) throw new Refusal(400, 'Bad Request');
  const read = schema.safeParse(json);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new Refusal(400, issue?.message ?? 'Invalid', issue?.path.join('.') ?? null);
}
