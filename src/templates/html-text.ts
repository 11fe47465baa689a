import { convert } from 'html-to-text';

/** The text part of an HTML mail: headings as written, links with their address, images by their `alt`. */
export function textFromHtml(html: string): string {
  return convert(html, {
    wordwrap: false,
    limits: { maxInputLength: 1_000_000, maxDepth: 100 },
    selectors: [
      { selector: 'a', options: { hideLinkHrefIfSameAsText: true } },
      { selector: 'img', format: 'skip' },
      ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({
        selector,
        options: { uppercase: false },
      })),
    ],
  }).trim();
}

/** The first characters of a text on one line, for a list. */
export function previewOf(text: string, length = 200): string {
  const line = text
    .slice(0, length * 4)
    .replace(/\s+/g, ' ')
    .trim();
  if (line.length <= length) return line;
  // Not in the middle of a surrogate pair.
  return `${line.slice(0, length - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
