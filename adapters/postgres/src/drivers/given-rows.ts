import { storableText } from 'postern/adapter';
import type { Query } from './database.ts';
import { prepared } from './prepared.ts';
import { arrayOf, type Row, type Value } from './values.ts';

/** Up to so many rows are given as JSON. An array a column costs less for each row, but some 10 µs a column to begin with. */
const few = 32;
/** A statement is written for so many ways of what all rows have in common; then for none. */
const mostForms = 16;

/** How each column of a row is given: as text, or not at all. */
export type Given<T> = Readonly<Record<string, (row: T) => string | undefined>>;

/**
 * A statement that takes rows, few or many: prepared, and written once, for many rows once for each set of columns that are the
 * same in all of them: those are given as one value.
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
  const forFew = prepared(
    write(`json_to_recordset($${own + 1}::json) as i(${names.map((name) => `${name} text`).join(', ')})`),
  );
  const forms = new Map<string, string>();
  /** By "1" for each column that is one value. */
  const forMany = (form: string): string => {
    const known = forms.get(form);
    if (known !== undefined) return known;
    const given = names.map((name, index) => ({
      name,
      place: `$${own + 1 + index}`,
      one: form[index] === '1',
    }));
    const lists = given.filter(({ one }) => !one);
    const all = [
      ...lists.map(({ name }) => `u.${name}`),
      ...given.filter(({ one }) => one).map(({ name, place }) => `${place}::text as ${name}`),
    ];
    const from = `unnest(${lists.map(({ place }) => `${place}::text[]`).join(', ')}) as u(${lists.map(({ name }) => name).join(', ')})`;
    const text = prepared(write(`(select ${all.join(', ')} from ${from}) as i`));
    forms.set(form, text);
    return text;
  };
  return (query, rows, values = []) => {
    if (rows.length > few) {
      const read = readers.map((reader) => rows.map(reader));
      const same = read.map((column) => column.every((value) => value === column[0]));
      // One of them says how many rows there are.
      same[0] = false;
      const form = same.map(Number).join('');
      const known = forms.has(form) || forms.size < mostForms;
      const given = read.map((column, index) =>
        known && same[index] ? (column[0] ?? null) : arrayOf(column),
      );
      return query(forMany(known ? form : '0'.repeat(names.length)), [...values, ...given]);
    }
    const storable = (value: string | undefined) => (value === undefined ? undefined : storableText(value));
    const given = rows.map((row) =>
      Object.fromEntries(names.map((name, index) => [name, storable(readers[index]?.(row))])),
    );
    return query(forFew, [...values, JSON.stringify(given)]);
  };
}
