import { z } from 'zod';
import { MessagingError } from '../errors.ts';
import { limitArgument } from './arguments.ts';
import { present } from './present.ts';
import { latestTime } from './times.ts';

const position = z.tuple([z.string(), z.number().int().min(0).max(latestTime), z.string().max(500)]);
/** A cursor of ours has a few hundred characters: the list's name, a time, an address. */
const longest = 2_000;

/** What every list in pages is asked by; `cursor` is judged by {@link decodeCursor}, `limit` by {@link checkLimit}. */
export const pageOptions = z.strictObject({ cursor: z.unknown().optional(), limit: limitArgument });

/** A place in a list sorted by (time, key). */
interface Place {
  readonly at: Date;
  readonly key: string;
}

/** A page of a list. */
interface Page<Row> {
  readonly items: readonly Row[];
  /** The cursor of the next page; absent on the last. */
  readonly next?: string;
}

/**
 * The page that these rows are, of which one more than `limit` was asked for: it says that there is another page. `list` keeps a cursor of one
 * list out of another; `end`: where the storage stopped looking, though older rows may follow.
 */
export function pageOf<Row>(
  rows: readonly Row[],
  {
    list,
    limit,
    placeOf,
    end,
  }: {
    readonly list: string;
    readonly limit: number;
    readonly placeOf: (row: Row) => Place;
    readonly end?: Place | undefined;
  },
): Page<Row> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const place = rows.length > limit && last ? placeOf(last) : end;
  return present({ items, next: place && encodeCursor(list, place) });
}

/** Opaque: nobody is to build one. */
function encodeCursor(list: string, { at, key }: Place): string {
  return Buffer.from(JSON.stringify([list, at.getTime(), key])).toString('base64url');
}

/** The place after which a page begins; `undefined` for the first. @throws MessagingError `invalid_cursor` */
export function decodeCursor(list: string, cursor: string | undefined): Place | undefined {
  if (cursor === undefined) return undefined;
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
  return checkCount('limit', limit ?? byDefault, max);
}

/** @throws MessagingError `invalid_argument` */
export function checkCount(name: string, value: number, max: number): number {
  if (Number.isInteger(value) && value >= 1 && value <= max) return value;
  throw new MessagingError('invalid_argument', `"${name}" is a whole number from 1 to ${max}.`, {
    details: { field: name },
  });
}
