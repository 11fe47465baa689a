import { storableText } from 'postern/adapter';

/** What a statement is given: text, for whatever client runs it; the SQL says what it is by a cast. */
export type Value = string | null;
/** A row as the driver gives it, by column. */
export type Row = Readonly<Record<string, unknown>>;

/** JSON of which every text can be stored, also where the server reads it. */
export function jsonOf(value: object): string {
  return JSON.stringify(value, (_key, one: unknown) => (typeof one === 'string' ? storableText(one) : one));
}

/**
 * An array literal, for `$n::text[]`. Clients differ in how they pass arrays; text they all can. An array of nulls is
 * given as null, which `unnest` beside other arrays fills up.
 */
export function arrayOf(values: readonly (string | undefined)[]): Value {
  if (values.every((value) => value === undefined)) return null;
  return `{${values.map(element).join(',')}}`;
}

function element(value: string | undefined): string {
  if (value === undefined) return 'NULL';
  return `"${/["\\]/.test(value) ? value.replace(/["\\]/g, '\\$&') : value}"`;
}

/** A time as a number of seconds: read alike by every client, whatever its type parsers and time zone are. */
export function seconds(column: string): string {
  return `date_part('epoch', ${column})`;
}

/**
 * The time given as parameter `n`, or the server's, in whole milliseconds. A select of its own, which the server runs once: a clock that is
 * asked for each row takes the later of two that are due at one time without the earlier, and can be looked for in no index.
 */
export function nowOr(parameter: string): string {
  return `(select coalesce(${parameter}::text::timestamptz, date_trunc('milliseconds', clock_timestamp())))`;
}

export function iso(date: Date | undefined): string | undefined {
  return date?.toISOString();
}

export function readText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** JSON read as text, of which one knows who wrote it. */
export function readJson<T>(value: unknown): T | undefined {
  return typeof value === 'string' ? (JSON.parse(value) as T) : undefined;
}

export function readDate(value: unknown): Date | undefined {
  return value === null || value === undefined ? undefined : new Date(Math.round(Number(value) * 1000));
}

/** @throws Error where the column is null: then the statement is wrong */
export function needText(row: Row, column: string): string {
  const value = row[column];
  if (typeof value === 'string') return value;
  throw new TypeError(`The column "${column}" is missing.`);
}

/** @throws Error where the column is null: then the statement is wrong */
export function needDate(row: Row, column: string): Date {
  const value = readDate(row[column]);
  if (value) return value;
  throw new TypeError(`The column "${column}" is missing.`);
}
