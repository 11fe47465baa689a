import { convert, type FormatCallback } from 'html-to-text';

/** Elements within elements that a mail may have: far more than any has, and little enough to be walked through. */
const maxNesting = 200;

/** A cell ends with a space: what stands beside each other is not one word. */
const cell: FormatCallback = (element, walk, builder) => {
  walk(element.children, builder);
  builder.addInline(' ');
};
const row: FormatCallback = (element, walk, builder) => {
  builder.openBlock({ leadingLineBreaks: 1 });
  walk(element.children, builder);
  builder.closeBlock({ trailingLineBreaks: 1 });
};
const alternative: FormatCallback = (element, _walk, builder) => {
  const alt: unknown = element.attribs.alt;
  if (typeof alt === 'string' && alt.trim() !== '') builder.addInline(alt);
};

/** The text part of an HTML mail: headings as written, links with their address, a table by rows, images by their `alt`. */
export function textFromHtml(html: string): string {
  return (
    convert(boundNesting(html), {
      wordwrap: false,
      limits: { maxInputLength: 1_000_000, maxDepth: maxNesting },
      formatters: { cell, row, alternative },
      selectors: [
        { selector: 'a', options: { hideLinkHrefIfSameAsText: true } },
        { selector: 'img', format: 'alternative' },
        { selector: 'tr', format: 'row' },
        { selector: 'td', format: 'cell' },
        { selector: 'th', format: 'cell' },
        ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({
          selector,
          options: { uppercase: false },
        })),
      ],
    })
      // Line by line: an expression for blanks before an end tries each run of them from each of its places.
      .split('\n')
      .map((line) => line.trimEnd())
      .join('\n')
      .trim()
  );
}

const voids = new Set('area base br col embed hr img input link meta source track wbr'.split(' '));
/** What the beginning of an element ends, where it is the innermost that is open: as the parser has it. */
const ends: Readonly<Record<string, readonly string[]>> = {
  p: ['p'],
  li: ['li'],
  dt: ['dt', 'dd'],
  dd: ['dt', 'dd'],
  tr: ['tr', 'td', 'th'],
  td: ['td', 'th'],
  th: ['td', 'th'],
  option: ['option'],
};

/** Each of these moves every line within it. */
const indented = new Set(['ul', 'ol', 'blockquote']);
const maxIndents = 20;

/** Leaves out tags that nest too deep: converting takes time with the square of the depth. */
function boundNesting(html: string): string {
  const open: string[] = [];
  // A name is taken whole or not at all: tried at each of its dashes, one long name without an end takes minutes.
  return html.replace(/<(\/?)([a-z][a-z0-9-]*)(?![a-z0-9-])[^<>]*>/gi, (tag, end: string, typed: string) => {
    const name = typed.toLowerCase();
    if (voids.has(name)) return tag;
    if (end) {
      const at = open.lastIndexOf(name);
      if (at < 0) return '';
      open.length = at;
      return tag;
    }
    const ended = Object.hasOwn(ends, name) ? ends[name] : undefined;
    while (ended?.includes(open.at(-1) ?? '')) open.pop();
    const deep = open.length >= maxNesting;
    if (deep || (indented.has(name) && open.filter((one) => indented.has(one)).length >= maxIndents))
      return '';
    open.push(name);
    return tag;
  });
}
