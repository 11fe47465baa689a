import { type HttpAnswer, type HttpCall, HttpRefusal } from 'postern/testing';
import type { z } from 'zod';

/**
 * An answer of SES's that refuses a call, for `intercept`: the type stands in a header, as SES has it. Names:
 * https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html.
 */
export function sesError(
  status: number,
  type: string,
  headers: Readonly<Record<string, string>> = {},
): HttpAnswer {
  return {
    status,
    body: { message: `Refused: ${type}.` },
    headers: { 'x-amzn-ErrorType': type, ...headers },
  };
}

/** One of SNS's: XML, with the type as a code. */
export function snsError(status: number, code: string): HttpAnswer {
  const body = `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code></Error></ErrorResponse>`;
  return { status, body, headers: { 'Content-Type': 'text/xml' } };
}

/** The body by a schema; what does not fit is refused. */
export function bodyOf<T>(schema: z.ZodType<T>, call: HttpCall): T {
  const { success, data } = schema.safeParse(call.json());
  if (success) return data;
  throw new HttpRefusal(sesError(400, 'BadRequestException'));
}
