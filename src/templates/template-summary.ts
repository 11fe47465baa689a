import { isMessagingError } from '../errors.ts';
import type { StoredTemplate } from '../interfaces/storage/templates.ts';
import type { Channel } from '../model/message.ts';
import type { PartKind } from '../model/part-kind.ts';
import { present } from '../model/present.ts';
import type { Priority } from '../model/priority.ts';
import { type Translated, translatedOf } from './languages.ts';
import type { FindPart } from './parts.ts';
import { type Sample, sampleOf } from './sample.ts';
import type { StandardSchema } from './standard-schema.ts';
import type { Template } from './template.ts';
import { parseData } from './template-data.ts';
import { asked, type Description, descriptionOf } from './template-description.ts';
import type { TemplatePart } from './template-part.ts';
import { checkFields, checkPartFields, type TemplateSource } from './template-source.ts';

/** What names a layout or partial. */
export interface TemplateUser {
  readonly id: string;
  readonly name: string;
}

/** What one can choose from: those in code and those stored. */
export interface TemplateSummary extends Translated, Description {
  readonly id: string;
  readonly channel: Channel;
  readonly name: string;
  readonly definedIn: 'code' | 'storage';
  /** Of a layout or partial, which no message is made of by itself. Left out of all others. */
  readonly kind?: PartKind;
  /** Of a layout or partial: the templates, layouts and partials that name it, by name. */
  readonly usedBy?: readonly TemplateUser[];
  /** Its texts are made by a function: it has none that could be read. Left out of what Liquid makes. */
  readonly madeBy?: 'function';
  /** What its messages have unless they say otherwise. */
  readonly priority?: Priority;
  /** What its messages are about, unless they say otherwise. */
  readonly topic?: string;
  /** The key of the sender its messages leave with unless they say otherwise. */
  readonly sender?: string;
  /** Values to try it with, as JSON has them: for its preview, never sent by themselves. */
  readonly sample?: Sample;
  /**
   * The variables it uses in any of its languages, but for `language`, and `unsubscribeUrl` of an e-mail, which the message brings. Of one whose texts a function makes: those that its
   * schema misses in data without fields. Those of its layouts and partials are among them.
   */
  readonly variables: readonly string[];
  /** Why it cannot be rendered, where it cannot: written by an earlier release, past this library, or left by a layout or partial that it names. */
  readonly broken?: string;
  /** How often it was saved; absent where it is in code. */
  readonly version?: number;
  /** Who saved it, as the host names users. */
  readonly savedBy?: string;
  readonly updatedAt?: Date;
}

/** A stored template as it is listed. */
export async function describe(stored: StoredTemplate, find: FindPart): Promise<TemplateSummary> {
  return storedSummary(stored, await descriptionOf(readingOf(stored), find));
}

/** A template that people wrote, to be read. */
export function readingOf(template: Translated & Pick<StoredTemplate, 'channel' | 'kind'>) {
  const { channel, kind } = template;
  const check = (source: TemplateSource) =>
    kind ? checkPartFields(channel, kind, source) : checkFields(channel, source);
  return { channel, template, byPeople: true, check };
}

/** A stored template whose variables are known. */
export function storedSummary(stored: StoredTemplate, description: Description): TemplateSummary {
  const { id, channel, name, kind, priority, topic, sender, sample, version, actor, updatedAt } = stored;
  const fields = present({ kind, priority, topic, sender, sample, savedBy: actor });
  const texts = translatedOf(stored);
  return { id, channel, name, definedIn: 'storage', version, updatedAt, ...fields, ...texts, ...description };
}

/** What a schema misses where nothing is given. */
async function neededBy(schema: StandardSchema): Promise<readonly string[]> {
  try {
    await parseData(schema, {});
    return [];
  } catch (error) {
    const { variables } = isMessagingError(error) ? error.details : {};
    return Array.isArray(variables)
      ? variables.filter((name) => typeof name === 'string' && name !== '')
      : [];
  }
}

/** A template in code as it is listed. */
export async function summaryOf(template: Template, find: FindPart): Promise<TemplateSummary> {
  const { id, channel, name = id, priority, topic, sender, render } = template;
  const byPeople = template.writtenBy === 'people';
  const description = await descriptionOf({ channel, template, byPeople }, find);
  const needed = render ? await neededBy(template.schema) : [];
  const variables = [...new Set([...description.variables, ...asked(channel, needed)])].sort();
  const sample = template.sample === undefined ? undefined : sampleOf(Object(template.sample));
  const fields = present({ madeBy: render && 'function', priority, topic, sender, sample });
  const texts = translatedOf(template);
  return { id, channel, name, definedIn: 'code', ...fields, ...texts, ...description, variables };
}

/** A layout or partial in code as it is listed. */
export async function partSummary(part: TemplatePart, find: FindPart): Promise<TemplateSummary> {
  const { id, channel, name = id, kind } = part;
  const byPeople = part.writtenBy === 'people';
  const description = await descriptionOf({ channel, template: part, byPeople }, find);
  return { id, channel, name, definedIn: 'code', kind, ...translatedOf(part), ...description };
}
