/**
 * Templates: Liquid texts that `send` fills in. `templates.ts` is the folder's face: it finds a template (`template.ts`), in code
 * (`define-template.ts`) or stored, lists them (`template-summary.ts`), keeps what it was (`template-versions.ts`) and says who renders it (`rendering.ts`). What stands in code is rendered on the host's thread by `liquid.ts`, which
 * is loaded when it is first needed (`index.ts`, an entry of its own, loads it at once); what people wrote goes through
 * `render-thread.ts` to a thread of its own (`render-worker.ts`, spoken to by `render-jobs.ts`) that runs the same `liquid.ts` and
 * can be ended. Both rest on `engine.ts`, which holds the tags, filters and limits, and on `safe-text.ts`, by which HTML is
 * escaped once, and `date-filters.ts`. `html-text.ts` makes a mail's text part of its HTML.
 */
import { MessagingError } from '../errors.ts';
import type { StoredTemplate, TemplateStore } from '../interfaces/storage/templates.ts';
import { checkArgument } from '../model/arguments.ts';
import type { AuditAction } from '../model/audit.ts';
import { channelRules } from '../model/channel.ts';
import { pageOptions } from '../model/cursor.ts';
import { createId } from '../model/ids.ts';
import type { Channel } from '../model/message.ts';
import { present } from '../model/present.ts';
import type { Priority } from '../model/priority.ts';
import { makeTexts } from './made.ts';
import { linkIn, type RenderOptions, renderAside, renderHere, textsOf } from './rendering.ts';
import type { Template } from './template.ts';
import { dataObject, parseData } from './template-data.ts';
import {
  deletedForm,
  idArgument,
  idForm,
  renderedForm,
  renderOptions,
  restoredForm,
  storedForm,
  versionNumber,
} from './template-forms.ts';
import { checkFields, type TemplateSource } from './template-source.ts';
import { describe, storedSummary, summaryOf, type TemplateSummary, variablesOf } from './template-summary.ts';
import {
  putVersion,
  type TemplateVersionDetail,
  type TemplateVersionOptions,
  type TemplateVersionPage,
  versionDetail,
  versionPage,
} from './template-versions.ts';

/** What people write, as it is stored. */
export interface NewTemplate extends TemplateSource {
  /** Default: a new one. */
  readonly id?: string;
  /** For people; 1 to 100 characters. */
  readonly name: string;
  /** What its messages have unless they say otherwise: `high` goes before `normal`, and that before `low`. Default: as of messages without a template. */
  readonly priority?: Priority | undefined;
  /** What its messages are about unless they say otherwise: one of the configuration's topics. Default: none. */
  readonly topic?: string | undefined;
  /** The key of the sender its messages leave with unless they say otherwise; it need not exist yet. Default: the site's default. */
  readonly sender?: string | undefined;
  /**
   * The `updatedAt` of the version that was changed, or `null` where there was none: if another is stored by now, it is a
   * `conflict`. Default: whatever is stored is replaced.
   */
  readonly replaces?: Date | null;
  /** Who writes it, as the host names users: kept in `messaging.audit`. */
  readonly actor?: string | undefined;
}

const inEnglish = new Intl.Collator('en');

function checkTemplateId(id: string): void {
  if (idForm.test(id)) return;
  throw new MessagingError(
    'template_invalid',
    'A template\'s id is 1 to 64 letters, digits, "-", "_" or ".", and does not begin with "postern.".',
  );
}

/** A template filled in; without the site's prefix. */
export interface Rendered {
  readonly template: { readonly id: string; readonly name: string };
  readonly priority?: Priority;
  readonly topic?: string;
  readonly sender?: string;
  readonly subject?: string;
  readonly text?: string;
  readonly html?: string;
}

/** What was done to a template, as it is noted. */
interface TemplateNote {
  readonly action: Extract<AuditAction, `template.${string}`>;
  readonly subject: string;
  readonly actor?: string | undefined;
  readonly detail?: string | undefined;
}

/** What a site's templates are made of. */
interface TemplatesParts {
  readonly site: string;
  readonly channel: Channel;
  readonly inCode: readonly Template[];
  readonly store: TemplateStore;
  readonly now: () => Date;
  /** Told who changed which. */
  readonly noted?: (note: TemplateNote) => Promise<void>;
}

/** A site's templates in one channel: those defined in code, and those people write. */
export class Templates {
  readonly #site: string;
  /** Whose templates they are: an id may stand for another one in another channel. */
  readonly channel: Channel;
  readonly #inCode: ReadonlyMap<string, Template>;
  readonly #store: TemplateStore;
  readonly #now: () => Date;
  readonly #noted: TemplatesParts['noted'];

  constructor({ site, channel, inCode, store, now, noted }: TemplatesParts) {
    this.#site = site;
    this.channel = channel;
    this.#inCode = new Map(inCode.filter((one) => one.channel === channel).map((one) => [one.id, one]));
    this.#store = store;
    this.#now = now;
    this.#noted = noted;
  }

  /** By name, in English order whatever language the process speaks. */
  async list(): Promise<readonly TemplateSummary[]> {
    const stored = await this.#store.list(this.#site, this.channel);
    const inCode = await Promise.all([...this.#inCode.values()].map(summaryOf));
    return [...inCode, ...(await Promise.all(stored.map(describe)))].sort((a, b) =>
      inEnglish.compare(a.name, b.name),
    );
  }

  /** One template with its texts and the variables it asks for. @throws MessagingError `template_not_found` */
  async get(id: string): Promise<TemplateSummary> {
    checkArgument(idArgument, id, { name: 'id' });
    const inCode = this.#inCode.get(id);
    return inCode ? summaryOf(inCode) : describe(await this.#stored(id));
  }

  /**
   * Stores a new template, or a new version of one.
   * @throws MessagingError `template_invalid`; `conflict` where another version is stored than the one it `replaces`
   */
  async save(template: NewTemplate): Promise<TemplateSummary> {
    return this.#save(template, { action: 'template.saved' });
  }

  async #save(
    template: NewTemplate,
    note: Pick<TemplateNote, 'action' | 'detail'>,
  ): Promise<TemplateSummary> {
    checkArgument(storedForm, template, { name: 'template', code: 'template_invalid' });
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
    checkFields(this.channel, template);
    const texts = textsOf(template);
    // Whole, before it is stored: what cannot be read is nobody's to find later.
    const variables = await variablesOf(this.channel, texts);
    const given = present({
      id,
      site: this.#site,
      channel: this.channel,
      name,
      priority: template.priority,
      topic: template.topic,
      sender: template.sender,
      ...texts,
    });
    const stored = await putVersion(this.#store, given, { ...template, now: this.#now() });
    await this.#noted?.({ ...note, subject: id, actor: template.actor });
    return storedSummary(stored, { variables });
  }

  /**
   * What it was, the newest first: each save and restoring is a version. The last 100 are kept, until it is deleted. One in code is
   * `template_not_found` here.
   * @throws MessagingError `template_not_found`, `invalid_cursor`, `invalid_argument`
   */
  async versions(id: string, options: TemplateVersionOptions = {}): Promise<TemplateVersionPage> {
    checkArgument(idArgument, id, { name: 'id' });
    checkArgument(pageOptions, options, { name: 'options' });
    await this.#stored(id);
    return versionPage(this.#store, { site: this.#site, channel: this.channel, id }, options);
  }

  /** What it was in a version. @throws MessagingError `template_not_found`, `template_version_not_found`, `invalid_argument` */
  async version(id: string, number: number): Promise<TemplateVersionDetail> {
    checkArgument(idArgument, id, { name: 'id' });
    checkArgument(versionNumber, number, { name: 'number' });
    await this.#stored(id);
    return versionDetail(this.#store, { site: this.#site, channel: this.channel, id }, number);
  }

  /**
   * Makes of it what it was in a version, as a new version: nothing is lost. It is checked as `save` checks it.
   * @throws MessagingError as `version` and `save`
   */
  async restore(
    id: string,
    number: number,
    options: Pick<NewTemplate, 'actor' | 'replaces'> = {},
  ): Promise<TemplateSummary> {
    checkArgument(restoredForm, options, { name: 'options' });
    const { content } = await this.version(id, number);
    return this.#save(
      { ...content, ...options, id },
      { action: 'template.restored', detail: String(number) },
    );
  }

  /**
   * Removes a stored template; what was sent by it stays. One in code is `template_not_found` here. With `updatedAt`, as it was read, only if
   * no other version is stored by now: for where several people write.
   * @throws MessagingError `template_not_found`; `conflict` where another version is stored
   */
  async delete(
    id: string,
    options: { readonly updatedAt?: Date | undefined; readonly actor?: string | undefined } = {},
  ): Promise<void> {
    checkArgument(idArgument, id, { name: 'id' });
    checkArgument(deletedForm, options, { name: 'options' });
    if (idForm.test(id) && (await this.#store.delete(this.#site, this.channel, id, options.updatedAt)))
      return this.#noted?.({ action: 'template.deleted', subject: id, actor: options.actor });
    await this.#stored(id);
    throw new MessagingError('conflict', 'Somebody else changed this template meanwhile: look at it again.');
  }

  /**
   * Renders with data: HTML escaped, a missing variable an error; one that has a `render` by that. `{{ unsubscribeUrl }}` of an e-mail stands for what the data have by that
   * name, else for the option.
   * @throws MessagingError `template_not_found`, `template_data_invalid`, `template_invalid`, `template_too_expensive`
   */
  async render(template: string | Template, data: unknown, options: RenderOptions = {}): Promise<Rendered> {
    checkArgument(renderedForm, template, { name: 'template' });
    checkArgument(renderOptions, options, { name: 'options' });
    const inCode = typeof template === 'string' ? this.#inCode.get(template) : template;
    if (inCode && inCode.channel !== this.channel) throw notFound(this.channel, inCode.id);
    const source = inCode ?? (await this.#stored(String(template)));
    const parsed = inCode ? await parseData(inCode.schema, data) : dataObject(data);
    const values = channelRules[this.channel].hasUnsubscribe
      ? { ...linkIn(options, source.topic), ...parsed }
      : parsed;
    const here = inCode && inCode.writtenBy !== 'people';
    const made = isMade(inCode) ? await makeTexts(inCode, parsed, Reflect.get(values, 'unsubscribeUrl')) : {};
    const texts = { ...(await (here ? renderHere : renderAside)(source, values)), ...made };
    const { id, name = id, priority, topic, sender } = source;
    return present({ template: { id, name }, priority, topic, sender, ...texts });
  }

  async #stored(id: string): Promise<StoredTemplate> {
    const stored = idForm.test(id) ? await this.#store.find(this.#site, this.channel, id) : undefined;
    if (!stored) throw notFound(this.channel, id);
    return stored;
  }
}

/** Whether a function makes its texts. */
function isMade(template: Template | undefined): template is Template & Required<Pick<Template, 'render'>> {
  return template?.render !== undefined;
}

function notFound(channel: Channel, id: string): MessagingError {
  return new MessagingError(
    'template_not_found',
    `There is no template ${idForm.test(id) ? `"${id}"` : 'with this id'} for ${channelRules[channel].word}.`,
  );
}
