import { channelRules } from '../../model/channel.ts';
import { withoutGuard } from '../../model/csv.ts';
import { lazily } from '../../model/lazily.ts';
import type { Channel } from '../../model/message.ts';

/** A row, as it was given; what is not there is `undefined`. */
export interface GivenRow {
  readonly address?: string | undefined;
  readonly reason?: string | undefined;
  readonly topic?: string | undefined;
  readonly at?: string | Date | undefined;
}

/** A row and its number, as a spreadsheet has it; or what ends the reading there. */
export type NumberedRow = { readonly row: number } & (
  | { readonly given: GivenRow }
  | { readonly fault: 'columns_unknown' | 'csv_broken' }
);

const parser = lazily(() => import('csv-parse'));

/** What columns are called, by us and elsewhere; small letters and digits alone count. */
const headings = {
  address: ['address', 'recipient', 'number', 'adresse', 'empfnger', 'nummer'],
  reason: ['reason', 'suppressionreason', 'type', 'grund'],
  topic: ['topic', 'thema'],
  at: [
    ...['at', 'date', 'time', 'created', 'createdat', 'timestamp', 'since', 'addedat', 'lastupdatetime'],
    ...['unsubtime', 'cleantime', 'unsubscribedat', 'bouncedat', 'optoutdate'],
    ...['datum', 'zeit', 'seit', 'erstelltam'],
  ],
} as const;
type Column = keyof typeof headings;
const everyOwnHeading: ReadonlySet<string> = new Set(
  Object.values(channelRules).flatMap(({ addressHeadings }) => addressHeadings),
);
const byPosition: readonly Column[] = ['address', 'reason', 'topic', 'at'];

/** A record longer than that is no row of addresses, but a quote that nobody closed. */
const longestRecord = 20_000;
const pieceLength = 65_536;

/** The rows of a CSV file, read a piece at a time. `channel`: whose addresses are meant, where there are others beside them. */
export async function* rowsOfCsv(
  csv: string,
  channel: Channel,
): AsyncGenerator<NumberedRow, void, undefined> {
  let row = 0;
  let columns: readonly (Column | undefined)[] | undefined;
  for await (const record of recordsOf(csv)) {
    row += 1;
    if (record === 'broken') return yield { row, fault: 'csv_broken' };
    if (record.every((cell) => cell === '')) continue;
    if (!columns) {
      const named = namedColumns(record, channel);
      if (!named && !isRow(record)) return yield { row, fault: 'columns_unknown' };
      columns = named ?? byPosition;
      if (named) continue;
    }
    yield { row, given: rowOf(record, columns) };
  }
}

/** What stands before a fault is read all the same. */
async function* recordsOf(csv: string): AsyncGenerator<readonly string[] | 'broken', void, undefined> {
  const { parse } = await parser();
  const found: string[][] = [];
  const stream = parse({
    bom: true,
    delimiter: delimiterOf(csv),
    max_record_size: longestRecord,
    relax_column_count: true,
    relax_quotes: true,
    trim: true,
    on_record(record: string[]) {
      found.push(record);
      return null;
    },
  });
  stream.on('error', () => undefined);
  stream.resume();
  try {
    for (const { piece, isLast } of piecesOf(csv)) {
      const error = await new Promise<unknown>((resolve) => {
        const done = (fault?: unknown) => resolve(fault);
        if (isLast) stream.end(piece, done);
        else stream.write(piece, done);
      });
      yield* found.splice(0);
      if (error) return yield 'broken';
    }
  } finally {
    stream.destroy();
  }
}

/** No character of two halves is parted. */
function* piecesOf(csv: string): Generator<{ readonly piece: string; readonly isLast: boolean }> {
  for (let at = 0; ; ) {
    const end = at + pieceLength;
    const next = /[\uD800-\uDBFF]/.test(csv.charAt(end - 1)) ? end - 1 : end;
    yield { piece: csv.slice(at, next), isLast: next >= csv.length };
    if (next >= csv.length) return;
    at = next;
  }
}

/** What stands most often between the cells of the first line. */
function delimiterOf(csv: string): string {
  const first = csv.slice(0, 2_000).split(/\r\n|\r|\n/, 1)[0] ?? '';
  const count = (delimiter: string) => first.split(delimiter).length;
  return [',', ';', '\t'].reduce((best, one) => (count(one) > count(best) ? one : best));
}

/** Which column each is; `undefined` where the first row names no addresses. */
function namedColumns(
  record: readonly string[],
  channel: Channel,
): readonly (Column | undefined)[] | undefined {
  const names = record.map((cell) => cell.toLowerCase().replace(/[^a-z0-9]/g, ''));
  // Beside its own, another column called "Address" is where somebody lives.
  const own = names.findIndex((name) => channelRules[channel].addressHeadings.includes(name));
  const address = own >= 0 ? own : names.findIndex(isOfAddresses);
  if (address < 0) return undefined;
  return names.map((name, index) =>
    index === address ? 'address' : others.find((column) => headings[column].some((one) => one === name)),
  );
}

const others = ['reason', 'topic', 'at'] as const;

/** Also as the other channel calls them: what is in there is then said row by row. */
function isOfAddresses(name: string): boolean {
  return everyOwnHeading.has(name) || headings.address.some((one) => one === name);
}

/** Without a first row that names columns they are told by their place. */
function isRow([address = '']: readonly string[]): boolean {
  return address.includes('@') || /\d{4}/.test(address);
}

function rowOf(record: readonly string[], columns: readonly (Column | undefined)[]): GivenRow {
  const cells: { [Name in Column]?: string } = {};
  for (const [index, cell] of record.entries()) {
    const column = columns[index];
    if (column !== undefined && cell !== '') cells[column] ??= withoutGuard(cell);
  }
  return cells;
}
