/** Values that a template is tried with: kept beside it, shown where it is written and previewed, never sent by themselves. */
import { z } from 'zod';

/** Bytes of UTF-8 that they take as JSON. */
const mostBytes = 20_000;

/** Values by the variables' names, as JSON has them. */
export type Sample = Readonly<Record<string, unknown>>;

const wrong = `is an object of values as JSON has them, ${mostBytes / 1_000} kB at most`;

export const sampleForm = z.custom<Sample>(
  (given) => typeof given === 'object' && given !== null && sampleOf(given) !== undefined,
  { error: wrong },
);

/** What JSON keeps of it; `undefined` where it is no object, too large, or cannot be read. */
export function sampleOf(given: object): Sample | undefined {
  try {
    const json = JSON.stringify(given, upTo(mostBytes));
    if (json === undefined || Buffer.byteLength(json) > mostBytes) return undefined;
    const sample: unknown = JSON.parse(json);
    return typeof sample === 'object' && sample !== null && !Array.isArray(sample)
      ? { ...sample }
      : undefined;
  } catch {
    // What holds itself, a number that JSON has not, a getter that throws.
    return undefined;
  }
}

/** Ends the writing once the texts and names written are longer: what is far too large is neither walked nor copied. */
function upTo(most: number): (key: string, value: unknown) => unknown {
  let written = 0;
  return (key, value) => {
    written += key.length + (typeof value === 'string' ? value.length : 1);
    if (written > most) throw new RangeError('It is too large.');
    return value;
  };
}
