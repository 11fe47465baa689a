import { z } from 'zod';
import { MessagingError } from '../errors.ts';
import { listOf, refusalOf, text } from './arguments.ts';
import { bestLanguage, languageArgument } from './language.ts';

/** A text in one language, or in several by their codes, such as `{ en: 'News', de: 'Neuigkeiten' }`. */
export type Worded = string | Readonly<Record<string, string>>;

/** Something that messages are about and that recipients may opt out of by itself. */
export interface Topic {
  /** 1 to 40 small letters, digits, `-` and `_`; never changes: opt-outs name it. */
  readonly id: string;
  /** As recipients read it; 80 characters at most. */
  readonly name: Worded;
  /** What they get by it; 300 characters at most. */
  readonly description?: Worded;
}

/** A topic's id. */
export const topicArgument = text(40).regex(
  /^[a-z0-9][a-z0-9_-]{0,39}$/,
  'is a topic: 1 to 40 small letters, digits, "-" and "_"',
);

const worded = (max: number) => {
  const one = text(max).refine((given) => given.trim() !== '', 'is empty');
  return z.union([one, z.record(languageArgument, one)], {
    error: `is a text of at most ${max} characters, or one for each language, as in { en: 'News' }`,
  });
};
const mostTopics = 50;

const topicsForm = listOf(
  z.strictObject({ id: topicArgument, name: worded(80), description: worded(300).optional() }),
  mostTopics,
).refine((all) => new Set(all.map(({ id }) => id)).size === all.length, 'names one topic twice');

/** The topics of a configuration. @throws MessagingError `invalid_config` */
export function readTopics(topics: readonly Topic[]): readonly Topic[] {
  const refused = refusalOf(topicsForm, topics);
  if (!refused) return topics;
  const path = ['topics', refused.path].filter(Boolean).join('.');
  throw new MessagingError('invalid_config', `"${path}" ${refused.message}.`);
}

/** The text of the first of these languages that it is there in; else in English, or whatever comes first. */
export function inLanguage(words: Worded, languages: readonly string[]): string {
  if (typeof words === 'string') return words;
  const best = bestLanguage(Object.keys(words), [...languages, 'en']);
  return (best === undefined ? Object.values(words)[0] : words[best]) ?? '';
}

/** `undefined` where it is one of these, or a sentence that says which there are. */
export function strangeTopic(topics: readonly Topic[], topic: string): string | undefined {
  if (topics.some(({ id }) => id === topic)) return undefined;
  const ids = topics.map(({ id }) => `"${id}"`).join(', ');
  return ids === ''
    ? '"topic" is none of the configuration\'s: name them in "topics" of new Messaging({ … })'
    : `"topic" is one of the configuration's: ${ids}`;
}
