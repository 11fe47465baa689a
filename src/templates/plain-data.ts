import { isMessagingError, MessagingError } from '../errors.ts';

/** Far more than a text can show. It is copied to the thread that renders, so it is measured before. */
const most = { depth: 100, values: 100_000, size: 10_000_000 } as const;

/** Measures data for a template that people wrote. @throws MessagingError `template_data_invalid` */
export function checkPlainData(data: Readonly<Record<string, unknown>>): void {
  let values = 0;
  let size = 0;
  const measure = (value: unknown, depth: number): void => {
    values += 1;
    if (typeof value === 'string') size += value.length;
    else if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) size += value.byteLength;
    if (depth > most.depth || values > most.values || size > most.size) throw tooMuch();
    if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return;
    if (isList(value)) {
      // One of holes may say it has billions.
      if (value.length > most.values) throw tooMuch();
      for (const item of value) measure(item, depth + 1);
      return;
    }
    for (const [name, field] of Object.entries(value)) {
      size += name.length;
      measure(field, depth + 1);
    }
  };
  try {
    measure(data, 0);
  } catch (error) {
    if (isMessagingError(error)) throw error;
    throw new MessagingError('template_data_invalid', 'The data for the template cannot be read.', {
      cause: error,
    });
  }
}

function isList(value: object): value is readonly unknown[] {
  return Array.isArray(value);
}

function tooMuch(): MessagingError {
  return new MessagingError(
    'template_data_invalid',
    `The data for a template hold at most ${most.values} values, ${most.size} characters in all, nested ${most.depth} deep.`,
  );
}
