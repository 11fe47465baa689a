import type { StoredTemplate, TemplateStore } from '../interfaces/storage/templates.ts';
import type { Channel } from '../model/message.ts';
import type { PartKind } from '../model/part-kind.ts';
import { present } from '../model/present.ts';
import type { Site } from '../model/site.ts';
import { chooseLanguage, type Translated } from './languages.ts';
import type { FindPart, FoundPart } from './parts.ts';
import type { Template } from './template.ts';
import { idForm } from './template-forms.ts';
import type { TemplatePart } from './template-part.ts';

/** As much of a stored template as others may use. */
type PartSource = Pick<StoredTemplate, 'id' | 'kind' | 'text' | 'html' | 'language' | 'translations'>;

/** What a site's templates are taken from. */
export interface ShelfParts {
  readonly site: Pick<Site, 'id' | 'language'>;
  readonly channel: Channel;
  readonly inCode: readonly Template[];
  /** Layouts and partials in code. */
  readonly partsInCode: readonly TemplatePart[];
  readonly store: TemplateStore;
  /** What many messages of a batch need is read once. Default: read whenever it is asked for. */
  readonly readsOnce?: boolean;
}

/** A template, layout or partial, in code or stored: whatever may name a part. */
export interface Using extends Translated {
  readonly id: string;
  readonly name: string;
  readonly channel: Channel;
  readonly kind?: PartKind | undefined;
}

/** A site's templates, layouts and partials in one channel: those in code first, then those that are stored. */
export class Shelf {
  readonly site: string;
  /** The site's: what a template that does not say is taken to speak. */
  readonly language: string;
  readonly channel: Channel;
  readonly inCode: ReadonlyMap<string, Template>;
  readonly partsInCode: ReadonlyMap<string, TemplatePart>;
  readonly store: TemplateStore;
  readonly #read: Map<string, Promise<StoredTemplate | undefined>> | undefined;

  constructor({ site, channel, inCode, partsInCode, store, readsOnce = false }: ShelfParts) {
    this.site = site.id;
    this.language = site.language ?? 'en';
    this.channel = channel;
    this.inCode = byId(inCode.filter((one) => one.channel === channel));
    this.partsInCode = byId(partsInCode.filter((one) => one.channel === channel));
    this.store = store;
    this.#read = readsOnce ? new Map() : undefined;
  }

  /** `undefined` where there is none, as of whatever is no id. */
  async stored(id: string): Promise<StoredTemplate | undefined> {
    if (!idForm.test(id)) return undefined;
    const reading = this.#read?.get(id) ?? this.store.find(this.site, this.channel, id);
    this.#read?.set(id, reading);
    return reading;
  }

  list(): Promise<readonly StoredTemplate[]> {
    return this.store.list(this.site, this.channel);
  }

  /** The layout or partial of an id; `undefined` where there is none, or a template that is a message. */
  readonly part: FindPart = async (id, language = this.language) =>
    this.#partInCode(id, language) ?? this.#storedPart(await this.stored(id), language);

  /** As `part`, among those stored that were read already. */
  partIn(stored: readonly StoredTemplate[]): FindPart {
    const known = byId(stored);
    return async (id, language = this.language) =>
      this.#partInCode(id, language) ?? this.#storedPart(known.get(id), language);
  }

  /** As `part`, with this in the place of what is stored. */
  partWith(template: PartSource): FindPart {
    return async (id, language = this.language) =>
      id === template.id ? this.#storedPart(template, language) : this.part(id, language);
  }

  /** All that may name a layout or partial. */
  all(stored: readonly StoredTemplate[]): readonly Using[] {
    const inCode = [...this.inCode.values(), ...this.partsInCode.values()];
    return [...inCode.map((one) => ({ ...one, name: one.name ?? one.id })), ...stored];
  }

  #partInCode(id: string, language: string): FoundPart | undefined {
    const part = this.partsInCode.get(id);
    return part && this.#found(part, language, part.writtenBy === 'people');
  }

  /** A stored one, as templates use it. */
  #storedPart(template: PartSource | undefined, language: string): FoundPart | undefined {
    const { kind } = template ?? {};
    return template && kind && this.#found({ ...template, kind }, language, true);
  }

  #found(part: Translated & Pick<FoundPart, 'id' | 'kind'>, language: string, byPeople: boolean): FoundPart {
    const { text, html } = chooseLanguage(part, [language], this.language).source;
    return present({ id: part.id, kind: part.kind, text, html, byPeople });
  }
}

function byId<One extends { readonly id: string }>(all: readonly One[]): ReadonlyMap<string, One> {
  return new Map(all.map((one) => [one.id, one]));
}
