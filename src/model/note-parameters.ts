import { channelRules, channels } from './channel.ts';

/** How a parameter stands within a sentence. */
interface Kind {
  /** A regular expression, without groups. */
  readonly pattern: string;
  write(value: unknown): string;
  read(text: string): unknown;
}

const word = (pattern: string): Kind => ({ pattern, write: String, read: (text) => text });
const whole: Kind = { pattern: '\\d{1,15}', write: String, read: Number };

/** A channel, by one of its words. */
function channelBy(of: 'word' | 'addressWord'): Kind {
  const wordOf = (channel: (typeof channels)[number]) => channelRules[channel][of];
  return {
    pattern: channels.map(wordOf).join('|'),
    write: (value) =>
      channels
        .filter((channel) => channel === value)
        .map(wordOf)
        .join(''),
    read: (text) => channels.find((channel) => wordOf(channel) === text),
  };
}

/** Names in quotes: `"a"`, `"a" and "b"`, `"a", "b" and "c"`. */
const quotedNames: Kind = {
  pattern: '"\\w+"(?:(?:, "\\w+")* and "\\w+")?',
  write: (value) =>
    (Array.isArray(value) ? value : [])
      .map((name) => `"${name}"`)
      .join(', ')
      .replace(/, (?="\w+"$)/, ' and '),
  read: (text) => [...text.matchAll(/\w+(?=")/g)].map(([name]) => name),
};

/** What a name's word goes on with. */
const within = '(?:[^\\s.:"]|\\.(?=\\w))*';

/** By their names, or by the word after the colon. */
export const noteParameterKinds: Readonly<Record<string, Kind>> = {
  attempts: whole,
  minutes: whole,
  count: whole,
  sent: whole,
  megabytes: whole,
  /** Of two digits after the point, as percent: 0.0123 is `1.23 %`. */
  percent: {
    pattern: '\\d{1,12}(?:\\.\\d{1,2})? %',
    write: (value) => `${Number((Number(value) * 100).toFixed(2))} %`,
    read: (text) => Number((Number.parseFloat(text) / 100).toFixed(4)),
  },
  word: channelBy('word'),
  addressWord: channelBy('addressWord'),
  priority: word('[a-z]+'),
  reason: word('[a-z_]+'),
  topic: word('[a-z0-9_-]+'),
  domain: word('\\S+'),
  transport: word('[^\\s"]+'),
  subscription: word('[^\\s"]+'),
  to: word('\\S.*?'),
  /** A name of up to three words, the later ones with a capital. */
  provider: word(`[A-Za-z]${within}(?: [A-Z]${within}){0,2}`),
  options: quotedNames,
  /** Where something is found in a provider's pages. */
  place: word('[^"]+'),
  /** All that follows. */
  rest: word('[^]*'),
};
