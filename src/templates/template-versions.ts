import { MessagingError } from '../errors.ts';
import type {
  StoredTemplate,
  TemplateContent,
  TemplateStore,
  TemplateVersion,
} from '../interfaces/storage/templates.ts';
import { checkLimit, decodeCursor, pageOf } from '../model/cursor.ts';
import { present } from '../model/present.ts';

/** Which versions a page shows. */
export interface TemplateVersionOptions {
  /** `next` of the page before. */
  readonly cursor?: string | undefined;
  /** 1 to 100, default 20. */
  readonly limit?: number | undefined;
}

/** One page of a template's versions. */
export interface TemplateVersionPage {
  /** The newest first. */
  readonly items: readonly TemplateVersion[];
  /** The cursor of the next page; absent on the last. */
  readonly next?: string;
}

/** A version with what the template held then. */
export interface TemplateVersionDetail extends TemplateVersion {
  readonly content: TemplateContent;
}

/** Which template. */
type Key = Pick<StoredTemplate, 'site' | 'channel' | 'id'>;

/** A page of versions. @throws MessagingError `invalid_cursor`, `invalid_argument` */
export async function versionPage(
  store: TemplateStore,
  { site, channel, id }: Key,
  options: TemplateVersionOptions,
): Promise<TemplateVersionPage> {
  const limit = checkLimit(options.limit, 20, 100);
  const list = ['template versions', site, channel, id].join('\n');
  const place = decodeCursor(list, options.cursor);
  const rows = await store.versions(
    present({ site, channel, id, before: place && Number(place.key), limit: limit + 1 }),
  );
  return pageOf(rows, { list, limit, placeOf: ({ at, number }) => ({ at, key: String(number) }) });
}

/** @throws MessagingError `template_version_not_found` */
export async function versionDetail(
  store: TemplateStore,
  key: Key,
  number: number,
): Promise<TemplateVersionDetail> {
  const found = await store.version(key, number);
  if (found) return found;
  throw new MessagingError('template_version_not_found', 'This version of the template is not kept.');
}

interface Saving {
  readonly replaces?: Date | null | undefined;
  readonly actor?: string | undefined;
  readonly now: Date;
}

/** Stores the next version: of a later time than the one before, by which they are told apart. @throws MessagingError `conflict` */
export async function putVersion(
  store: TemplateStore,
  template: Key & TemplateContent,
  { replaces, actor, now }: Saving,
): Promise<StoredTemplate> {
  const { site, channel, id } = template;
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const before = await store.find(site, channel, id);
    if (replaces !== undefined && replaces?.getTime() !== before?.updatedAt.getTime()) break;
    const updatedAt = new Date(Math.max(now.getTime(), (before?.updatedAt.getTime() ?? 0) + 1));
    const stored = present({ ...template, version: (before?.version ?? 0) + 1, actor, updatedAt });
    if (await store.save(stored, before?.updatedAt)) return stored;
  }
  throw new MessagingError(
    'conflict',
    replaces === null
      ? 'There is a template with this id by now: look at it, or choose another id.'
      : 'Somebody else changed or deleted this template meanwhile: look at it again.',
  );
}
