import { customAlphabet } from 'nanoid';

// In ASCII order, so that ids made later sort later under a plain byte comparison.
const alphabet = '0123456789abcdefghijklmnopqrstuvwxyz';
const random = customAlphabet(alphabet, 13);
const timeDigits = 9;
const sequenceDigits = 3;

let lastMs = -1;
let sequence = 0;

/**
 * `prefix_` + the millisecond in base 36 (9 digits, good until the year 5188) + a number that counts the ids of one millisecond in this
 * process (3 digits) + 13 random characters (67 bits). So what one process makes sorts in the order it was made.
 */
export function createId(prefix: string, at: Date): string {
  const ms = at.getTime();
  sequence = ms === lastMs ? Math.min(sequence + 1, alphabet.length ** sequenceDigits - 1) : 0;
  lastMs = ms;
  return `${firstId(prefix, at)}${inBase36(sequence, sequenceDigits)}${random()}`;
}

/** Every id of this prefix made at that time or later sorts after it, by a plain byte comparison; every earlier one before it. */
export function firstId(prefix: string, at: Date): string {
  return `${prefix}_${inBase36(at.getTime(), timeDigits)}`;
}

function inBase36(value: number, digits: number): string {
  return value.toString(36).padStart(digits, '0');
}

/** An id of the host's as errors may tell it; `undefined` for what may be an address, a phone number, or anything at all. */
export function tellableId(id: string): string | undefined {
  return /^(?!\d{7,}$)[\w-]{1,64}$/.test(id) ? id : undefined;
}
