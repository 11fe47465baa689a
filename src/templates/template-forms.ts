import { z } from 'zod';
import {
  actorArgument,
  channelArgument,
  functionArgument,
  listOf,
  text,
  timeArgument,
} from '../model/arguments.ts';
import { languageArgument } from '../model/language.ts';
import { partKinds } from '../model/part-kind.ts';
import { priorities } from '../model/priority.ts';
import { senderKey } from '../model/sender-key.ts';
import { topicArgument } from '../model/topic.ts';
import { sampleForm } from './sample.ts';
import { isStandardSchema } from './standard-schema.ts';

/** What an id looks like; those of ours begin with `postern.`. */
export const idForm = /^(?!postern\.)[A-Za-z0-9._-]{1,64}$/;
/** Text at all: another form is an id that no template has. */
export const idArgument = text(1_000);

/** Far beyond what a field may have: that is the parser's to judge, in words of its own. */
const field = text(1_000_000).optional();
const priority = z.enum(priorities).optional();
const topic = topicArgument.optional();

const texts = { subject: field, text: field, html: field };
const partKind = z.enum(partKinds);

const mostTranslations = 20;
const translations = z
  .looseObject({})
  // Counted before any is looked at.
  .refine((all) => Object.keys(all).length <= mostTranslations, {
    abort: true,
    error: `has more than ${mostTranslations} languages`,
  })
  .pipe(z.record(languageArgument, z.strictObject(texts)));
const languages = { language: languageArgument.optional(), translations: translations.optional() };

/** A template's texts in its languages, and whatever stands beside them. */
export const sourceForm = z.looseObject({ ...texts, ...languages });

/** A template in code, or one that its makers handed over for one. */
export const codeForm = sourceForm.extend({
  id: text(64).regex(
    idForm,
    'is 1 to 64 letters, digits, "-", "_" or ".", and does not begin with "postern."',
  ),
  channel: channelArgument,
  name: text(200).optional(),
  schema: z.custom(isStandardSchema, 'is not a schema: take one of zod, valibot, arktype or the like'),
  writtenBy: z.enum(['code', 'people']).optional(),
  render: functionArgument.optional(),
  priority,
  topic,
  sender: senderKey.optional(),
  sample: sampleForm.optional(),
});

/** A layout or partial in code. */
export const partForm = codeForm.pick({ id: true, channel: true, name: true, writtenBy: true }).extend({
  kind: partKind,
  ...texts,
  ...languages,
});

/** A template to be stored. */
export const storedForm = sourceForm.extend({
  id: idArgument.optional(),
  name: text(1_000),
  kind: partKind.optional(),
  priority,
  topic,
  sender: senderKey.optional(),
  sample: sampleForm.optional(),
  replaces: timeArgument.nullish(),
  actor: actorArgument,
});

/** A draft to be stored. */
export const draftForm = storedForm.extend({ basedOn: z.int().min(0).max(2_147_483_647).optional() });

/** What is asked where a draft is published. */
export const publishedForm = z.strictObject({
  draft: timeArgument.optional(),
  replaces: timeArgument.nullish(),
  actor: actorArgument,
});

/** What is asked where a version is restored. */
export const restoredForm = z.strictObject({ replaces: timeArgument.nullish(), actor: actorArgument });

/** The number of a version, as storages count. */
export const versionNumber = z.int().min(1).max(2_147_483_647);

/** What is asked of a template that is deleted. */
export const deletedForm = z.strictObject({
  updatedAt: timeArgument.optional(),
  actor: actorArgument,
});

/** What is to be rendered. */
export const renderedForm = z.union([idArgument, codeForm], {
  error: 'is the id of a template, or one made by defineTemplate or draftTemplate',
});

/** How something is rendered. */
export const renderOptions = z.strictObject({
  unsubscribeUrl: z.union([text(2_000), z.literal(false), functionArgument]).optional(),
  language: z.union([languageArgument, listOf(languageArgument, 10)]).optional(),
});
