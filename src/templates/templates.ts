import type { z } from 'zod';
import { MessagingError } from '../errors.ts';
import type { StoredTemplate, TemplateStore } from '../interfaces/storage/templates.ts';
import { createId } from '../model/ids.ts';
import type { Channel } from '../model/message.ts';
import { LiquidRenderer, type TemplateSource } from './liquid.ts';

/** A template defined in code. `Data` is what `send` asks for. */
export interface Template<Data = unknown> extends TemplateSource {
  /** Letters, digits, `-`, `_`, `.`; unique in its channel; not beginning with `postern.`. */
  readonly id: string;
  readonly channel: Channel;
  /** For people; default: the id. */
  readonly name?: string;
  /** Checks the data, fills defaults; its output is what the template sees. */
  readonly schema: z.ZodType<unknown, Data>;
}

/** What one can choose from: those in code and those stored. */
export interface TemplateSummary extends TemplateSource {
  readonly id: string;
  readonly channel: Channel;
  readonly name: string;
  readonly definedIn: 'code' | 'storage';
  /** The variables it uses. */
  readonly variables: readonly string[];
  readonly updatedAt?: Date;
}

/** Checks a template when the program starts and types the data of `send`. @throws MessagingError `template_invalid` */
export function defineTemplate<Data>(template: Template<Data>): Template<Data> {
  checkTemplateId(template.id);
  renderer.check(template.channel, template);
  return template;
}

const renderer = new LiquidRenderer();
const idForm = /^(?!postern\.)[A-Za-z0-9._-]{1,64}$/;

function checkTemplateId(id: string): void {
  if (idForm.test(id)) return;
  throw new MessagingError(
    'template_invalid',
    'A template\'s id is 1 to 64 letters, digits, "-", "_" or ".", and does not begin with "postern.".',
  );
}

export interface Rendered {
  readonly template: { readonly id: string; readonly name: string };
  readonly subject?: string;
  readonly text?: string;
  readonly html?: string;
}

/** A site's templates in one channel: those defined in code, and those people write. */
export class Templates {
  readonly #site: string;
  readonly channel: Channel;
  readonly #inCode: ReadonlyMap<string, Template>;
  readonly #store: TemplateStore;
  readonly #now: () => Date;

  constructor(
    site: string,
    channel: Channel,
    inCode: readonly Template[],
    store: TemplateStore,
    now: () => Date,
  ) {
    this.#site = site;
    this.channel = channel;
    this.#inCode = new Map(inCode.filter((one) => one.channel === channel).map((one) => [one.id, one]));
    this.#store = store;
    this.#now = now;
  }

  /** By name. */
  async list(): Promise<readonly TemplateSummary[]> {
    const stored = await this.#store.list(this.#site, this.channel);
    const inCode = [...this.#inCode.values()].map((one) => this.#summary(one, 'code'));
    return [...inCode, ...stored.map((one) => this.#summary(one, 'storage'))].sort((a, b) =>
      a.name.localeCompare(b.name),
    );
  }

  /** @throws MessagingError `template_not_found` */
  async get(id: string): Promise<TemplateSummary> {
    const inCode = this.#inCode.get(id);
    return inCode ? this.#summary(inCode, 'code') : this.#summary(await this.#stored(id), 'storage');
  }

  /** Stores a new template, or a new version of one. @throws MessagingError `template_invalid` */
  async save(
    template: TemplateSource & { readonly id?: string; readonly name: string },
  ): Promise<TemplateSummary> {
    const id = template.id ?? createId('tpl', this.#now());
    checkTemplateId(id);
    if (this.#inCode.has(id)) {
      throw new MessagingError(
        'template_invalid',
        'This template is defined in code: change it there, or choose another id.',
      );
    }
    const name = template.name.trim();
    if (name === '' || name.length > 100)
      throw new MessagingError('template_invalid', 'A template needs a name of 1 to 100 characters.');
    renderer.check(this.channel, template);
    const { subject, text, html } = template;
    const stored: StoredTemplate = {
      ...{ id, site: this.#site, channel: this.channel, name, updatedAt: this.#now() },
      ...(subject === undefined ? {} : { subject }),
      ...(text === undefined ? {} : { text }),
      ...(html === undefined ? {} : { html }),
    };
    await this.#store.save(stored);
    return this.#summary(stored, 'storage');
  }

  /** @throws MessagingError `template_not_found` */
  async delete(id: string): Promise<void> {
    if (await this.#store.delete(this.#site, this.channel, id)) return;
    throw notFound(this.channel);
  }

  /**
   * Renders with data: HTML escaped, a missing variable an error.
   * @throws MessagingError `template_not_found`, `template_data_invalid`, `template_invalid`
   */
  async render(template: string | Template, data: unknown): Promise<Rendered> {
    const inCode = typeof template === 'string' ? this.#inCode.get(template) : template;
    if (inCode && inCode.channel !== this.channel) throw notFound(this.channel);
    const source = inCode ?? (await this.#stored(String(template)));
    const values = inCode ? parseData(inCode.schema, data) : dataObject(data);
    return {
      template: { id: source.id, name: source.name ?? source.id },
      ...(await renderer.render(source, values)),
    };
  }

  async #stored(id: string): Promise<StoredTemplate> {
    const stored = await this.#store.get(this.#site, this.channel, id);
    if (!stored) throw notFound(this.channel);
    return stored;
  }

  #summary(source: StoredTemplate | Template, definedIn: 'code' | 'storage'): TemplateSummary {
    const { id, channel, subject, text, html } = source;
    return {
      ...{ id, channel, name: source.name ?? id, definedIn, variables: renderer.variables(source) },
      ...(subject === undefined ? {} : { subject }),
      ...(text === undefined ? {} : { text }),
      ...(html === undefined ? {} : { html }),
      ...('updatedAt' in source ? { updatedAt: source.updatedAt } : {}),
    };
  }
}

function notFound(channel: Channel): MessagingError {
  return new MessagingError(
    'template_not_found',
    `There is no such template for ${channel === 'email' ? 'e-mail' : 'SMS'}.`,
  );
}

function parseData(schema: z.ZodType, data: unknown): Record<string, unknown> {
  const parsed = schema.safeParse(data);
  if (parsed.success) return dataObject(parsed.data);
  const variables = [...new Set(parsed.error.issues.map((issue) => issue.path.join('.')))];
  const list = parsed.error.issues
    .map((issue) => `${issue.path.join('.') || 'data'}: ${issue.message}`)
    .join('; ');
  throw new MessagingError('template_data_invalid', `The data do not fit the template (${list}).`, {
    details: { variables },
  });
}

function dataObject(data: unknown): Record<string, unknown> {
  if (data === undefined) return {};
  if (typeof data === 'object' && data !== null && !Array.isArray(data)) return { ...data };
  throw new MessagingError(
    'template_data_invalid',
    'A template\'s "data" is an object with a value for each variable.',
  );
}
