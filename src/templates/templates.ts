/**
 * Templates: Liquid texts that `send` fills in. `templates.ts` is the folder's face: it finds a template (`template.ts`), in code
 * (`define-template.ts`) or stored, lists them (`template-summary.ts`, read by `template-description.ts`), keeps what it was (`template-versions.ts`) and what is not published yet (`template-drafts.ts`), chooses a language (`languages.ts`) and renders it (`render-template.ts`), where `rendering.ts` says. What stands in code is rendered on the host's thread by `liquid.ts`, which
 * is loaded when it is first needed (`index.ts`, an entry of its own, loads it at once); what people wrote goes through
 * `render-thread.ts` to a thread of its own (`render-worker.ts`, spoken to by `render-jobs.ts`) that runs the same `liquid.ts` and
 * can be ended. Both rest on `engine.ts`, which holds the tags, filters and limits, and on `safe-text.ts`, by which HTML is
 * escaped once, and `date-filters.ts`. `html-text.ts` makes a mail's text part of its HTML.
 */
import { MessagingError } from '../errors.ts';
import {
  draftContent,
  type StoredTemplate,
  type StoredTemplateDraft,
  type TemplateContent,
} from '../interfaces/storage/templates.ts';
import { checkArgument } from '../model/arguments.ts';
import type { AuditAction } from '../model/audit.ts';
import { pageOptions } from '../model/cursor.ts';
import { createId } from '../model/ids.ts';
import type { Channel } from '../model/message.ts';
import { checkEachLanguage } from './languages.ts';
import { renderTemplate } from './render-template.ts';
import type { Rendered, RenderOptions } from './rendering.ts';
import { Shelf, type ShelfParts } from './shelf.ts';
import type { Template } from './template.ts';
import { checkedDescription } from './template-description.ts';
import { beforeDraft, describeDraft, overtaken, putDraft, type TemplateDraft } from './template-drafts.ts';
import {
  deletedForm,
  draftForm,
  idArgument,
  idForm,
  publishedForm,
  renderedForm,
  renderOptions,
  restoredForm,
  storedForm,
  versionNumber,
} from './template-forms.ts';
import {
  checkTemplateId,
  contentOf,
  type DeleteOptions,
  type NewTemplate,
  type NewTemplateDraft,
  notFound,
  type PublishOptions,
} from './template-input.ts';
import { byName, summariesOf, summaryIn } from './template-list.ts';
import { checkNoOthers } from './template-source.ts';
import { readingOf, storedSummary, type TemplateSummary } from './template-summary.ts';
import {
  putVersion,
  type TemplateKey,
  type TemplateVersionDetail,
  type TemplateVersionOptions,
  type TemplateVersionPage,
  versionDetail,
  versionPage,
} from './template-versions.ts';
import { refuseWhereBroken, refuseWhereUsed } from './usage.ts';

/** What was done to a template, as it is noted. */
interface TemplateNote {
  readonly action: Extract<AuditAction, `template.${string}`>;
  readonly subject: string;
  readonly actor?: string | undefined;
  readonly detail?: string | undefined;
}

/** What a site's templates are made of. */
interface TemplatesParts extends ShelfParts {
  readonly now: () => Date;
  /** Told who changed which. */
  readonly noted?: (note: TemplateNote) => Promise<void>;
}

/** A site's templates in one channel: those defined in code, and those people write. */
export class Templates {
  /** Whose templates they are: an id may stand for another one in another channel. */
  readonly channel: Channel;
  readonly #shelf: Shelf;
  readonly #now: () => Date;
  readonly #noted: TemplatesParts['noted'];

  constructor({ now, noted, ...parts }: TemplatesParts) {
    this.channel = parts.channel;
    this.#shelf = new Shelf(parts);
    this.#now = now;
    this.#noted = noted;
  }

  /** With layouts and partials; by name, in English order whatever language the process speaks. */
  async list(): Promise<readonly TemplateSummary[]> {
    return summariesOf(this.#shelf);
  }

  /** One template, layout or partial with its texts and the variables it asks for. @throws MessagingError `template_not_found` */
  async get(id: string): Promise<TemplateSummary> {
    checkArgument(idArgument, id, { name: 'id' });
    const summary = await summaryIn(this.#shelf, id);
    if (!summary) throw notFound(this.channel, id);
    return summary;
  }

  /**
   * Stores a new template, or a new version of one.
   * @throws MessagingError `template_invalid`; `conflict` where another version is stored than the one it `replaces`; `template_in_use` where
   * others use it as a layout or partial and would be broken by the change
   */
  async save(template: NewTemplate): Promise<TemplateSummary> {
    return this.#save(template, { action: 'template.saved' });
  }

  async #save(
    template: NewTemplate,
    note: Pick<TemplateNote, 'action' | 'detail'>,
    draft?: Date,
  ): Promise<TemplateSummary> {
    checkArgument(storedForm, template, { name: 'template', code: 'template_invalid' });
    const written = this.#written(template);
    // Whole, before it is stored: what cannot be read is nobody's to find later.
    const description = await checkedDescription(readingOf(written), this.#shelf.partWith(written));
    await refuseWhereBroken(this.#shelf, written);
    const stored = await putVersion(this.#shelf.store, written, { ...template, draft, now: this.#now() });
    await this.#noted?.({ ...note, subject: written.id, actor: template.actor });
    return storedSummary(stored, description);
  }

  /** What is not published yet, of templates that there are and that there are not, by name in English order. */
  async drafts(): Promise<readonly TemplateDraft[]> {
    const { site, store } = this.#shelf;
    const drafts = await store.drafts(site, this.channel);
    return (await Promise.all(drafts.map((one) => describeDraft(one, this.#shelf.part)))).sort(byName);
  }

  /** What is not published yet of one; `undefined` where nothing is. @throws MessagingError `invalid_argument` */
  async draft(id: string): Promise<TemplateDraft | undefined> {
    checkArgument(idArgument, id, { name: 'id' });
    const found = await this.#draft(id);
    return found && describeDraft(found, this.#shelf.part);
  }

  /**
   * Stores what is to become a template, or the next version of one: messages go on with what is published. One each; it may be unfinished.
   * @throws MessagingError `template_invalid`; `conflict` where another draft is stored than the one it `replaces`
   */
  async saveDraft(draft: NewTemplateDraft): Promise<TemplateDraft> {
    checkArgument(draftForm, draft, { name: 'draft', code: 'template_invalid' });
    const written = this.#written(draft);
    checkEachLanguage(written, (source) => checkNoOthers(this.channel, source));
    const stored = await putDraft(this.#shelf.store, written, { ...draft, now: this.#now() });
    await this.#noted?.({ action: 'template.draft_saved', subject: written.id, actor: draft.actor });
    return describeDraft(stored, this.#shelf.part);
  }

  /**
   * Makes the draft the template, as a new version; from then on messages are made by it.
   * @throws MessagingError `template_not_found` where there is no draft; `template_invalid`, where it is unfinished; `conflict`; `template_in_use` as `save`
   */
  async publish(id: string, options: PublishOptions = {}): Promise<TemplateSummary> {
    checkArgument(idArgument, id, { name: 'id' });
    checkArgument(publishedForm, options, { name: 'options' });
    const stored = await this.#draft(id);
    const { draft = stored?.updatedAt, replaces, actor } = options;
    if (!stored) throw draft ? overtaken() : notFound(this.channel, id);
    const over = replaces === undefined ? await beforeDraft(this.#shelf.store, stored) : replaces;
    const content = { ...draftContent(stored), id, replaces: over, actor };
    return this.#save(content, { action: 'template.published' }, draft);
  }

  /**
   * Removes the draft; what is published stays. With `updatedAt`, as it was read, only if no other draft is stored by now.
   * @throws MessagingError `template_not_found` where there is no draft; `conflict`
   */
  async discardDraft(id: string, options: DeleteOptions = {}): Promise<void> {
    checkArgument(idArgument, id, { name: 'id' });
    checkArgument(deletedForm, options, { name: 'options' });
    const { updatedAt, actor } = options;
    if (
      idForm.test(id) &&
      (await this.#shelf.store.deleteDraft(this.#shelf.site, this.channel, id, updatedAt))
    )
      return this.#noted?.({ action: 'template.draft_discarded', subject: id, actor });
    throw updatedAt ? overtaken() : notFound(this.channel, id);
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
    return versionPage(this.#shelf.store, { site: this.#shelf.site, channel: this.channel, id }, options);
  }

  /** What it was in a version. @throws MessagingError `template_not_found`, `template_version_not_found`, `invalid_argument` */
  async version(id: string, number: number): Promise<TemplateVersionDetail> {
    checkArgument(idArgument, id, { name: 'id' });
    checkArgument(versionNumber, number, { name: 'number' });
    await this.#stored(id);
    return versionDetail(this.#shelf.store, { site: this.#shelf.site, channel: this.channel, id }, number);
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
   * Removes a stored template, with its versions and its draft; what was sent by it stays. One in code is `template_not_found` here. With `updatedAt`, as it was read, only if
   * no other version is stored by now: for where several people write.
   * @throws MessagingError `template_not_found`; `conflict` where another version is stored; `template_in_use` where others name it as their
   * layout or partial
   */
  async delete(id: string, options: DeleteOptions = {}): Promise<void> {
    checkArgument(idArgument, id, { name: 'id' });
    checkArgument(deletedForm, options, { name: 'options' });
    const { store, site } = this.#shelf;
    await refuseWhereUsed(this.#shelf, await this.#stored(id));
    if (await store.delete(site, this.channel, id, options.updatedAt))
      return this.#noted?.({ action: 'template.deleted', subject: id, actor: options.actor });
    await this.#stored(id);
    throw new MessagingError('conflict', 'Somebody else changed this template meanwhile: look at it again.');
  }

  /**
   * Renders with data, in one of its languages: HTML escaped, a missing variable an error; one that has a `render` by that. `{{ unsubscribeUrl }}` of an e-mail
   * stands for what the data have by that name, else for the option; `{{ language }}` for the language, unless the data have one.
   * @throws MessagingError `template_not_found`, `template_data_invalid`, `template_invalid`, `template_too_expensive`
   */
  async render(template: string | Template, data: unknown, options: RenderOptions = {}): Promise<Rendered> {
    checkArgument(renderedForm, template, { name: 'template' });
    checkArgument(renderOptions, options, { name: 'options' });
    const inCode = typeof template === 'string' ? this.#shelf.inCode.get(template) : template;
    if (inCode && inCode.channel !== this.channel) throw notFound(this.channel, inCode.id);
    const found = inCode ? { inCode } : { stored: await this.#message(String(template)) };
    return renderTemplate(this.#shelf, found, data, options);
  }

  /** @throws MessagingError `template_invalid` */
  #written(template: NewTemplateDraft | NewTemplate): TemplateKey & TemplateContent {
    const { id = createId('tpl', this.#now()) } = template;
    checkTemplateId(id);
    const { site, inCode, partsInCode } = this.#shelf;
    if (!inCode.has(id) && !partsInCode.has(id))
      return { id, site, channel: this.channel, ...contentOf(template) };
    throw new MessagingError(
      'template_invalid',
      'This template is defined in code: change it there, or choose another id.',
    );
  }

  async #draft(id: string): Promise<StoredTemplateDraft | undefined> {
    const { site, store } = this.#shelf;
    return idForm.test(id) ? store.findDraft(site, this.channel, id) : undefined;
  }

  async #stored(id: string): Promise<StoredTemplate> {
    const stored = await this.#shelf.stored(id);
    if (!stored) throw notFound(this.channel, id);
    return stored;
  }

  /** A stored template of which messages are made. */
  async #message(id: string): Promise<StoredTemplate> {
    const part = this.#shelf.partsInCode.get(id) ?? (await this.#stored(id));
    if (!part.kind) return part;
    const what = `"${id}" is a ${part.kind}: messages are made of the templates that use it.`;
    throw new MessagingError('template_invalid', what);
  }
}
