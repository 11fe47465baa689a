import { isMessagingError, MessagingError } from '../errors.ts';
import type { Channel } from '../model/message.ts';
import { type Parsed, parseField, renderField, variablesOf } from './engine.ts';
import { checkFields, type Field, invalidTemplate, type TemplateSource } from './template-source.ts';

const fields: readonly Field[] = ['subject', 'text', 'html'];
/** Characters of source whose parsed form is kept: it takes some hundred times as many bytes at worst. */
const keptCharacters = 500_000;

/** Renders Liquid with missing variables as errors and, in HTML, every output escaped once: there is no `raw`. On the thread it is called on. */
export class LiquidRenderer {
  readonly #parsed = new Map<string, Parsed[]>();
  #characters = 0;

  /** @throws MessagingError `template_invalid` */
  check(channel: Channel, source: TemplateSource & { readonly render?: unknown }): void {
    // What a function makes has no texts yet.
    if (source.render === undefined) checkFields(channel, source);
    for (const field of fields) this.#parse(field, source[field] ?? '');
  }

  variables(source: TemplateSource): readonly string[] {
    const names = fields.flatMap((field) => variablesOf(this.#parse(field, source[field] ?? '')));
    return [...new Set(names)].sort();
  }

  /** @throws MessagingError `template_invalid`, `template_data_invalid` */
  async render(source: TemplateSource, data: Record<string, unknown>): Promise<TemplateSource> {
    const output: { -readonly [K in keyof TemplateSource]: string } = {};
    for (const field of fields) {
      const text = source[field];
      if (text === undefined) continue;
      const rendered = await this.#render(field, text, data);
      // A subject is one line: tags leave line breaks behind, and data may hold them.
      output[field] = field === 'subject' ? rendered.replace(/\s+/g, ' ').trim() : rendered;
    }
    return output;
  }

  async #render(field: Field, text: string, data: Record<string, unknown>): Promise<string> {
    try {
      return await renderField(field, this.#parse(field, text), data);
    } catch (error) {
      if (isMessagingError(error)) throw error;
      const name = error instanceof Error ? error.name : '';
      if (name === 'UndefinedVariableError') throw missingVariable(error);
      throw invalidTemplate(`The template's ${field} could not be rendered: ${sentence(error)}.`, field);
    }
  }

  #parse(field: Field, text: string): Parsed[] {
    const key = `${field}\n${text}`;
    const known = this.#parsed.get(key);
    if (known) return known;
    let parsed: Parsed[];
    try {
      parsed = parseField(field, text);
    } catch (error) {
      throw invalidTemplate(`The template's ${field} is not valid: ${sentence(error)}.`, field);
    }
    this.#parsed.set(key, parsed);
    this.#characters += key.length;
    for (const [oldest] of this.#parsed) {
      if (this.#characters <= keptCharacters) break;
      this.#parsed.delete(oldest);
      this.#characters -= oldest.length;
    }
    return parsed;
  }
}

/** Renders what stands in code. */
export const renderer = new LiquidRenderer();

function missingVariable(error: unknown): MessagingError {
  const variable =
    /undefined variable: ([^,\s]+)/.exec(error instanceof Error ? error.message : '')?.[1] ?? 'a variable';
  return new MessagingError('template_data_invalid', `The template needs a value for "${variable}".`, {
    details: { variables: [variable] },
  });
}

/** Liquid's message quotes the template's line, never the data. */
function sentence(error: unknown): string {
  const said = error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'unknown reason';
  const tag = /^tag "(\w+)" not found/.exec(said)?.[1];
  return tag
    ? `there is no {% ${tag} %} here, a template stands alone and reads no files`
    : said.slice(0, 300);
}
