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
  /** What makes it dearer than it looks. */
  readonly warnings: readonly string[];
}

const perSegment = { 'GSM-7': { single: 160, many: 153 }, 'UCS-2': { single: 70, many: 67 } } as const;

/** Counts what goes, prefix included. `text` is within the cap already: the calculation grows faster than the text. */
export function previewSms(site: Site, text: string): SmsPreview {
  const counted = new SegmentedMessage(text);
  const encoding = counted.encodingName === 'GSM-7' ? 'GSM-7' : 'UCS-2';
  const { characters, segments } = {
    characters: unitsOf(counted, encoding, text),
    segments: counted.segmentsCount,
  };
  const sizes = perSegment[encoding];
  const room = segments <= 1 ? sizes.single : sizes.many * segments;
  return {
    text,
    encoding,
    segments,
    characters,
    left: Math.max(0, room - characters),
    warnings: warningsOf(site, text, encoding),
  };
}

function unitsOf(counted: SegmentedMessage, encoding: SmsPreview['encoding'], text: string): number {
  if (encoding === 'UCS-2') return text.length;
  // Bits of the message itself, without the headers that joined segments carry.
  return Math.ceil(counted.messageSize / 7);
}

function warningsOf(site: Site, text: string, encoding: SmsPreview['encoding']): readonly string[] {
  if (encoding === 'GSM-7') return [];
  const prefix = withPrefix(site, 'sms', '');
  const body = text.startsWith(prefix) ? text.slice(prefix.length) : text;
  if (new SegmentedMessage(body).encodingName === 'GSM-7') {
    return [
      "The site's name holds characters that make every SMS Unicode: 70 characters a segment instead of 160.",
    ];
  }
  const characters = [...new Set(new SegmentedMessage(body).getNonGsmCharacters())].slice(0, 10);
  return [`${characters.join(' ')} makes this SMS Unicode: 70 characters a segment instead of 160.`];
}
