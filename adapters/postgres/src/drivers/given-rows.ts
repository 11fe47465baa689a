import { storableText } from 'postern';
import type { Query } from './database.ts';
import { prepared } from './prepared.ts';
import { arrayOf, type Row, type Value } from './values.ts';

/** Up to so many rows are given as JSON. An array a column costs less for each row, but some 10 µs a column to begin with. */
const few = 32;

/** How each column of a row is given: as text, or not at all. */
export type Given<T> = Readonly<Record<string, (row: T) => string | undefined>>;

/**
 * A statement that takes rows, few or many: prepared, and written once.
 *
 * @param write - the statement; `rows` is where it reads them from, by the name `i`. Its own parameters are `$1` to `$n`.
 * @param own - how many parameters of its own it has
 */
export function rowStatement<T>(
  columns: Given<T>,
  own: number,
  write: (rows: string) => string,
): (query: Query, rows: readonly T[], values?: readonly Value[]) => Promise<readonly Row[]> {
  const names = Object.keys(columns);
  const readers = Object.values(columns);
  const json = `json_to_recordset($${own + 1}::json) as i(${names.map((name) => `${name} text`).join(', ')})`;
  const arrays = names.map((_, index) => `$${own + 1 + index}::text[]`).join(', ');
  const forFew = prepared(write(json));
  const forMany = prepared(write(`unnest(${arrays}) as i(${names.join(', ')})`));
  return (query, rows, values = []) => {
    if (rows.length > few)
      return query(forMany, [...values, ...readers.map((read) => arrayOf(rows.map(read)))]);
    const storable = (value: string | undefined) => (value === undefined ? undefined : storableText(value));
    const given = rows.map((row) =>
      Object.fromEntries(names.map((name, index) => [name, storable(readers[index]?.(row))])),
    );
    return query(forFew, [...values, JSON.stringify(given)]);
  };
}
