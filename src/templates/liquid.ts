import { Liquid, type Template as Parsed } from 'liquidjs';
import { MessagingError } from '../errors.ts';
import type { Channel } from '../model/message.ts';

/** Liquid texts. E-mail needs a subject and text or HTML; SMS has text only. */
export interface TemplateSource {
  readonly subject?: string;
  readonly text?: string;
  readonly html?: string;
}

const fields = ['subject', 'text', 'html'] as const;
const maxSourceLength = 500_000;
const cacheSize = 200;

// No file system and no prototype of the host's objects can be reached; work and memory are bounded: people write templates too.
const limits = { parseLimit: maxSourceLength, renderLimit: 2_000, memoryLimit: 50_000_000 };
// `lenientIf`: a variable may be left out where the template itself asks whether it is there (`if`, `default`).
const strict = {
  strictVariables: true,
  lenientIf: true,
  strictFilters: true,
  ownPropertyOnly: true,
  templates: {},
  ...limits,
};

/** Renders Liquid with missing variables as errors and, in HTML, every output escaped: there is no `raw`. */
export class LiquidRenderer {
  readonly #plain = new Liquid(strict);
  readonly #html = new Liquid({ ...strict, outputEscape: 'escape' });
  readonly #parsed = new Map<string, Parsed[]>();

  constructor() {
    // `{{ x | raw }}` would switch escaping off for data.
    this.#html.registerFilter('raw', (value: unknown) => value);
  }

  /** @throws MessagingError `template_invalid` */
  check(channel: Channel, source: TemplateSource): void {
    if (channel === 'email' && source.subject === undefined)
      throw invalid('An e-mail template needs a subject.');
    if (channel === 'sms' && (source.subject !== undefined || source.html !== undefined)) {
      throw invalid('An SMS template has a text only.');
    }
    if (source.text === undefined && source.html === undefined)
      throw invalid('A template needs a text or HTML.');
    for (const field of fields) this.#parse(field, source[field] ?? '');
  }

  variables(source: TemplateSource): readonly string[] {
    const names = fields.flatMap((field) =>
      this.#plain.globalFullVariablesSync(this.#parse(field, source[field] ?? '')),
    );
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

  async #render(
    field: (typeof fields)[number],
    text: string,
    data: Record<string, unknown>,
  ): Promise<string> {
    try {
      return String(await this.#engine(field).render(this.#parse(field, text), data));
    } catch (error) {
      const name = error instanceof Error ? error.name : '';
      if (name === 'UndefinedVariableError') throw missingVariable(error);
      throw invalid(`The template's ${field} could not be rendered: ${sentence(error)}.`);
    }
  }

  #engine(field: (typeof fields)[number]): Liquid {
    return field === 'html' ? this.#html : this.#plain;
  }

  #parse(field: (typeof fields)[number], text: string): Parsed[] {
    const key = `${field}\n${text}`;
    const known = this.#parsed.get(key);
    if (known) return known;
    if (text.length > maxSourceLength)
      throw invalid(`A template's ${field} is at most ${maxSourceLength} characters.`);
    try {
      const parsed = this.#engine(field).parse(text);
      if (this.#parsed.size >= cacheSize) this.#parsed.delete(this.#parsed.keys().next().value ?? '');
      this.#parsed.set(key, parsed);
      return parsed;
    } catch (error) {
      throw invalid(`The template's ${field} is not valid: ${sentence(error)}.`);
    }
  }
}

function invalid(message: string): MessagingError {
  return new MessagingError('template_invalid', message);
}

function missingVariable(error: unknown): MessagingError {
  const variable =
    /undefined variable: ([^,\s]+)/.exec(error instanceof Error ? error.message : '')?.[1] ?? 'a variable';
  return new MessagingError('template_data_invalid', `The template needs a value for "${variable}".`, {
    details: { variables: [variable] },
  });
}

/** Liquid's message quotes the template's line, never the data. */
function sentence(error: unknown): string {
  return error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'unknown reason';
}
