/** HTML that is escaped already, and is put out as it stands. Made here only: no data can be one. */
export class SafeText {
  readonly #html: string;

  constructor(html: string) {
    this.#html = html;
  }

  get length(): number {
    return this.#html.length;
  }

  toString(): string {
    return this.#html;
  }

  toJSON(): string {
    return this.#html;
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

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(textOf).join('');
  return String(value);
}

/** What every output of an HTML template goes through: once, whatever filters came before. */
export function escapeHtml(value: unknown): string {
  if (value instanceof SafeText) return value.toString();
  if (Array.isArray(value)) return value.map(escapeHtml).join('');
  return textOf(value).replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

const escaped = (value: unknown) => new SafeText(escapeHtml(value));

/** Filters of an HTML template that escape, or make tags: their result is marked so, and not escaped a second time. */
export const safeFilters: Readonly<Record<string, (value: unknown) => SafeText>> = {
  escape: escaped,
  xml_escape: escaped,
  escape_once: (value) =>
    value instanceof SafeText
      ? value
      : escaped(textOf(value).replace(/&(?:amp|lt|gt|#34|#39);/g, (entity) => characters[entity] ?? entity)),
  newline_to_br: (value) => new SafeText(escapeHtml(value).replace(/\r?\n/g, '<br />\n')),
};
