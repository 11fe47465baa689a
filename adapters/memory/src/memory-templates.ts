import type { Channel, StoredTemplate, TemplateStore } from 'postern/adapter';

export class MemoryTemplates implements TemplateStore {
  readonly #templates = new Map<string, StoredTemplate>();

  async find(site: string, channel: Channel, id: string): Promise<StoredTemplate | undefined> {
    return structuredClone(this.#templates.get(key(site, channel, id)));
  }

  async list(site: string, channel: Channel): Promise<readonly StoredTemplate[]> {
    const found = [...this.#templates.values()].filter((one) => one.site === site && one.channel === channel);
    return structuredClone(found.sort((a, b) => byText(a.name, b.name) || byText(a.id, b.id)));
  }

  async save(template: StoredTemplate, replaces?: Date): Promise<boolean> {
    const { site, channel, id } = template;
    const known = this.#templates.get(key(site, channel, id));
    if (known?.updatedAt.getTime() !== replaces?.getTime()) return false;
    this.#templates.set(key(site, channel, id), structuredClone(template));
    return true;
  }

  async delete(site: string, channel: Channel, id: string, updatedAt?: Date): Promise<boolean> {
    const known = this.#templates.get(key(site, channel, id));
    if (updatedAt && known?.updatedAt.getTime() !== updatedAt.getTime()) return false;
    return this.#templates.delete(key(site, channel, id));
  }
}

function key(...parts: readonly string[]): string {
  return JSON.stringify(parts);
}

function byText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
