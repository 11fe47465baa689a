import type { Channel, Priority } from 'postern';
import { useCallback } from 'react';
import type { Template, TemplateDraft, TemplateVersionDetail } from '../../../src/contract.ts';
import { channelFacts } from '../state/channels.ts';
import { useConsole } from '../state/console.tsx';
import { useOwned } from '../state/owned.ts';
import type { PartKind } from './part-kind.ts';

export interface TemplateForm {
  readonly name: string;
  /** Empty: as of messages without a template. */
  readonly priority: Priority | '';
  /** A sender's key; empty: the one by default. */
  readonly sender: string;
  /** A topic's id; empty: none. */
  readonly topic: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export const formFields = ['name', 'priority', 'sender', 'topic', 'subject', 'text', 'html'] as const;

export const priorities = ['high', 'normal', 'low'] as const satisfies readonly Priority[];

export function formOf(
  template: TemplateForm | Template | TemplateDraft | TemplateVersionDetail['content'] | undefined,
): TemplateForm {
  const { name = '', priority = '', sender = '', topic = '' } = template ?? {};
  const { subject = '', text = '', html = '' } = template ?? {};
  return { name, priority, sender, topic, subject, text, html };
}

/** The fields in which they are not the same. */
export function differencesOf(one: TemplateForm, other: TemplateForm): readonly (keyof TemplateForm)[] {
  return formFields.filter((field) => one[field] !== other[field]);
}

/** As the API takes it: what is empty is not there. */
export function sourceOf(channel: Channel, { subject, text, html }: TemplateForm, kind?: PartKind) {
  const { hasSubject, hasHtml } = channelFacts[channel];
  return {
    ...(hasSubject && !kind ? { subject } : {}),
    ...(hasHtml && text.trim() === '' ? {} : { text }),
    ...(hasHtml && html.trim() !== '' ? { html } : {}),
  };
}

/** A form as a call takes it. */
export function bodyOf(channel: Channel, form: TemplateForm, kind: PartKind | undefined) {
  const { name, priority, sender, topic } = form;
  return {
    name: name.trim(),
    ...(priority === '' ? {} : { priority }),
    ...(sender === '' ? {} : { sender }),
    ...(topic === '' ? {} : { topic }),
    ...(kind ? { kind } : {}),
    ...sourceOf(channel, form, kind),
  };
}

/** What a tab has not saved, and the `updatedAt` of the version it was begun from; `new` where there was none. */
export type Unsaved = TemplateForm & { readonly version: string };

/**
 * The texts being written, kept on this device by site, user, template and tab until they are saved or dropped, whatever others
 * save meanwhile.
 */
export function useTemplateForm(
  channel: Channel,
  id: string,
  template: Template | TemplateDraft | undefined,
) {
  const { session } = useConsole();
  const key = ['postern:template', session.site.id, session.user.id, channel, id].join(':');
  const { value: unsaved, set, offers, take } = useOwned(key, readUnsaved);
  const version = template?.updatedAt ?? 'new';
  const saved = formOf(template);
  const form = unsaved ? formOf(unsaved) : saved;
  const begunFrom = unsaved?.version ?? version;
  return {
    form,
    isKept: unsaved !== undefined,
    /** Another version was saved, or the template deleted, since this one was begun. */
    isOvertaken: begunFrom !== version && differencesOf(form, saved).length > 0,
    /** Of this user's other tabs, open or closed. */
    offers,
    take,
    change: (changes: Partial<TemplateForm>) => set({ ...form, ...changes, version: begunFrom }),
    /** Goes on in full knowledge of the version that is saved now. */
    keep: () => set({ ...form, version }),
    discard: useCallback(() => set(undefined), [set]),
  };
}

function readUnsaved(stored: unknown): Unsaved | undefined {
  if (typeof stored !== 'object' || stored === null) return undefined;
  const {
    name,
    priority: given,
    sender,
    topic,
    subject,
    text,
    html,
    version,
  } = stored as Partial<Record<keyof Unsaved, unknown>>;
  if (typeof version !== 'string' || typeof name !== 'string' || typeof subject !== 'string')
    return undefined;
  if (typeof text !== 'string' || typeof html !== 'string') return undefined;
  const priority = priorities.find((one) => one === given) ?? '';
  const by = typeof sender === 'string' ? sender : '';
  const about = typeof topic === 'string' ? topic : '';
  return { name, priority, sender: by, topic: about, subject, text, html, version };
}
