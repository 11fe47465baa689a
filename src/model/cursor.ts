import { z } from 'zod';
import { MessagingError } from '../errors.ts';
import { latestTime } from './times.ts';

const position = z.tuple([z.string(), z.number().int().min(0).max(latestTime), z.string().max(500)]);
/** A cursor of ours has a few hundred characters: the list's name, a time, an address. */
const longest = 2_000;

/** An opaque place in a list sorted by (time, key). `list` keeps a cursor of one list out of another. */
export function encodeCursor(list: string, at: Date, key: string): string {
  return Buffer.from(JSON.stringify([list, at.getTime(), key])).toString('base64url');
}

/** @throws MessagingError `invalid_cursor` */
export function decodeCursor(list: string, cursor: string): { readonly at: Date; readonly key: string } {
  try {
    if (typeof cursor === 'string' && cursor.length <= longest) {
      const [of, at, key] = position.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
      if (of === list) return { at: new Date(at), key };
    }
  } catch {
    // Whatever is wrong with it, the answer is the same.
  }
  throw new MessagingError('invalid_cursor', 'The cursor is not from this list: start again without one.');
}

/** @throws MessagingError `invalid_argument` */
export function checkLimit(limit: number | undefined, byDefault: number, max: number): number {
  const value = limit ?? byDefault;
  if (Number.isInteger(value) && value >= 1 && value <= max) return value;
  throw new MessagingError('invalid_argument', `"limit" is a whole number from 1 to ${max}.`, {
    details: { field: 'limit' },
  });
}
