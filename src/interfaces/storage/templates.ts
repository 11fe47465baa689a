import type { Channel } from '../../model/message.ts';
import type { PartKind } from '../../model/part-kind.ts';
import type { Priority } from '../../model/priority.ts';

/** How many versions of a template are kept: the newest, the present one among them. */
export const templateVersionsKept = 100;

/** What people write. Plain data: all of it is in each version. */
export interface TemplateContent {
  readonly name: string;
  /** A layout or partial; absent: messages are made of it. */
  readonly kind?: PartKind;
  /** What its messages have unless they say otherwise. */
  readonly priority?: Priority;
  /** What its messages are about unless they say otherwise. */
  readonly topic?: string;
  /** The key of the sender that its messages leave with unless they say otherwise. */
  readonly sender?: string;
  /** E-mail only. */
  readonly subject?: string;
  readonly text?: string;
  readonly html?: string;
  /** The language of these texts (BCP 47), where it says. */
  readonly language?: string;
  /** The same in other languages, by their codes; each stands for itself. */
  readonly translations?: Readonly<Record<string, TemplateTranslation>>;
  /** Values to try it with, as JSON has them; never sent. */
  readonly sample?: Readonly<Record<string, unknown>>;
}

/** A template's texts in one more language. */
export interface TemplateTranslation {
  /** E-mail only. */
  readonly subject?: string;
  readonly text?: string;
  readonly html?: string;
}

/** A template written and edited by people. Liquid. */
export interface StoredTemplate extends TemplateContent {
  readonly id: string;
  readonly site: string;
  readonly channel: Channel;
  /** 1 for the first, one more than that which it replaces for each after it. */
  readonly version: number;
  /** Who saved this version, as the host names users. */
  readonly actor?: string;
  /** Another for each version. */
  readonly updatedAt: Date;
}

/** What is to become a template's next version, or its first; nothing is sent by it. May be unfinished. */
export interface StoredTemplateDraft extends TemplateContent {
  readonly id: string;
  readonly site: string;
  readonly channel: Channel;
  /** The version it was begun from; 0 where there was none. */
  readonly basedOn: number;
  /** Who saved it last, as the host names users. */
  readonly actor?: string;
  /** Another for each time that it is saved. */
  readonly updatedAt: Date;
}

/** What a draft would make of the template. */
export function draftContent({ basedOn: _basedOn, ...draft }: StoredTemplateDraft): TemplateContent {
  return templateContent({ ...draft, version: 0 });
}

/** What a version of it keeps: all but what it is called by and when and by whom it was saved. */
export function templateContent(stored: StoredTemplate): TemplateContent {
  const {
    id: _id,
    site: _site,
    channel: _channel,
    version: _version,
    actor: _actor,
    updatedAt: _at,
    ...content
  } = stored;
  return content;
}

/** One of the versions that a template had or has, without its content. */
export interface TemplateVersion {
  readonly number: number;
  /** When it was saved. */
  readonly at: Date;
  /** Who saved it, as the host names users. */
  readonly actor?: string;
}

/** Which versions a page shows. */
export interface TemplateVersionQuery {
  readonly site: string;
  readonly channel: Channel;
  readonly id: string;
  /** The number of the last one of the page before: only lower ones follow. */
  readonly before?: number;
  /** The most to answer. */
  readonly limit: number;
}

/** Stored templates, keyed by (site, channel, id). */
export interface TemplateStore {
  /** `undefined` where there is none. */
  find(site: string, channel: Channel, id: string): Promise<StoredTemplate | undefined>;
  /** All of the site and channel, by name, then id, texts included. */
  list(site: string, channel: Channel): Promise<readonly StoredTemplate[]>;
  /**
   * Compare and set: `replaces` is the `updatedAt` of the version it takes the place of; absent: there is none
   * yet; `draft`, where given, that of the draft that it is made of. `false`, and nothing changed, where one is another by now. In the
   * same step its version is kept, those are removed that are {@link templateVersionsKept} or more before it, and so is the draft;
   * one that is saved at the same moment stays.
   */
  save(template: StoredTemplate, replaces?: Date, draft?: Date): Promise<boolean>;
  /**
   * With all its versions and its draft. With `updatedAt` that version only, compared and deleted in one step. `false`, and nothing changed,
   * where there was none.
   */
  delete(site: string, channel: Channel, id: string, updatedAt?: Date): Promise<boolean>;
  /** By number, the highest first. Empty where there is no such template. */
  versions(query: TemplateVersionQuery): Promise<readonly TemplateVersion[]>;
  /** What a version holds; `undefined` where it is not kept. */
  version(
    template: Pick<StoredTemplate, 'site' | 'channel' | 'id'>,
    number: number,
  ): Promise<(TemplateVersion & { readonly content: TemplateContent }) | undefined>;
  /** `undefined` where there is none. */
  findDraft(site: string, channel: Channel, id: string): Promise<StoredTemplateDraft | undefined>;
  /** All of the site and channel, by name, then id, texts included; also of templates that there are not yet. */
  drafts(site: string, channel: Channel): Promise<readonly StoredTemplateDraft[]>;
  /** Compare and set, as `save`: `replaces` is the `updatedAt` of the draft it takes the place of; absent: there is none yet. */
  saveDraft(draft: StoredTemplateDraft, replaces?: Date): Promise<boolean>;
  /** With `updatedAt` that draft only. `false`, and nothing changed, where there was none. */
  deleteDraft(site: string, channel: Channel, id: string, updatedAt?: Date): Promise<boolean>;
}
