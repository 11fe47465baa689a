import { MessagingError } from '../errors.ts';
import {
  draftContent,
  type StoredTemplateDraft,
  type TemplateContent,
  type TemplateStore,
} from '../interfaces/storage/templates.ts';
import type { Channel } from '../model/message.ts';
import { present } from '../model/present.ts';
import type { FindPart } from './parts.ts';
import { descriptionOf, variablesOf } from './template-summary.ts';
import { laterThan, type TemplateKey } from './template-versions.ts';

/** What is to become a template, or the next version of one. Nothing is sent by it before it is published. */
export interface TemplateDraft extends TemplateContent {
  /** That of the template, which there may not be yet. */
  readonly id: string;
  readonly channel: Channel;
  /** The version it was begun from; 0 where there was none. */
  readonly basedOn: number;
  /** The variables it uses, as a template's. */
  readonly variables: readonly string[];
  /** Why it could not be published as it is, where its texts cannot be read. */
  readonly broken?: string;
  /** Who saved it last, as the host names users. */
  readonly savedBy?: string;
  /** Another for each time that it is saved. */
  readonly updatedAt: Date;
}

/** A draft as it is shown. */
export async function describeDraft(stored: StoredTemplateDraft, find: FindPart): Promise<TemplateDraft> {
  const { id, channel, basedOn, actor, updatedAt } = stored;
  const { variables, broken } = await descriptionOf(() =>
    variablesOf(channel, { source: stored, byPeople: true }, find),
  );
  return present({
    ...draftContent(stored),
    ...{ id, channel, basedOn, updatedAt, savedBy: actor, variables, broken },
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
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const before = await store.findDraft(site, channel, id);
    if (replaces !== undefined && replaces?.getTime() !== before?.updatedAt.getTime()) break;
    const begun = basedOn ?? before?.basedOn ?? (await store.find(site, channel, id))?.version ?? 0;
    const updatedAt = laterThan(before?.updatedAt, now);
    const stored = present({ ...template, basedOn: begun, actor, updatedAt });
    if (await store.saveDraft(stored, before?.updatedAt)) return stored;
  }
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
