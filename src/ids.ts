import { customAlphabet } from 'nanoid';

// In ASCII order, so that ids made later sort later under a plain byte comparison.
const alphabet = '0123456789abcdefghijklmnopqrstuvwxyz';
const random = customAlphabet(alphabet, 16);
const timeDigits = 9;

/** `prefix_` + the millisecond in base 36 (9 digits, good until the year 5188) + 16 random characters (82 bits). */
export function createId(prefix: string, at: Date): string {
  return `${prefix}_${at.getTime().toString(36).padStart(timeDigits, '0')}${random()}`;
}
