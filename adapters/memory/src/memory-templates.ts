import {
  type Channel,
  present,
  type StoredTemplate,
  type StoredTemplateDraft,
  type TemplateStore,
  type TemplateVersion,
  type TemplateVersionQuery,
  templateContent,
  templateVersionsKept,
} from 'postern/adapter';

/** A template, and what it was; the newest version last. */
interface Kept {
  readonly now: StoredTemplate;
  readonly versions: readonly StoredTemplate[];
}

export class MemoryTemplates implements TemplateStore {
  readonly #templates = new Map<string, Kept>();
  readonly #drafts = new Map<string, StoredTemplateDraft>();

  async find(site: string, channel: Channel, id: string): Promise<StoredTemplate | undefined> {
    return structuredClone(this.#templates.get(keyOf({ site, channel, id }))?.now);
  }

  async list(site: string, channel: Channel): Promise<readonly StoredTemplate[]> {
    return listed(
      [...this.#templates.values()].map(({ now }) => now),
      site,
      channel,
    );
  }

  async save(template: StoredTemplate, replaces?: Date, draft?: Date): Promise<boolean> {
    const known = this.#templates.get(keyOf(template));
    if (known?.now.updatedAt.getTime() !== replaces?.getTime()) return false;
    if (draft && !this.#removeDraft(template, draft)) return false;
    const now = structuredClone(template);
    const versions = [...(known?.versions ?? []), now].filter(
      ({ version }) => version > now.version - templateVersionsKept,
    );
    this.#templates.set(keyOf(template), { now, versions });
    return true;
  }

  async delete(site: string, channel: Channel, id: string, updatedAt?: Date): Promise<boolean> {
    const known = this.#templates.get(keyOf({ site, channel, id }));
    if (updatedAt && known?.now.updatedAt.getTime() !== updatedAt.getTime()) return false;
    if (!this.#templates.delete(keyOf({ site, channel, id }))) return false;
    this.#drafts.delete(keyOf({ site, channel, id }));
    return true;
  }

  async versions({ before = Number.POSITIVE_INFINITY, limit, ...template }: TemplateVersionQuery) {
    const all = this.#templates.get(keyOf(template))?.versions.toReversed() ?? [];
    return structuredClone(
      all
        .filter(({ version }) => version < before)
        .slice(0, limit)
        .map(entryOf),
    );
  }

  async version(template: Pick<StoredTemplate, 'site' | 'channel' | 'id'>, number: number) {
    const found = this.#templates.get(keyOf(template))?.versions.find(({ version }) => version === number);
    if (!found) return undefined;
    return structuredClone({ ...entryOf(found), content: templateContent(found) });
  }

  async findDraft(site: string, channel: Channel, id: string): Promise<StoredTemplateDraft | undefined> {
    return structuredClone(this.#drafts.get(keyOf({ site, channel, id })));
  }

  async drafts(site: string, channel: Channel): Promise<readonly StoredTemplateDraft[]> {
    return listed([...this.#drafts.values()], site, channel);
  }

  async saveDraft(draft: StoredTemplateDraft, replaces?: Date): Promise<boolean> {
    const known = this.#drafts.get(keyOf(draft));
    if (known?.updatedAt.getTime() !== replaces?.getTime()) return false;
    this.#drafts.set(keyOf(draft), structuredClone(draft));
    return true;
  }

  async deleteDraft(site: string, channel: Channel, id: string, updatedAt?: Date): Promise<boolean> {
    return this.#removeDraft({ site, channel, id }, updatedAt);
  }

  #removeDraft(template: Pick<StoredTemplate, 'site' | 'channel' | 'id'>, updatedAt?: Date): boolean {
    const known = this.#drafts.get(keyOf(template));
    if (updatedAt && known?.updatedAt.getTime() !== updatedAt.getTime()) return false;
    return this.#drafts.delete(keyOf(template));
  }
}

/** A copy of those of a site and channel, by name, then id. */
function listed<T extends Pick<StoredTemplate, 'site' | 'channel' | 'name' | 'id'>>(
  all: readonly T[],
  site: string,
  channel: Channel,
): readonly T[] {
  const found = all.filter((one) => one.site === site && one.channel === channel);
  return structuredClone(found.sort((a, b) => byText(a.name, b.name) || byText(a.id, b.id)));
}

function entryOf({ version, updatedAt, actor }: StoredTemplate): TemplateVersion {
  return present({ number: version, at: updatedAt, actor });
}

function keyOf({ site, channel, id }: Pick<StoredTemplate, 'site' | 'channel' | 'id'>): string {
  return JSON.stringify([site, channel, id]);
}

function byText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
