import { MessagingError } from '../errors.ts';
import {
  draftContent,
  type StoredTemplateDraft,
  type TemplateContent,
  type TemplateStore,
} from '../interfaces/storage/templates.ts';
import type { Channel } from '../model/message.ts';
import { present } from '../model/present.ts';
import { compareAndSet } from './compare-and-set.ts';
import type { FindPart } from './parts.ts';
import { type Description, descriptionOf } from './template-description.ts';
import type { TemplateKey } from './template-versions.ts';

/** What is to become a template, or the next version of one. Nothing is sent by it before it is published. */
export interface TemplateDraft extends TemplateContent, Description {
  /** That of the template, which there may not be yet. */
  readonly id: string;
  readonly channel: Channel;
  /** The version it was begun from; 0 where there was none. */
  readonly basedOn: number;
  /** Who saved it last, as the host names users. */
  readonly savedBy?: string;
  /** Another for each time that it is saved. */
  readonly updatedAt: Date;
}

/** A draft as it is shown. */
export async function describeDraft(stored: StoredTemplateDraft, find: FindPart): Promise<TemplateDraft> {
  const { id, channel, basedOn, actor, updatedAt } = stored;
  const description = await descriptionOf({ channel, template: stored, byPeople: true }, find);
  return present({
    ...draftContent(stored),
    id,
    channel,
    basedOn,
    updatedAt,
    savedBy: actor,
    ...description,
  });
}

interface Saving {
  readonly replaces?: Date | null | undefined;
  readonly basedOn?: number | undefined;
  readonly actor?: string | undefined;
  readonly now: Date;
}

/** Stores a draft. @throws MessagingError `conflict` */
export async function putDraft(
  store: TemplateStore,
  template: TemplateKey & TemplateContent,
  { replaces, basedOn, actor, now }: Saving,
): Promise<StoredTemplateDraft> {
  const { site, channel, id } = template;
  const stored = await compareAndSet({
    read: () => store.findDraft(site, channel, id),
    replaces,
    now,
    async next(before, updatedAt) {
      const begun = basedOn ?? before?.basedOn ?? (await store.find(site, channel, id))?.version ?? 0;
      return present({ ...template, basedOn: begun, actor, updatedAt });
    },
    save: (draft, over) => store.saveDraft(draft, over),
  });
  if (stored) return stored;
  throw overtaken();
}

/** Somebody was faster with the draft. */
export function overtaken(): MessagingError {
  return new MessagingError(
    'conflict',
    'Somebody else changed, published or discarded this draft meanwhile: look at it again.',
  );
}

/** What a publication takes the place of: the version that the draft was begun from. @throws MessagingError `conflict` */
export async function beforeDraft(
  store: TemplateStore,
  { site, channel, id, basedOn }: StoredTemplateDraft,
): Promise<Date | null> {
  const published = await store.find(site, channel, id);
  if ((published?.version ?? 0) === basedOn) return published?.updatedAt ?? null;
  throw new MessagingError(
    'conflict',
    'Somebody else changed or deleted this template since the draft was begun: look at both, then say what it "replaces".',
  );
}
