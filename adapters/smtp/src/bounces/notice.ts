import { present } from 'postern/adapter';
import { type NoticeFormat, noticeFormats } from './formats.ts';
import type { IncomingMail } from './incoming.ts';
import { programText, stageIn } from './program.ts';
import { readCodes, type Statement } from './verdict.ts';
import { wordsIn } from './words.ts';

/** Exim, Gmail and mail.ru name who could not be reached in a header too. */
const failedRecipients = 'x-failed-recipients';

const delays =
  /has not yet been delivered|has been delayed|is delayed for|(?:will|to) retry for|will be retried|THIS IS A WARNING/;

const maxRecipients = 100;

/**
 * Reads bounces written for people only. Which kind of notice it is shows in fixed phrases of the program (`formats.ts`); what
 * the failure was about is read from codes, and from words where there are none.
 */
export function readNotice(mail: IncomingMail): readonly Statement[] {
  const text = programText(mail);
  const format = text === undefined ? undefined : noticeFormats.find(({ says }) => says.test(text));
  const named = (mail.header.get(failedRecipients) ?? '').toLowerCase();
  if (text === undefined || (!format && named === '')) return [];
  const notice = text.slice(0, (format?.ends && endOf(text, format.ends)) ?? text.length);
  const action = delays.test(notice) ? 'delayed' : 'failed';
  const parts = format ? partsOf(notice, format) : [];
  if (parts.length < 2) {
    const own = saidIn(parts[0]?.words ?? '');
    const recipient = parts[0]?.recipient || named;
    return [
      {
        recipient,
        action,
        ...(own.said === '' ? saidIn(notice) : own),
        ...present({ stage: stageIn(text) }),
      },
    ];
  }
  return parts.map(({ recipient, words }) => ({ recipient, action, ...saidIn(words) }));
}

/** Not before the notice has begun. */
function endOf(text: string, end: RegExp): number | undefined {
  return end.exec(text)?.index;
}

interface Part {
  readonly recipient: string;
  readonly words: string;
}

/** What is said of each recipient: from its address to the next one's. */
function partsOf(notice: string, { recipient }: NoticeFormat): readonly Part[] {
  if (!recipient) return [];
  const found = [...notice.matchAll(recipient)].slice(0, maxRecipients);
  const parts = new Map<string, string>();
  for (const [index, match] of found.entries()) {
    const address = (match[1] ?? '').toLowerCase();
    const words = notice.slice(match.index + match[0].length, found[index + 1]?.index);
    parts.set(address, `${parts.get(address) ?? ''}${words}`);
  }
  return [...parts].map(([address, words]) => ({ recipient: address, words }));
}

/** The codes, and what was said with them: from that line to the next blank one. A notice is long, so nothing where nothing is known. */
export function saidIn(text: string): Pick<Statement, 'codes' | 'said'> {
  const { from, ...codes } = readCodes(text);
  if (codes.reply === undefined && codes.status === undefined) return { codes, said: wordsIn(text) };
  const [said = ''] = text.slice(text.lastIndexOf('\n', from) + 1).split('\n\n', 1);
  return { codes, said };
}
