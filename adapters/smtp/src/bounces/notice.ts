import type { IncomingMail } from './incoming.ts';
import { readCodes, type Statement } from './verdict.ts';

/** How notices begin that have no machine-readable part, each at the beginning of a line. */
const beginnings = [
  // Exim before 4.85, and where its reports are switched off.
  /^This message was created automatically by mail delivery software/m,
  // Gmail until 2016.
  /^Delivery to the following recipients? (?:failed permanently|has been delayed)/m,
  // Exchange and Microsoft 365, where a gateway dropped the report.
  /^Diagnostic information for administrators:/m,
];

/** Exim and Gmail name who could not be reached in a header too. */
const failedRecipients = 'x-failed-recipients';

const delays = /has not yet been delivered|has been delayed|will retry for/;

/** Where the copy of our mail begins; its words are not the server's. */
const copies =
  /^(?:-{2,} ?(?:This is a copy of |Below this line is |The (?:header|body|text) of the |(?:Your |The )?Original message|Returned message)|Original message headers:|(?:Return-Path|Received|DKIM-Signature|Message-ID|MIME-Version|Subject): )/im;

/**
 * Reads bounces written for people only. Which kind of notice it is shows in fixed phrases of the program; what the failure
 * was about is read from codes alone.
 */
export function readNotice(mail: IncomingMail): readonly Statement[] {
  const text = mail.text.replace(/\r\n?/g, '\n').trimStart();
  if (text.startsWith('Hi. This is the')) return readQsbmf(text);
  if (!mail.header.has(failedRecipients) && !beginnings.some((one) => one.test(text))) return [];
  const notice = text.slice(0, copies.exec(text)?.index);
  return [
    {
      recipient: (mail.header.get(failedRecipients) ?? '').toLowerCase(),
      action: delays.test(notice) ? 'delayed' : 'failed',
      ...wordsOf(notice),
    },
  ];
}

const maxParagraphs = 100;

/**
 * qmail-send's bounce message format (cr.yp.to/proto/qsbmf.txt): paragraphs, of which those about a recipient begin with its
 * address, `<ada@example.org>:`, up to one that begins with `-`. qmail tells of final failures only.
 */
function readQsbmf(text: string): readonly Statement[] {
  const statements: Statement[] = [];
  for (const paragraph of text.split('\n\n', maxParagraphs)) {
    if (paragraph.startsWith('-')) break;
    const end = paragraph.indexOf('>:\n');
    if (!paragraph.startsWith('<') || end === -1) continue;
    statements.push({
      recipient: paragraph.slice(1, end).toLowerCase(),
      action: 'failed',
      ...wordsOf(paragraph.slice(end + 3)),
    });
  }
  return statements;
}

/** The codes, and what was said with them: from that line to the next blank one. Nothing where there are none, as a notice is long. */
function wordsOf(text: string): Pick<Statement, 'codes' | 'said'> {
  const { from, ...codes } = readCodes(text);
  if (codes.reply === undefined && codes.status === undefined) return { codes, said: '' };
  const [said = ''] = text.slice(text.lastIndexOf('\n', from) + 1).split('\n\n', 1);
  return { codes, said };
}
