import { type HttpAnswer, type HttpCall, HttpRefusal } from 'postern/testing';
import type { z } from 'zod';

/**
 * An answer of Postmark's that refuses a call, for `intercept`: `postmarkError(422, 406, '…')`. Codes:
 * https://postmarkapp.com/developer/api/overview#error-codes.
 */
export function postmarkError(
  status: number,
  code: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): HttpAnswer {
  return { status, body: { ErrorCode: code, Message: message }, headers };
}

/** Thrown by what carries a call out; answered as it is. */
export class Refusal extends HttpRefusal {
  constructor(code: number, message: string, status = 422) {
    super(postmarkError(status, code, message), message);
  }
}

/** The body by a schema; what does not fit is refused under `code`, by the first field that does not. */
export function bodyOf<T>(schema: z.ZodType<T>, call: HttpCall, code: number): T {
  const json = call.json();
  if (json === undefined) throw new Refusal(402, 'Received invalid JSON input.');
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new Refusal(code, `Invalid value for '${issue?.path.join('.') ?? ''}'.`);
}

/** `count` and `offset`, which every list asks for. */
export function pageOf<T>(items: readonly T[], { query }: HttpCall, code: number): readonly T[] {
  const [count = Number.NaN, offset = Number.NaN] = ['count', 'offset'].map((name) =>
    Number(query.get(name) ?? Number.NaN),
  );
  if (!Number.isInteger(count) || !Number.isInteger(offset) || count > 500) {
    throw new Refusal(code, "Parameters 'count' (at most 500) and 'offset' are required.");
  }
  return items.slice(offset, offset + count);
}
