import { createHash } from 'node:crypto';
import { isMessagingError } from '../errors.ts';
import type { StoredTemplate } from '../interfaces/storage/templates.ts';
import { channelRules } from '../model/channel.ts';
import type { Channel } from '../model/message.ts';
import type { PartKind } from '../model/part-kind.ts';
import { present } from '../model/present.ts';
import type { Priority } from '../model/priority.ts';
import { type FindPart, partsOf } from './parts.ts';
import { liquid, textsOf, thread } from './rendering.ts';
import type { StandardSchema } from './standard-schema.ts';
import type { Template } from './template.ts';
import { parseData } from './template-data.ts';
import type { TemplatePart } from './template-part.ts';
import { checkFields, checkPartFields, type TemplateSource } from './template-source.ts';

/** What names a layout or partial. */
export interface TemplateUser {
  readonly id: string;
  readonly name: string;
}

/** What one can choose from: those in code and those stored. */
export interface TemplateSummary extends TemplateSource {
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
  /**
   * The variables it uses, but for `unsubscribeUrl` of an e-mail, which the message brings. Of one whose texts a function makes: those that its
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

type Description = Pick<TemplateSummary, 'variables' | 'broken'>;
/** A stored template as it is listed. */
export async function describe(stored: StoredTemplate, find: FindPart): Promise<TemplateSummary> {
  return storedSummary(stored, await descriptionOf(() => storedVariables(stored, find)));
}

/** The variables of a template that people wrote, with those of its parts. @throws MessagingError `template_invalid` */
export async function storedVariables(
  { channel, kind, ...texts }: Pick<StoredTemplate, 'channel' | 'kind' | keyof TemplateSource>,
  find: FindPart,
): Promise<readonly string[]> {
  if (kind) checkPartFields(channel, kind, texts);
  else checkFields(channel, texts);
  return variablesOf(channel, { source: texts, byPeople: true }, find);
}

/** A stored template is described once for each version. */
const described = new Map<string, readonly string[]>();
const describedAtMost = 1_000;

/** Where people wrote a part of it, it is read on the thread that is theirs. @throws MessagingError `template_invalid` */
export async function variablesOf(
  channel: Channel,
  { source, byPeople }: { readonly source: TemplateSource; readonly byPeople: boolean },
  find: FindPart,
): Promise<readonly string[]> {
  const parts = await partsOf(source, find);
  const texts = textsOf(source);
  if (!byPeople && !parts.some((part) => part.byPeople))
    return asked(channel, (await liquid()).renderer.variables(texts, parts));
  const key = createHash('sha256')
    .update(JSON.stringify([channel, texts, parts]))
    .digest('base64');
  const known = described.get(key);
  if (known) return known;
  const result = await thread.run({ kind: 'describe', source: texts, parts });
  const variables = result.kind === 'described' ? asked(channel, result.variables) : [];
  const [oldest] = described.keys();
  if (described.size >= describedAtMost && oldest !== undefined) described.delete(oldest);
  described.set(key, variables);
  return variables;
}

/** What cannot be read is said to be broken: a list goes on without it. */
export async function descriptionOf(variables: () => Promise<readonly string[]>): Promise<Description> {
  try {
    return { variables: await variables() };
  } catch (error) {
    if (!isMessagingError(error) || error.code === 'invalid_config') throw error;
    return { variables: [], broken: error.message };
  }
}

/** The variables that data have to fill. */
function asked(channel: Channel, variables: readonly string[]): readonly string[] {
  return channelRules[channel].hasUnsubscribe
    ? variables.filter((name) => name !== 'unsubscribeUrl')
    : variables;
}

/** A stored template whose variables are known. */
export function storedSummary(
  { id, channel, name, kind, priority, topic, sender, version, actor, updatedAt, ...texts }: StoredTemplate,
  description: Description,
): TemplateSummary {
  const fields = present({ kind, priority, topic, sender, savedBy: actor, ...textsOf(texts) });
  return { id, channel, name, definedIn: 'storage', version, updatedAt, ...fields, ...description };
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
  const described = await descriptionOf(() =>
    variablesOf(channel, { source: template, byPeople: template.writtenBy === 'people' }, find),
  );
  const needed = render ? await neededBy(template.schema) : [];
  const variables = asked(channel, [...new Set([...described.variables, ...needed])].sort());
  const fields = present({ madeBy: render && 'function', priority, topic, sender, ...textsOf(template) });
  return { id, channel, name, definedIn: 'code', ...fields, ...described, variables };
}

/** A layout or partial in code as it is listed. */
export async function partSummary(part: TemplatePart, find: FindPart): Promise<TemplateSummary> {
  const { id, channel, name = id, kind } = part;
  const byPeople = part.writtenBy === 'people';
  const described = await descriptionOf(() => variablesOf(channel, { source: part, byPeople }, find));
  return { id, channel, name, definedIn: 'code', kind, ...textsOf(part), ...described };
}
