import type { StoredTemplate, TemplateStore } from '../interfaces/storage/templates.ts';
import type { Channel } from '../model/message.ts';
import type { PartKind } from '../model/part-kind.ts';
import { present } from '../model/present.ts';
import type { FindPart, FoundPart } from './parts.ts';
import type { Template } from './template.ts';
import { idForm } from './template-forms.ts';
import type { TemplatePart } from './template-part.ts';
import type { TemplateSource } from './template-source.ts';

/** As much of a stored template as others may use. */
type PartSource = Pick<StoredTemplate, 'id' | 'kind' | 'text' | 'html'>;

/** What a site's templates are taken from. */
export interface ShelfParts {
  readonly site: string;
  readonly channel: Channel;
  readonly inCode: readonly Template[];
  /** Layouts and partials in code. */
  readonly partsInCode: readonly TemplatePart[];
  readonly store: TemplateStore;
  /** What many messages of a batch need is read once. Default: read whenever it is asked for. */
  readonly readsOnce?: boolean;
}

/** A template, layout or partial, in code or stored: whatever may name a part. */
export interface Using extends TemplateSource {
  readonly id: string;
  readonly name: string;
  readonly channel: Channel;
  readonly kind?: PartKind | undefined;
}

/** A site's templates, layouts and partials in one channel: those in code first, then those that are stored. */
export class Shelf {
  readonly site: string;
  readonly channel: Channel;
  readonly inCode: ReadonlyMap<string, Template>;
  readonly partsInCode: ReadonlyMap<string, TemplatePart>;
  readonly store: TemplateStore;
  readonly #read: Map<string, Promise<StoredTemplate | undefined>> | undefined;

  constructor({ site, channel, inCode, partsInCode, store, readsOnce = false }: ShelfParts) {
    this.site = site;
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
  readonly part: FindPart = async (id) => this.#partInCode(id) ?? storedPart(await this.stored(id));

  /** As `part`, among those stored that were read already. */
  partIn(stored: readonly StoredTemplate[]): FindPart {
    const known = byId(stored);
    return async (id) => this.#partInCode(id) ?? storedPart(known.get(id));
  }

  /** As `part`, with this in the place of what is stored. */
  partWith(template: PartSource): FindPart {
    const part = storedPart(template);
    return async (id) => (id === template.id ? part : this.part(id));
  }

  /** All that may name a layout or partial. */
  all(stored: readonly StoredTemplate[]): readonly Using[] {
    const inCode = [...this.inCode.values(), ...this.partsInCode.values()];
    return [...inCode.map((one) => ({ ...one, name: one.name ?? one.id })), ...stored];
  }

  #partInCode(id: string): FoundPart | undefined {
    const part = this.partsInCode.get(id);
    return part && foundPart(part, part.writtenBy === 'people');
  }
}

/** A stored one, as templates use it. */
function storedPart(template: PartSource | undefined): FoundPart | undefined {
  const { kind } = template ?? {};
  return template && kind && foundPart({ ...template, kind }, true);
}

function foundPart({ id, kind, text, html }: Omit<FoundPart, 'byPeople'>, byPeople: boolean): FoundPart {
  return present({ id, kind, text, html, byPeople });
}

function byId<One extends { readonly id: string }>(all: readonly One[]): ReadonlyMap<string, One> {
  return new Map(all.map((one) => [one.id, one]));
}
