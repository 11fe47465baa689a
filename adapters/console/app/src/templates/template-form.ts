import type { Channel, Priority } from 'postern';
import { useCallback } from 'react';
import type { Template, TemplateDraft, TemplateVersionDetail } from '../../../src/contract.ts';
import { channelFacts } from '../state/channels.ts';
import { useConsole } from '../state/console.tsx';
import { useOwned } from '../state/owned.ts';
import type { PartKind } from './part-kind.ts';

/** What a template says in one language. */
export interface Texts {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export interface TemplateForm extends Texts {
  readonly name: string;
  /** Empty: as of messages without a template. */
  readonly priority: Priority | '';
  /** A sender's key; empty: the one by default. */
  readonly sender: string;
  /** A topic's id; empty: none. */
  readonly topic: string;
  /** The code of its own texts' language; empty: it does not say. */
  readonly language: string;
  /** Its texts in other languages, by their codes. */
  readonly translations: Readonly<Record<string, Texts>>;
  /** Values to try it with. */
  readonly sample: Readonly<Record<string, unknown>> | undefined;
}

const textFields = ['subject', 'text', 'html'] as const;
export const formFields = ['name', 'priority', 'sender', 'topic', 'language', ...textFields] as const;

/** What is written in a field of its own. */
export type FieldName = (typeof formFields)[number];

/** A field, of a translation where it names a language; or the example values. */
export interface FormField {
  readonly name: FieldName | 'sample';
  readonly language?: string;
}

export const priorities = ['high', 'normal', 'low'] as const satisfies readonly Priority[];

export function formOf(
  template: TemplateForm | Template | TemplateDraft | TemplateVersionDetail['content'] | undefined,
): TemplateForm {
  const { name = '', priority = '', sender = '', topic = '' } = template ?? {};
  const { language = '', translations = {}, sample } = template ?? {};
  const others = Object.entries(translations).map(([code, texts]) => [code, textsOf(texts)] as const);
  return {
    name,
    priority,
    sender,
    topic,
    language,
    sample,
    ...textsOf(template ?? {}),
    translations: Object.fromEntries(others),
  };
}

function textsOf({
  subject = '',
  text = '',
  html = '',
}: { readonly [Name in keyof Texts]?: string | undefined }): Texts {
  return { subject, text, html };
}

/** The fields in which they are not the same. */
export function differencesOf(one: TemplateForm, other: TemplateForm): readonly FormField[] {
  const languages = new Set([one, other].flatMap(({ translations }) => Object.keys(translations)));
  const all: readonly FormField[] = [
    ...[...formFields, 'sample' as const].map((name) => ({ name })),
    ...[...languages].flatMap((language) => textFields.map((name) => ({ name, language }))),
  ];
  return all.filter((field) => heldBy(one, field) !== heldBy(other, field));
}

/** What tells a field apart from all others. */
export function keyOf({ name, language }: FormField): string {
  return language === undefined ? name : `${language}-${name}`;
}

/** What a field holds; of a language that is not there nothing. */
export function heldBy(form: TemplateForm, { name, language }: FormField): string {
  if (name === 'sample') return form.sample ? JSON.stringify(form.sample, null, 2) : '';
  if (language === undefined) return form[name];
  const texts: Partial<TemplateForm> = form.translations[language] ?? {};
  const value = texts[name];
  return typeof value === 'string' ? value : '';
}

/** As it reads in a language: with the texts of that, where there are such. */
export function inLanguage(form: TemplateForm, language: string | undefined): TemplateForm {
  return { ...form, ...(language === undefined ? {} : form.translations[language]) };
}

/** As the API takes it: what is empty is not there. */
export function sourceOf(channel: Channel, { subject, text, html }: Texts, kind?: PartKind) {
  const { hasSubject, hasHtml } = channelFacts[channel];
  return {
    ...(hasSubject && !kind ? { subject } : {}),
    ...(hasHtml && text.trim() === '' ? {} : { text }),
    ...(hasHtml && html.trim() !== '' ? { html } : {}),
  };
}

/** A form as a call takes it. */
export function bodyOf(channel: Channel, form: TemplateForm, kind: PartKind | undefined) {
  const { name, priority, sender, topic, language, sample } = form;
  const translations = Object.entries(form.translations);
  const others = translations.map(([code, texts]) => [code, sourceOf(channel, texts, kind)] as const);
  return {
    name: name.trim(),
    ...(priority === '' ? {} : { priority }),
    ...(sender === '' ? {} : { sender }),
    ...(topic === '' ? {} : { topic }),
    ...(kind ? { kind } : {}),
    ...sourceOf(channel, form, kind),
    ...(language.trim() === '' ? {} : { language: language.trim() }),
    ...(others.length === 0 ? {} : { translations: Object.fromEntries(others) }),
    ...(sample === undefined ? {} : { sample }),
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
  const read = stored as Partial<Record<keyof Unsaved, unknown>>;
  const { name, priority: given, version, subject, text, html } = read;
  if (typeof version !== 'string' || typeof name !== 'string' || typeof subject !== 'string')
    return undefined;
  if (typeof text !== 'string' || typeof html !== 'string') return undefined;
  const priority = priorities.find((one) => one === given) ?? '';
  const worded = (value: unknown) => (typeof value === 'string' ? value : '');
  const [sender, topic, language] = [worded(read.sender), worded(read.topic), worded(read.language)];
  const others = Object.entries(recordOf(read.translations) ?? {}).map(([code, texts]) => {
    const of = recordOf(texts) ?? {};
    return [code, { subject: worded(of.subject), text: worded(of.text), html: worded(of.html) }] as const;
  });
  return {
    name,
    priority,
    sender,
    topic,
    subject,
    text,
    html,
    language,
    version,
    translations: Object.fromEntries(others),
    sample: recordOf(read.sample),
  };
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null ? { ...value } : undefined;
}
