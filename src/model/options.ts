import { isMessagingError, MessagingError } from '../errors.ts';
import { pathOf } from './arguments.ts';

/** More than any options have. Measured before a schema reads them: a list of holes may say it has billions, a text may be endless. */
const most = { depth: 50, values: 20_000, text: 5_000_000 } as const;

/**
 * Reads what a host passes to an adapter while it wires, whatever it is. `of` begins the sentence: `@postern/smtp`.
 * @throws MessagingError `invalid_config`: what `read` refuses, and that options are too large or cannot be read
 */
export function readOptions<T>(of: string, options: unknown, read: () => T): T {
  try {
    measure(of, options);
    return read();
  } catch (cause) {
    if (isMessagingError(cause)) throw cause;
    throw new MessagingError('invalid_config', `${of}: an option is missing or cannot be read.`, { cause });
  }
}

/** What zod says of one option; by form, so that each package may have a zod of its own. */
interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly code?: string | undefined;
}

/** What is wrong, and where, as it may be shown: no value, and no name that may be anybody's text. */
export function plainIssues(
  issues: readonly Issue[],
): readonly { readonly path: string; readonly message: string }[] {
  return issues.slice(0, 20).map(({ path, message, code }) => ({
    path: pathOf(path),
    message: code === 'unrecognized_keys' ? strayOption(message) : message,
  }));
}

/** Which options are wrong, and what each must be; never what it was. */
export function optionFaults(issues: readonly Issue[], place: readonly string[] = []): string {
  return plainIssues(issues)
    .map(({ path, message }) => `${[...place, path].filter(Boolean).join('.') || 'options'}: ${message}`)
    .join('; ');
}

/** zod lists the names that it does not know: kept where each is one that may be shown. */
function strayOption(message: string): string {
  return /^Unrecognized keys?: ("[\w$ -]{1,80}"(, )?){1,5}$/.test(message)
    ? message
    : 'has a field that is not known';
}

function sizeOf(value: unknown): number {
  if (ArrayBuffer.isView(value)) return value.byteLength;
  return typeof value === 'string' || Array.isArray(value) ? value.length : 0;
}

function measure(of: string, options: unknown): void {
  let values = 0;
  const walk = (value: unknown, depth: number): void => {
    values += 1;
    const size = sizeOf(value);
    if (depth > most.depth || values > most.values || size > most.text)
      throw new MessagingError('invalid_config', `${of}: its options hold more than any have.`);
    if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return;
    if (Array.isArray(value)) {
      if (value.length > most.values) values = most.values;
      for (const one of value) walk(one, depth + 1);
    } else if (Object.getPrototypeOf(value) === Object.prototype) {
      // What has methods is a thing of the host's, such as a pool, and none of ours to walk.
      if (depth > 0 && Object.values(value).some((one) => typeof one === 'function')) return;
      for (const one of Object.values(value)) walk(one, depth + 1);
    }
  };
  walk(options, 0);
}
