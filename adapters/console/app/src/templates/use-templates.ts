import type { Channel } from 'postern';
import type { Template, TemplateDraft } from '../../../src/contract.ts';
import { useCall } from '../api/query.ts';

/** A template as it is in use, or the draft of one that is not in use yet. */
export interface ListedTemplate {
  readonly template: Template | TemplateDraft;
  readonly hasDraft: boolean;
  readonly isInUse: boolean;
}

/** All of a channel, those included that are not in use yet, by name. */
export function useTemplates(channel: Channel) {
  const inUse = useCall('templates', { params: { channel } });
  const drafts = useCall('templateDrafts', { params: { channel } });
  const error = inUse.error ?? drafts.error;
  const refetch = () => Promise.all([inUse.refetch(), drafts.refetch()]);
  if (!inUse.data || !drafts.data) return { data: undefined, error, refetch };
  const templates = inUse.data.items;
  const drafted = new Set(drafts.data.items.map(({ id }) => id));
  const known = new Set(templates.map(({ id }) => id));
  const data: ListedTemplate[] = [
    ...templates.map((template) => ({ template, hasDraft: drafted.has(template.id), isInUse: true })),
    ...drafts.data.items
      .filter(({ id }) => !known.has(id))
      .map((template) => ({ template, hasDraft: true, isInUse: false })),
  ];
  return { data: data.sort((a, b) => a.template.name.localeCompare(b.template.name)), error, refetch };
}
