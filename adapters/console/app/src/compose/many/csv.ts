import type { Channel } from 'postern';
import { readTyped } from '../../parts/read-address.ts';
import type { Person, ReadList } from './list.ts';

/** A file as read: a row for each record, the first one too. */
export type Table = readonly (readonly string[])[];

/** Which column holds what, by its place; -1: none. */
export interface Mapping {
  readonly hasHead: boolean;
  readonly address: number;
  readonly name: number;
  /** By variable. */
  readonly variables: Readonly<Record<string, number>>;
}

/** Rows by which a file is guessed. */
const looked = 50;

/** Parts a file's text into rows. The parser is loaded here, when it is used. @throws Error for what is no CSV */
export async function readTable(text: string): Promise<Table> {
  const { parse } = await import('csv-parse/browser/esm/sync');
  const options = { bom: true, trim: true, skip_empty_lines: true, relax_column_count: true };
  return parse(text, { ...options, relax_quotes: true, delimiter: delimiterOf(text) }) as string[][];
}

/** What the first line has most of. */
function delimiterOf(text: string): string {
  const [line = ''] = text.split(/\r?\n/, 1);
  const count = (sign: string) => line.split(sign).length;
  return [',', ';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}

/** What the columns most likely hold: an address where most cells are one, the rest by their heads. */
export function guessed(channel: Channel, table: Table, variables: readonly string[]): Mapping {
  const head = table[0] ?? [];
  const places = head.map((_, place) => place);
  const isAddress = (row: readonly string[], place: number) =>
    readTyped(channel, row[place] ?? '') !== undefined;
  const score = (place: number) => table.slice(0, looked).filter((row) => isAddress(row, place)).length;
  const address = places.reduce((best, place) => (score(place) > score(best) ? place : best), 0);
  const found = score(address) > 0;
  const hasHead = found && !isAddress(head, address) && table.length > 1;
  const named = (name: string) =>
    hasHead ? head.findIndex((cell) => cell.toLowerCase() === name.toLowerCase()) : -1;
  return {
    hasHead,
    address: found ? address : -1,
    name: named('name'),
    variables: Object.fromEntries(variables.map((variable) => [variable, named(variable)])),
  };
}

/** Whom the rows are of; `wrong` are the numbers of rows, as a spreadsheet counts them, that have no address. */
export function peopleIn(channel: Channel, table: Table, mapping: Mapping): ReadList {
  const people: Person[] = [];
  const wrong: string[] = [];
  const used = Object.entries(mapping.variables).filter(([, place]) => place >= 0);
  for (const [index, row] of table.entries()) {
    if (index === 0 && mapping.hasHead) continue;
    const found = readTyped(channel, row[mapping.address] ?? '');
    if (!found) {
      wrong.push(String(index + 1));
      continue;
    }
    const name = row[mapping.name] ?? '';
    const values = Object.fromEntries(used.map(([variable, place]) => [variable, row[place] ?? '']));
    people.push({
      ...found,
      ...(name === '' ? {} : { name: name.slice(0, 200) }),
      ...(used.length === 0 ? {} : { values }),
    });
  }
  return { people, wrong };
}
