/** What a template asks for, read off its texts: in each of its languages. */
import { createHash } from 'node:crypto';
import { isMessagingError, type MessagingError } from '../errors.ts';
import { channelRules } from '../model/channel.ts';
import type { Channel } from '../model/message.ts';
import { present } from '../model/present.ts';
import { eachLanguage, type InLanguage, ofLanguage, type Translated } from './languages.ts';
import { type FindPart, partsOf } from './parts.ts';
import { liquid, thread } from './rendering.ts';

/** A template in one of its languages. */
export interface TemplateLanguage {
  /** Its code (BCP 47). */
  readonly language: string;
  /** The variables that it uses in this language: another may use more, or fewer. */
  readonly variables: readonly string[];
  /** Why it cannot be rendered in this language, where it cannot. */
  readonly broken?: string;
}

/** What a template asks for. */
export interface Description {
  /** Those of all languages. */
  readonly variables: readonly string[];
  /** Its own first, where it says which that is. */
  readonly languages?: readonly TemplateLanguage[];
  /** Why it cannot be rendered, in one of its languages at least. */
  readonly broken?: string;
}

/** What is read, and whose it is. */
interface Reading {
  readonly channel: Channel;
  readonly template: Translated;
  readonly byPeople: boolean;
  /** What its texts have to be, before they are read. */
  readonly check?: (source: InLanguage['source']) => void;
}

interface Read {
  readonly language: string | undefined;
  readonly variables: readonly string[];
  readonly error?: MessagingError;
}

/** What it asks for. @throws MessagingError `template_invalid`, `template_too_expensive` where it cannot be read in one of its languages */
export async function checkedDescription(reading: Reading, find: FindPart): Promise<Description> {
  const all = await readEach(reading, find);
  const refused = all.find(({ error }) => error);
  if (refused?.error) throw refused.error;
  return describedBy(all);
}

/** What it asks for; what cannot be read is said to be broken: a list goes on without it. */
export async function descriptionOf(reading: Reading, find: FindPart): Promise<Description> {
  return describedBy(await readEach(reading, find));
}

async function readEach({ channel, template, byPeople, check }: Reading, find: FindPart) {
  const read = async (one: InLanguage): Promise<Read> => {
    const { language } = one;
    try {
      check?.(one.source);
      return { language, variables: await variablesOf(channel, { ...one, byPeople }, find) };
    } catch (thrown) {
      const error = ofLanguage(thrown, one);
      if (!isMessagingError(error) || error.code === 'invalid_config') throw error;
      return { language, variables: [], error };
    }
  };
  return Promise.all(eachLanguage(template).map(read));
}

function describedBy(all: readonly Read[]): Description {
  const languages = all.flatMap(({ language, variables, error }) =>
    language === undefined ? [] : [present({ language, variables, broken: error?.message })],
  );
  return present({
    variables: [...new Set(all.flatMap(({ variables }) => variables))].sort(),
    languages: languages.length === 0 ? undefined : languages,
    broken: all.find(({ error }) => error)?.error?.message,
  });
}

/** A text that people wrote is read once. */
const known = new Map<string, readonly string[]>();
const knownAtMost = 1_000;

/** The variables of one language, those of its parts too. Where people wrote a part of it, it is read on the thread that is theirs. */
async function variablesOf(
  channel: Channel,
  { source, language, byPeople }: InLanguage & { readonly byPeople: boolean },
  find: FindPart,
): Promise<readonly string[]> {
  const parts = await partsOf(source, find, language);
  if (!byPeople && !parts.some((part) => part.byPeople))
    return asked(channel, (await liquid()).renderer.variables(source, parts));
  const key = createHash('sha256')
    .update(JSON.stringify([channel, source, parts]))
    .digest('base64');
  const before = known.get(key);
  if (before) return before;
  const result = await thread.run({ kind: 'describe', source, parts });
  const variables = result.kind === 'described' ? asked(channel, result.variables) : [];
  const [oldest] = known.keys();
  if (known.size >= knownAtMost && oldest !== undefined) known.delete(oldest);
  known.set(key, variables);
  return variables;
}

/** The variables that data have to fill: not what every message brings. */
export function asked(channel: Channel, variables: readonly string[]): readonly string[] {
  const { hasUnsubscribe } = channelRules[channel];
  return variables.filter((name) => name !== 'language' && !(hasUnsubscribe && name === 'unsubscribeUrl'));
}
