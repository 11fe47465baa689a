import { MessagingError } from '../errors.ts';
import type {
  StoredTemplate,
  TemplateContent,
  TemplateStore,
  TemplateVersion,
} from '../interfaces/storage/templates.ts';
import { checkLimit, decodeCursor, pageOf } from '../model/cursor.ts';
import { present } from '../model/present.ts';
import { compareAndSet } from './compare-and-set.ts';

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
export type TemplateKey = Pick<StoredTemplate, 'site' | 'channel' | 'id'>;

/** A page of versions. @throws MessagingError `invalid_cursor`, `invalid_argument` */
export async function versionPage(
  store: TemplateStore,
  { site, channel, id }: TemplateKey,
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
  key: TemplateKey,
  number: number,
): Promise<TemplateVersionDetail> {
  const found = await store.version(key, number);
  if (found) return found;
  throw new MessagingError('template_version_not_found', 'This version of the template is not kept.');
}

interface Saving {
  readonly replaces?: Date | null | undefined;
  /** Of the draft that it is made of. */
  readonly draft?: Date | undefined;
  readonly actor?: string | undefined;
  readonly now: Date;
}

/** Stores the next version. @throws MessagingError `conflict` */
export async function putVersion(
  store: TemplateStore,
  template: TemplateKey & TemplateContent,
  { replaces, draft, actor, now }: Saving,
): Promise<StoredTemplate> {
  const { site, channel, id } = template;
  const stored = await compareAndSet({
    read: () => store.find(site, channel, id),
    replaces,
    now,
    next: (before, updatedAt) =>
      present({ ...template, version: (before?.version ?? 0) + 1, actor, updatedAt }),
    save: (version, over) => store.save(version, over, draft),
  });
  if (stored) return stored;
  throw new MessagingError(
    'conflict',
    replaces === null
      ? 'There is a template with this id by now: look at it, or choose another id.'
      : 'Somebody else changed or deleted this template meanwhile: look at it again.',
  );
}
