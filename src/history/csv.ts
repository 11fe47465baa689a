/** What spreadsheets take for a formula, also in the wide forms of East Asian keyboards. */
const formula = /^[=+\-@\t\r\n＝＋－＠]/;

/**
 * A row of CSV (RFC 4180), CRLF included. A cell that a spreadsheet would run as a formula gets a `'` before it, as OWASP says: what it
 * holds may have been written by anybody.
 */
export function csvRow(cells: readonly string[], delimiter: string): string {
  return `${cells.map((cell) => quoted(formula.test(cell) ? `'${cell}` : cell, delimiter)).join(delimiter)}\r\n`;
}

function quoted(cell: string, delimiter: string): string {
  return cell.includes(delimiter) || /["\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
