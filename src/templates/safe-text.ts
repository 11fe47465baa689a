import { withoutDates } from './date-filters.ts';

/**
 * HTML that is escaped already, and is put out as it stands. Made here only: no data can be one. To filters and conditions
 * that know nothing of it, it is the text it stands for.
 */
export class SafeText {
  readonly #html: string;

  constructor(html: string) {
    this.#html = html;
  }

  get html(): string {
    return this.#html;
  }

  toString(): string {
    return unescapeHtml(this.#html);
  }

  // What Liquid asks of a value in conditions: `size`, `contains`, `==`, `<` …
  get size(): number {
    return this.toString().length;
  }
  indexOf(part: unknown): number {
    return this.toString().indexOf(String(part));
  }
  equals(other: unknown): boolean {
    return this.toString() === (other instanceof SafeText ? other.toString() : other);
  }
  gt(other: unknown): boolean {
    return this.toString() > String(other);
  }
  geq(other: unknown): boolean {
    return this.toString() >= String(other);
  }
  lt(other: unknown): boolean {
    return this.toString() < String(other);
  }
  leq(other: unknown): boolean {
    return this.toString() <= String(other);
  }
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&#34;',
  "'": '&#39;',
};
const characters: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&#34;': '"',
  '&#39;': "'",
};

function unescapeHtml(html: string): string {
  return html.replace(/&(?:amp|lt|gt|#34|#39);/g, (entity) => characters[entity] ?? entity);
}

/** What an output is in a text: of a date ISO 8601, wherever the process runs. */
export function textOf(given: unknown): string {
  const value = withoutDates(given);
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(textOf).join('');
  return String(value);
}

/** What every output of an HTML template goes through: once, whatever filters came before. */
export function escapeHtml(value: unknown): string {
  if (value instanceof SafeText) return value.html;
  if (Array.isArray(value)) return value.map(escapeHtml).join('');
  return textOf(value).replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

const escaped = (value: unknown) => new SafeText(escapeHtml(value));

/** Filters of an HTML template that escape, or make tags: their result is marked so, and not escaped a second time. */
export const safeFilters: Readonly<Record<string, (value: unknown, other?: unknown) => unknown>> = {
  append: (value, other) => joined(value, other),
  prepend: (value, other) => joined(other, value),
  escape: escaped,
  xml_escape: escaped,
  escape_once: (value) => (value instanceof SafeText ? value : escaped(unescapeHtml(textOf(value)))),
  newline_to_br: (value) => new SafeText(escapeHtml(value).replace(/\r?\n/g, '<br />\n')),
};

function joined(value: unknown, other: unknown): unknown {
  const safe = value instanceof SafeText || other instanceof SafeText;
  return safe ? new SafeText(escapeHtml(value) + escapeHtml(other)) : textOf(value) + textOf(other);
}
