import { z } from 'zod';
import { channel, instant, priority } from './common.ts';
import { counted, spoken } from './messages.ts';

/** What is no message by itself. */
const partKind = z.enum(['layout', 'partial']);

const texts = {
  subject: z.string().optional(),
  text: z.string().optional(),
  html: z.string().optional(),
};

export const template = z.object({
  id: z.string(),
  channel,
  name: z.string(),
  /** What its messages have unless they say otherwise. */
  priority: priority.optional(),
  /** The key of the sender that its messages leave with. */
  sender: z.string().optional(),
  /** The topic's id that its messages are about. */
  topic: z.string().optional(),
  ...texts,
  /** What these texts are in (BCP 47). */
  language: z.string().optional(),
  /** The same in other languages, by their codes. */
  translations: z.record(z.string(), z.object(texts)).optional(),
  /** What each language asks for, its own first. */
  languages: z
    .array(z.object({ language: z.string(), variables: z.array(z.string()), broken: z.string().optional() }))
    .optional(),
  /** Values to try it with; never sent. */
  sample: z.record(z.string(), z.unknown()).optional(),
  /** Those in code can be used but not changed here. */
  definedIn: z.enum(['code', 'storage']),
  /** Of a layout or partial, which other templates use: no message is made of it by itself. */
  kind: partKind.optional(),
  /** Of a layout or partial: what names it, by name. */
  usedBy: z.array(z.object({ id: z.string(), name: z.string() })).optional(),
  /** Its texts are made by a function of the service's: it has none to look at but what they become. */
  madeBy: z.enum(['function']).optional(),
  /** The variables it uses, such as `name` or `order.number`. */
  variables: z.array(z.string()),
  /** The number of the version that is shown; absent where it is in code. */
  version: z.number().optional(),
  /** Who saved it, as the host names users. */
  savedBy: z.string().optional(),
  updatedAt: instant.optional(),
});
export const templates = z.object({ items: z.array(template) });

/** What somebody writes of a template: in a draft and in each version. */
const written = {
  name: true,
  priority: true,
  sender: true,
  topic: true,
  subject: true,
  text: true,
  html: true,
  language: true,
  translations: true,
  sample: true,
} as const;

/** What is to become a template, or its next version; nothing is sent by it. It may be unfinished. */
export const templateDraft = template
  .pick({ ...written, id: true, channel: true, kind: true, variables: true, savedBy: true, languages: true })
  .extend({
    /** The version it was begun from; 0 where there was none. */
    basedOn: z.number(),
    updatedAt: instant,
  });
export const templateDrafts = z.object({ items: z.array(templateDraft) });
/** `null`: there is none. */
export const templateDraftOf = z.object({ draft: templateDraft.nullable() });

/** What was sent by a template. */
export const templateUse = z.object({
  /** The newest message; absent where there is none, or where there was too much to look through. */
  last: z.object({ id: z.string(), at: instant }).optional(),
  /** There was none since then; what is older was not looked at. */
  searchedBackTo: instant.optional(),
  /** Messages of the last `days` days; `more`: there are more than were counted. */
  recent: z.object({ days: z.number(), ...counted.shape }),
});

const templateVersion = {
  number: z.number(),
  at: instant,
  /** Who saved it, as the host names users. */
  actor: z.string().optional(),
};
/** The newest first. */
export const templateVersions = z.object({
  items: z.array(z.object(templateVersion)),
  next: z.string().optional(),
});
/** What a template was in a version. */
export const templateVersionDetail = z.object({
  ...templateVersion,
  content: template.pick(written),
});

/** A template with its data put in, without the site's prefix: what a form is pre-filled with. */
export const rendered = z.object({ ...texts, ...spoken });
