import { type HttpAnswer, type HttpCall, HttpRefusal } from 'postern/testing';

/** An answer of Mailgun's that refuses a call, for `intercept`: `mailgunError(400, 'to parameter is not a valid address')`. */
export function mailgunError(
  status: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): HttpAnswer {
  return { status, body: { message }, headers };
}

/** Thrown by what carries a call out; answered as it is. */
export class Refusal extends HttpRefusal {
  constructor(status: number, message: string) {
    super(mailgunError(status, message), message);
  }
}

/** The form that was posted. */
export async function formOf(call: HttpCall): Promise<FormData> {
  try {
    return await call.form();
  } catch {
    throw new Refusal(400, 'failed to parse the form');
  }
}

/** A field of text that has to be there. */
export function fieldOf(form: FormData, name: string): string {
  const value = form.get(name);
  if (typeof value !== 'string' || value === '') throw new Refusal(400, `${name} parameter is missing`);
  return value;
}

/** A field's texts. */
export function fieldsOf(form: FormData, name: string): readonly string[] {
  return form.getAll(name).filter((one) => typeof one === 'string');
}
