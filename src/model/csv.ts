import { z } from 'zod';

/** What spreadsheets take for a formula, also in the wide forms of East Asian keyboards. */
const formula = /^[=+\-@\t\r\n＝＋－＠]/;

/**
 * A row of CSV (RFC 4180), CRLF included. A cell that a spreadsheet would run as a formula gets a `'` before it, as OWASP says: what it
 * holds may have been written by anybody.
 */
function csvRow(cells: readonly string[], delimiter: string): string {
  return `${cells.map((cell) => quoted(formula.test(cell) ? `'${cell}` : cell, delimiter)).join(delimiter)}\r\n`;
}

function quoted(cell: string, delimiter: string): string {
  return cell.includes(delimiter) || /["\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** How a file of rows is written. */
export interface CsvStyle {
  /** Between cells. Excel takes `;` where a comma stands in numbers. Default `,`. */
  readonly delimiter?: ',' | ';' | '\t' | undefined;
  /** A byte order mark, without which Excel does not take it for UTF-8. Default `false`. */
  readonly bom?: boolean | undefined;
}

export const csvStyleShapes = { delimiter: z.enum([',', ';', '\t']).optional(), bom: z.boolean().optional() };

/** A page of rows at a time, and the next one when somebody reads on: memory stays flat, however many there are. */
export function csvStream(
  head: readonly string[],
  pages: AsyncGenerator<readonly (readonly string[])[], void, undefined>,
  { delimiter = ',', bom = false }: CsvStyle,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>(
    {
      start: (controller) =>
        controller.enqueue(encoder.encode(`${bom ? '\uFEFF' : ''}${csvRow(head, delimiter)}`)),
      async pull(controller) {
        for (;;) {
          const { value, done } = await pages.next();
          if (done) return controller.close();
          if (value.length === 0) continue;
          return controller.enqueue(encoder.encode(value.map((cells) => csvRow(cells, delimiter)).join('')));
        }
      },
      async cancel() {
        await pages.return();
      },
    },
    { highWaterMark: 1 },
  );
}

/** Without the `'` that an export of ours, or of others who heed OWASP, has put before it. */
export function withoutGuard(cell: string): string {
  return cell.startsWith("'") && formula.test(cell.slice(1)) ? cell.slice(1) : cell;
}
