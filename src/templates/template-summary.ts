import { createHash } from 'node:crypto';
import { isMessagingError } from '../errors.ts';
import type { StoredTemplate } from '../interfaces/storage/templates.ts';
import { channelRules } from '../model/channel.ts';
import type { Channel } from '../model/message.ts';
import { present } from '../model/present.ts';
import type { Priority } from '../model/priority.ts';
import { liquid, textsOf, thread } from './rendering.ts';
import type { StandardSchema } from './standard-schema.ts';
import type { Template } from './template.ts';
import { parseData } from './template-data.ts';
import type { TemplateSource } from './template-source.ts';

/** What one can choose from: those in code and those stored. */
export interface TemplateSummary extends TemplateSource {
  readonly id: string;
  readonly channel: Channel;
  readonly name: string;
  readonly definedIn: 'code' | 'storage';
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
   * schema misses in data without fields.
   */
  readonly variables: readonly string[];
  /** Why it cannot be rendered, where it cannot: written by an earlier release, or past this library. */
  readonly broken?: string;
  /** How often it was saved; absent where it is in code. */
  readonly version?: number;
  /** Who saved it, as the host names users. */
  readonly savedBy?: string;
  readonly updatedAt?: Date;
}

type Description = Pick<TemplateSummary, 'variables' | 'broken'>;

/** A stored template as it is listed. */
export async function describe(stored: StoredTemplate): Promise<TemplateSummary> {
  return storedSummary(stored, await descriptionOf(stored));
}

/** What people wrote, whether or not it can be read. */
export async function descriptionOf(
  written: TemplateSource & { readonly channel: Channel },
): Promise<Description> {
  try {
    return { variables: await variablesOf(written.channel, written) };
  } catch (error) {
    if (!isMessagingError(error) || error.code === 'invalid_config') throw error;
    return { variables: [], broken: error.message };
  }
}

/** A stored template is described once for each version. */
const described = new Map<string, readonly string[]>();
const describedAtMost = 1_000;

/** The variables of a template that people wrote. @throws MessagingError `template_invalid` */
export async function variablesOf(channel: Channel, template: TemplateSource): Promise<readonly string[]> {
  const source = textsOf(template);
  const key = createHash('sha256')
    .update(JSON.stringify([channel, source]))
    .digest('base64');
  const known = described.get(key);
  if (known) return known;
  const result = await thread.run({ kind: 'describe', channel, source });
  const variables = result.kind === 'described' ? asked(channel, result.variables) : [];
  const [oldest] = described.keys();
  if (described.size >= describedAtMost && oldest !== undefined) described.delete(oldest);
  described.set(key, variables);
  return variables;
}

/** The variables that data have to fill. */
function asked(channel: Channel, variables: readonly string[]): readonly string[] {
  return channelRules[channel].hasUnsubscribe
    ? variables.filter((name) => name !== 'unsubscribeUrl')
    : variables;
}

/** A stored template whose variables are known. */
export function storedSummary(
  { id, channel, name, priority, topic, sender, version, actor, updatedAt, ...texts }: StoredTemplate,
  description: Description,
): TemplateSummary {
  const fields = present({ priority, topic, sender, savedBy: actor, ...textsOf(texts) });
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
export async function summaryOf(template: Template): Promise<TemplateSummary> {
  const { id, channel, name = id, priority, topic, sender, subject, text, html, render } = template;
  const { renderer } = await liquid();
  const named = renderer.variables(template);
  const needed = render ? await neededBy(template.schema) : [];
  const variables = asked(channel, [...new Set([...named, ...needed])].sort());
  return present({
    id,
    channel,
    name,
    definedIn: 'code',
    madeBy: render && 'function',
    priority,
    topic,
    sender,
    variables,
    subject,
    text,
    html,
  });
}
