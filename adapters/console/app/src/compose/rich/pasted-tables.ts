/** A mail written here has no tables: each row of one, as Excel and Word put them on the clipboard, becomes a line, its cells apart. */
export function flattenTables(body: Element): void {
  // The innermost first: what was a table in a cell is lines in it by then.
  for (const table of [...body.querySelectorAll('table')].reverse()) {
    if (isForLayout(table)) continue;
    const lines = [...table.rows].map(lineOf).filter((line) => line !== undefined);
    table.replaceWith(...lines);
  }
}

/** One column, or lists and several paragraphs in a cell: a page's frame, not a table of values. What it holds stays as it is. */
function isForLayout(table: HTMLTableElement): boolean {
  const rows = [...table.rows];
  return (
    rows.every(({ cells }) => cells.length < 2) ||
    table.querySelector('ul, ol, h1, h2, h3, h4, h5, h6, blockquote') !== null ||
    rows.some(({ cells }) => [...cells].some((cell) => cell.querySelectorAll('p').length > 3))
  );
}

/** Empty cells at its end say nothing; between others they keep the place. */
function lineOf(row: HTMLTableRowElement): Element | undefined {
  const cells = [...row.cells];
  const count = cells.findLastIndex(hasWords) + 1;
  if (count === 0) return undefined;
  const line = row.ownerDocument.createElement('p');
  for (const [index, cell] of cells.slice(0, count).entries()) {
    if (index > 0) line.append(' | ');
    for (const block of cell.querySelectorAll('p, div')) block.replaceWith(...block.childNodes, ' ');
    const words = row.ownerDocument.createElement('strong');
    words.append(...cell.childNodes);
    line.append(...(cell.localName === 'th' && hasWords(words) ? [words] : words.childNodes));
  }
  return line;
}

const hasWords = (element: Element): boolean => (element.textContent ?? '').trim() !== '';
