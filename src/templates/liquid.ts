import { isMessagingError, MessagingError } from '../errors.ts';
import { type Parsed, parseField, renderField, variablesOf } from './engine.ts';
import { checkEachLanguage, type Translated } from './languages.ts';
import type { Part } from './library.ts';
import { namesParts } from './parts.ts';
import { type Field, invalidTemplate, type TemplateSource } from './template-source.ts';

const fields: readonly Field[] = ['subject', 'text', 'html'];
/** Characters of source whose parsed form is kept: it takes some hundred times as many bytes at worst. */
const keptCharacters = 500_000;

interface Written {
  readonly field: Field;
  readonly text: string;
  readonly parts: readonly Part[];
  readonly datesIn: string | undefined;
}

/** Renders Liquid with missing variables as errors and, in HTML, every output escaped once: there is no `raw`. On the thread it is called on. */
export class LiquidRenderer {
  readonly #parsed = new Map<string, Parsed[]>();
  #characters = 0;

  /** It may name any layouts and partials. @throws MessagingError `template_invalid` */
  check(template: Translated): void {
    checkEachLanguage(template, (source) => {
      for (const field of fields) this.#parse(field, source[field] ?? '', undefined);
    });
  }

  /** Those of its layouts and partials too, as far as they are given. @throws MessagingError `template_invalid` */
  variables(source: TemplateSource, parts?: readonly Part[]): readonly string[] {
    const names = fields.flatMap((field) => variablesOf(this.#parse(field, source[field] ?? '', parts)));
    return [...new Set(names)].sort();
  }

  /**
   * `datesIn`: the language of dates' names; default: English.
   * @throws MessagingError `template_invalid`, `template_data_invalid`
   */
  async render(
    source: TemplateSource,
    data: Record<string, unknown>,
    parts: readonly Part[] = [],
    datesIn?: string,
  ): Promise<TemplateSource> {
    const output: { -readonly [K in keyof TemplateSource]: string } = {};
    for (const field of fields) {
      const text = source[field];
      if (text === undefined) continue;
      const rendered = await this.#render({ field, text, parts, datesIn }, data);
      // A subject is one line: tags leave line breaks behind, and data may hold them.
      output[field] = field === 'subject' ? rendered.replace(/\s+/g, ' ').trim() : rendered;
    }
    return output;
  }

  async #render({ field, text, parts, datesIn }: Written, data: Record<string, unknown>): Promise<string> {
    try {
      return await renderField(field, this.#parse(field, text, parts), data, datesIn);
    } catch (error) {
      if (isMessagingError(error)) throw error;
      const name = error instanceof Error ? error.name : '';
      if (name === 'UndefinedVariableError') throw missingVariable(error);
      throw invalidTemplate(`The template's ${field} could not be rendered: ${sentence(error)}.`, field);
    }
  }

  #parse(field: Field, text: string, given: readonly Part[] | undefined): Parsed[] {
    const parts = namesParts(text) ? given : [];
    const key = JSON.stringify([field, text, parts ?? 'any']);
    const known = this.#parsed.get(key);
    if (known) return known;
    let parsed: Parsed[];
    try {
      parsed = parseField(field, text, parts);
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
    ? `there is no {% ${tag} %} here: layouts and partials are named by {% layout %} and {% render %}, and no files are read`
    : said.slice(0, 300);
}
