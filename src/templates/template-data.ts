import { isMessagingError, MessagingError } from '../errors.ts';
import { pathOf } from '../model/arguments.ts';
import type { StandardIssue, StandardResult, StandardSchema } from './standard-schema.ts';

/** Of what is wrong with data, what a refusal lists. */
const shownIssues = 20;

/**
 * Data as a template's own schema takes it, which may look something up meanwhile.
 * @throws MessagingError `template_data_invalid`, which names what is missing and what does not fit
 */
export async function parseData(schema: StandardSchema, data: unknown): Promise<Record<string, unknown>> {
  let issues: readonly StandardIssue[];
  let given: readonly StandardIssue[];
  try {
    const whole = await validated(schema, data);
    // Data that were left out are data without fields.
    const result = whole.issues && data === undefined ? await validated(schema, {}) : whole;
    if (!result.issues) return dataObject(result.value);
    issues = Array.from(result.issues).slice(0, shownIssues);
    given = issues.filter((issue) => valueAt(data, keysOf(issue)) !== undefined);
  } catch (cause) {
    if (isMessagingError(cause)) throw cause;
    throw new MessagingError('template_data_invalid', 'The data for the template cannot be read.', { cause });
  }
  const ofZod = isOfZod(schema);
  const where = (issue: StandardIssue) => pathOf(keysOf(issue));
  const what = (issue: StandardIssue) => (ofZod ? issue.message : expectation(issue));
  const list = issues.map((issue) => `${where(issue) || 'data'}: ${what(issue)}`).join('; ');
  const wrong = given.map((issue) => [where(issue), { kind: kindOf(issue), message: what(issue) }]);
  throw new MessagingError('template_data_invalid', `The data do not fit the template (${list}).`, {
    details: { variables: [...new Set(issues.map(where))], wrong: Object.fromEntries(wrong) },
  });
}

/**
 * What the schema says. zod's own `validate` tries without waiting first: a check of the host's that rejects is then nobody's rejection,
 * which would end the process.
 */
async function validated(schema: StandardSchema, data: unknown): Promise<StandardResult> {
  if (!isOfZod(schema)) return schema['~standard'].validate(data);
  const { error, data: value } = await schema.safeParseAsync(data);
  return error ? { issues: error.issues } : { value };
}

interface ZodSchema extends StandardSchema {
  safeParseAsync(
    data: unknown,
  ): Promise<{ readonly data?: unknown; readonly error?: { readonly issues: readonly StandardIssue[] } }>;
}

function isOfZod(schema: StandardSchema): schema is ZodSchema {
  return schema['~standard'].vendor === 'zod' && 'safeParseAsync' in schema;
}

function keysOf({ path = [] }: StandardIssue): readonly PropertyKey[] {
  return Array.from(path, (part) => (typeof part === 'object' ? part.key : part));
}

function valueAt(data: unknown, path: readonly PropertyKey[]): unknown {
  let value = data;
  for (const name of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as Readonly<Record<PropertyKey, unknown>>)[name];
  }
  return value;
}

/** What was asked for. zod's messages say that and no more; those of other libraries quote what was given, which no error may hold. */
function expectation(issue: StandardIssue): string {
  const expected: unknown = Reflect.get(issue, 'expected');
  return typeof expected === 'string' && expected !== '' && expected.length <= 100
    ? `expected ${expected}`
    : 'not valid';
}

/** What was asked for in a word, such as `url` or `number`, where the library has one; for sentences in other languages. */
function kindOf(issue: StandardIssue): string {
  const code: unknown = Reflect.get(issue, 'code');
  const format: unknown = Reflect.get(issue, code === 'invalid_format' ? 'format' : 'expected');
  const word = code === 'invalid_format' || code === 'invalid_type' ? format : code;
  return typeof word === 'string' ? word : 'custom';
}

/** Data without a schema. @throws MessagingError `template_data_invalid` */
export function dataObject(data: unknown): Record<string, unknown> {
  if (data === undefined) return {};
  const fields = fieldsOf(data);
  if (fields) return fields;
  throw new MessagingError(
    'template_data_invalid',
    'A template\'s "data" is an object with a value for each variable.',
  );
}

/** A copy of an object's fields; `undefined` for lists, bytes and all else that has items instead, and for what cannot be read. */
function fieldsOf(data: unknown): Record<string, unknown> | undefined {
  try {
    if (typeof data === 'object' && data !== null && !(Symbol.iterator in data)) return { ...data };
  } catch {
    // A getter that throws, a proxy.
  }
  return undefined;
}
