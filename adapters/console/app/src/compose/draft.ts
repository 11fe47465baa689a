import type { Channel } from 'postern';
import { useCallback, useState } from 'react';
import type { Target } from '../api/consumers.ts';
import { useConsole } from '../state/console.tsx';
import { giveBack, useOwned } from '../state/owned.ts';
import { newId } from '../state/tab.ts';
import { handOn } from './attachments.ts';
import { type Brought, readBrought } from './brought.ts';
import { type Calendar, type Mailbox, readCalendar, readMailbox } from './copied.ts';
import { draftPeople } from './many/people.ts';
import { type RichNode, readRich } from './rich/rich-doc.ts';

/** A message being written. `subject` and `text` are absent as long as the template speaks. */
export interface Draft {
  readonly to?: Target;
  /** A template's id. */
  readonly template?: string;
  /** The code of the language that the template is to speak; absent: what whoever gets it reads. */
  readonly language?: string;
  /** A sender's key; absent: the template's, or the one by default. */
  readonly sender?: string;
  /** A topic's id; absent: the template's, or none. */
  readonly topic?: string;
  /** Absent: they hold. */
  readonly optOuts?: OptOuts;
  /** By variable; as typed. */
  readonly data: Readonly<Record<string, string>>;
  readonly subject?: string;
  readonly text?: string;
  /** The formatted content: of a message sent once more, or what was made of `rich`. */
  readonly html?: string;
  /** What `html` was made of, where it was written in the editor: it is edited again by it. */
  readonly rich?: RichNode;
  /** The files that were added to it by name: they themselves are kept no longer than this page is open. */
  readonly files?: readonly string[];
  /** What goes with it of the files of the message that it is a copy of; images as long as the text shows them. */
  readonly brought?: readonly Brought[];
  /** Where answers go, as with the message that it is a copy of; absent: to the sender. */
  readonly replyTo?: Mailbox;
  /** The invitation of the message that it is a copy of: it goes along. */
  readonly calendar?: Calendar;
  /** What the template last made of it: all that is left once the template is deleted. */
  readonly filled?: Filled;
  readonly later: boolean;
  /** As `datetime-local` gives it: local time without a zone. */
  readonly at: string;
  /** Sending the same form twice is sending it once. */
  readonly key: string;
}

type Filled = { readonly [Name in 'subject' | 'text' | 'html' | 'topic']?: string | undefined };

/** What a message is to those who opted out: `unsubscribe` lets others do so, `essential` passes it. */
export const optOuts = ['unsubscribe', 'essential'] as const;
export type OptOuts = (typeof optOuts)[number];

function newDraft(): Draft {
  return { data: {}, later: false, at: '', key: newId() };
}

/** A message being written, kept on this device by site, user, channel and tab until it is sent or discarded. `about` keeps answers to different things apart. */
export function useDraft(channel: Channel, about: string, base: Partial<Draft>) {
  const { session } = useConsole();
  const key = ['postern:draft', session.site.id, session.user.id, channel, about].join(':');
  const { value: stored, set: store, offers, take } = useOwned(key, readDraft);
  const [fresh, setFresh] = useState(newDraft);
  const draft = stored ?? { ...fresh, ...base };
  return {
    draft,
    /** Whether there is anything that would be lost. */
    isKept: stored !== undefined,
    /** Drafts of other tabs, open or closed. */
    offers,
    /** Goes on with one of them in place of this one. */
    take,
    change: (changes: Partial<Draft>) => store({ ...draft, ...changes }),
    put: (next: Draft) => store(next),
    /** One that was sent and taken back, also after the form is gone; it may be sent anew. */
    restore(sent: Draft) {
      const again = newId();
      handOn(sent.key, again);
      draftPeople.keep(again, draftPeople.of(sent.key));
      giveBack(key, { ...sent, key: again });
    },
    discard: useCallback(() => {
      store(undefined);
      setFresh(newDraft());
    }, [store]),
  };
}

function readDraft(stored: unknown): Draft | undefined {
  if (typeof stored !== 'object' || stored === null) return undefined;
  const { data, later, at, key, ...rest } = stored as Partial<Record<keyof Draft, unknown>>;
  if (typeof data !== 'object' || data === null || typeof key !== 'string') return undefined;
  const to = readTarget(rest.to);
  return {
    ...(typeof rest.template === 'string' ? { template: rest.template } : {}),
    ...(typeof rest.language === 'string' ? { language: rest.language } : {}),
    ...(typeof rest.sender === 'string' ? { sender: rest.sender } : {}),
    ...(typeof rest.topic === 'string' ? { topic: rest.topic } : {}),
    ...optOutsOf(rest.optOuts),
    ...textsOf(rest),
    ...richOf(rest.rich),
    ...filesOf(rest.files),
    ...broughtOf(rest.brought),
    ...copiedOf(rest),
    ...(to ? { to } : {}),
    ...(typeof rest.filled === 'object' && rest.filled !== null ? { filled: filledOf(rest.filled) } : {}),
    data: Object.fromEntries(Object.entries(data).map(([name, value]) => [name, String(value)])),
    later: later === true,
    at: typeof at === 'string' ? at : '',
    key,
  };
}

function textsOf(stored: object): Pick<Draft, 'subject' | 'text' | 'html'> {
  const { subject, text, html } = stored as Partial<Record<keyof Filled, unknown>>;
  return {
    ...(typeof subject === 'string' ? { subject } : {}),
    ...(typeof text === 'string' ? { text } : {}),
    ...(typeof html === 'string' ? { html } : {}),
  };
}

function richOf(stored: unknown): Pick<Draft, 'rich'> {
  const rich = readRich(stored);
  return rich ? { rich } : {};
}

function filesOf(stored: unknown): Pick<Draft, 'files'> {
  return Array.isArray(stored) ? { files: stored.map(String) } : {};
}

function broughtOf(stored: unknown): Pick<Draft, 'brought'> {
  const brought = readBrought(stored);
  return brought ? { brought } : {};
}

function copiedOf(stored: {
  readonly replyTo?: unknown;
  readonly calendar?: unknown;
}): Pick<Draft, 'replyTo' | 'calendar'> {
  const replyTo = readMailbox(stored.replyTo);
  const calendar = readCalendar(stored.calendar);
  return { ...(replyTo ? { replyTo } : {}), ...(calendar ? { calendar } : {}) };
}

function filledOf(stored: object): Filled {
  const { topic } = stored as Partial<Record<keyof Filled, unknown>>;
  return { ...textsOf(stored), ...(typeof topic === 'string' ? { topic } : {}) };
}

function optOutsOf(stored: unknown): Pick<Draft, 'optOuts'> {
  const known = optOuts.find((one) => one === stored);
  return known ? { optOuts: known } : {};
}

function readTarget(stored: unknown): Target | undefined {
  if (typeof stored !== 'object' || stored === null || !('address' in stored)) return undefined;
  const { address, readableAddress, name, consumerId, locale } = stored as Partial<
    Record<keyof Target, unknown>
  >;
  if (typeof address !== 'string') return undefined;
  return {
    address,
    ...(typeof readableAddress === 'string' ? { readableAddress } : {}),
    ...(typeof name === 'string' ? { name } : {}),
    ...(typeof consumerId === 'string' ? { consumerId } : {}),
    ...(typeof locale === 'string' ? { locale } : {}),
  };
}

/** The draft without some of its fields. */
export function without(
  draft: Draft,
  names: readonly (
    | 'to'
    | 'template'
    | 'language'
    | 'sender'
    | 'topic'
    | 'optOuts'
    | 'subject'
    | 'text'
    | 'html'
    | 'rich'
    | 'filled'
    | 'replyTo'
    | 'calendar'
  )[],
): Draft {
  const rest = { ...draft };
  for (const name of names) delete rest[name];
  return rest;
}

/** What a template's messages are about, for what no longer has the template. */
export function topicOf(template: { readonly topic?: string | undefined } | undefined): Pick<Draft, 'topic'> {
  return template?.topic === undefined ? {} : { topic: template.topic };
}

/** The draft without a template that is none of these, such as one that was deleted since; where these are not known, as it is. */
export function withoutLost(draft: Draft, known: readonly { readonly id: string }[] | undefined): Draft {
  const { template } = draft;
  const isThere = template === undefined || known === undefined || known.some(({ id }) => id === template);
  return isThere ? draft : withoutTemplate(draft);
}

/** The draft without its template, with its topic, and the words it made where none were written by hand. */
function withoutTemplate(draft: Draft): Draft {
  const { filled = {}, ...bare } = without(draft, ['template', 'language']);
  const { subject, text, html } = textsOf(filled);
  const { topic } = filled;
  const byHand = bare.text !== undefined || bare.html !== undefined;
  const about = topic === undefined ? {} : { topic };
  return { ...about, ...textsOf({ subject, ...(byHand ? {} : { text, html }) }), ...bare };
}

type Named = Partial<Pick<Draft, 'to' | 'data'>>;

/** A template that greets by name takes the one of the person picked, unless something else was typed. */
export function withName<Given extends Named>(draft: Given, variables: readonly string[]): Given {
  const name = draft.to?.name;
  if (name === undefined || !variables.includes('name') || (draft.data?.name ?? '') !== '') return draft;
  return { ...draft, data: { ...draft.data, name } };
}

type Chosen = { readonly id: string; readonly variables: readonly string[] };

/**
 * The draft with another template, which speaks anew, also where the last one's words were changed. Without one it keeps what stood in
 * the form, and what the last one's messages are about.
 */
export function withTemplate(
  draft: Draft,
  chosen: Chosen | undefined,
  {
    template,
    subject,
    text,
  }: { readonly template: Parameters<typeof topicOf>[0]; readonly subject: string; readonly text: string },
): Draft {
  if (chosen) {
    const bare = without(draft, ['subject', 'text', 'html', 'rich', 'filled', 'language']);
    return withName({ ...bare, template: chosen.id }, chosen.variables);
  }
  const about = { ...topicOf(template), ...without(draft, ['template', 'language', 'filled']), subject };
  if (draft.rich) return about;
  return { ...without(about, ['html', 'text']), ...(text.trim() === '' ? {} : { text }) };
}
