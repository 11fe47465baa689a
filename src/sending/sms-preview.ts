import { SegmentedMessage } from 'sms-segments-calculator';
import { type Site, withPrefix } from '../model/site.ts';

/** An SMS as it will go. */
export interface SmsPreview {
  /** With the site's name before it. */
  readonly text: string;
  readonly encoding: 'GSM-7' | 'UCS-2';
  /** What the carriers count and charge. */
  readonly segments: number;
  /** As they count: UTF-16 units in UCS-2; in GSM-7 a few characters, such as €, count twice. */
  readonly characters: number;
  /** How many more characters fit into the last segment. */
  readonly left: number;
  /** What makes it dearer than it looks, in English; `findings` says it by codes. */
  readonly warnings: readonly string[];
  /** What makes it dearer than it looks. */
  readonly findings: readonly SmsFinding[];
}

/** What makes an SMS Unicode: 70 characters a segment instead of 160. */
export type SmsFinding =
  | {
      readonly code: 'unicode_characters';
      /** The first ten of them, each once. */
      readonly characters: readonly string[];
      /** What may stand in the text for each that has its like in the standard alphabet: `’` and `'`. */
      readonly replacements: readonly { readonly from: string; readonly to: string }[];
      /** Segments once they are replaced. */
      readonly segments: number;
    }
  /** They stand in the site's name before the text. */
  | { readonly code: 'unicode_name'; readonly characters: readonly string[] };

const perSegment = { 'GSM-7': { single: 160, many: 153 }, 'UCS-2': { single: 70, many: 67 } } as const;

/** Counts what goes, prefix included. `text` is within the cap already: the calculation grows faster than the text. */
export function previewSms(site: Site, text: string): SmsPreview {
  const counted = new SegmentedMessage(text);
  const encoding = counted.encodingName === 'GSM-7' ? 'GSM-7' : 'UCS-2';
  const { characters, segments } = {
    characters: unitsOf(counted, encoding, text),
    segments: counted.segmentsCount,
  };
  const findings = findingsOf(site, text, encoding);
  const sizes = perSegment[encoding];
  const room = segments <= 1 ? sizes.single : sizes.many * segments;
  return {
    text,
    encoding,
    segments,
    characters,
    left: Math.max(0, room - characters),
    warnings: findings.map(sentenceOf),
    findings,
  };
}

function unitsOf(counted: SegmentedMessage, encoding: SmsPreview['encoding'], text: string): number {
  if (encoding === 'UCS-2') return text.length;
  // Bits of the message itself, without the headers that joined segments carry.
  return Math.ceil(counted.messageSize / 7);
}

/** Of whose name it is the fault is said where the text alone would do. */
function findingsOf(site: Site, text: string, encoding: SmsPreview['encoding']): readonly SmsFinding[] {
  if (encoding === 'GSM-7') return [];
  const prefix = withPrefix(site, 'sms', '');
  const body = text.startsWith(prefix) ? text.slice(prefix.length) : text;
  const own = unicodeOf(body);
  if (own.length === 0) return [{ code: 'unicode_name', characters: unicodeOf(text).slice(0, mostShown) }];
  const replacements = own.flatMap((from) => {
    const to = likeOf(from);
    return to === undefined ? [] : [{ from, to }];
  });
  const replaced = replacements.reduce((sum, { from, to }) => sum.replaceAll(from, to), body);
  const { segmentsCount: segments } = new SegmentedMessage(
    `${text.slice(0, text.length - body.length)}${replaced}`,
  );
  return [{ code: 'unicode_characters', characters: own.slice(0, mostShown), replacements, segments }];
}

const mostShown = 10;

/** What is in no SMS alphabet but Unicode's, each once. */
function unicodeOf(text: string): readonly string[] {
  const counted = new SegmentedMessage(text);
  return counted.encodingName === 'GSM-7' ? [] : [...new Set(counted.getNonGsmCharacters())];
}

/** What reads the same in GSM-7, as Twilio's smart encoding has it; `undefined` where there is nothing. */
function likeOf(character: string): string | undefined {
  if (/^\s$/.test(character)) return ' ';
  const like = new SegmentedMessage(character, 'auto', true).graphemes.join('');
  return like !== character && unicodeOf(like).length === 0 ? like : undefined;
}

function sentenceOf(finding: SmsFinding): string {
  return finding.code === 'unicode_name'
    ? "The site's name holds characters that make every SMS Unicode: 70 characters a segment instead of 160."
    : `${finding.characters.join(' ')} makes this SMS Unicode: 70 characters a segment instead of 160.`;
}
