/*
 * What other mail servers write back. `incoming.ts` takes a mail apart (`head.ts`, `fields.ts`); then, in this order, it is a
 * complaint (`arf.ts`), a note of Amazon's (`sns.ts`), a standard bounce (`dsn.ts`) or one for people (`notice.ts`, by the table
 * in `formats.ts`). `program.ts` gives what a program wrote of it, without the copy of our mail. Each tells of statements: a
 * recipient, an action, codes, words. `verdict.ts` judges them by the same table as a reply at hand-over
 * (`../sending/refusal.ts`), and by `words.ts` where a program gave up by itself. `return-path.ts` says which message it is.
 */
import { createHash } from 'node:crypto';
import { type ProviderEvent, parseTime } from 'postern/adapter';
import { readComplaint } from './arf.ts';
import { readDsn } from './dsn.ts';
import { type IncomingMail, readIncoming } from './incoming.ts';
import { readNotice } from './notice.ts';
import { programText } from './program.ts';
import { findCorrelation } from './return-path.ts';
import { readSns } from './sns.ts';
import { type Statement, type Verdict, verdictOf } from './verdict.ts';

interface Found {
  readonly verdict: Verdict;
  readonly recipient: string;
}

/**
 * What an incoming mail reports about one of ours: a bounce in the standard form (RFC 3464) or in that of qmail, Exim, Gmail or
 * Exchange, or a complaint (RFC 5965). Empty for every other mail: answers, automatic ones, read receipts, garbage. Never throws.
 */
export async function readMail(raw: Uint8Array, now: Date): Promise<readonly ProviderEvent[]> {
  const mail = await readIncoming(raw);
  if (!mail) return [];
  const found =
    readComplaint(mail)?.map((verdict) => ({ verdict, recipient: '' })) ??
    readSns(mail) ??
    (await bounces(mail));
  const correlation = found.length > 0 ? correlationOf(mail) : undefined;
  if (correlation === undefined) return [];
  const at = dateOf(mail, now);
  return found.map(({ verdict, recipient }) => ({
    correlation,
    ...verdict,
    at,
    dedupeKey: keyOf(mail, verdict, recipient),
  }));
}

async function bounces(mail: IncomingMail): Promise<readonly Found[]> {
  const statements = readDsn(mail);
  const read = statements.length > 0 ? statements : readNotice(mail);
  const told = read.some(({ codes, said }) => said !== '' || Object.keys(codes).length > 0);
  return (told ? read : await wrapped(mail, read)).map((statement) => ({
    verdict: verdictOf(statement),
    recipient: statement.recipient,
  }));
}

/** Trend Micro's gateways put the bounce that they pass on into one of their own, which says nothing. */
async function wrapped(mail: IncomingMail, outer: readonly Statement[]): Promise<readonly Statement[]> {
  const inner = mail.parts.find(({ type }) => outer.length > 0 && type === 'message/rfc822');
  const bounce = inner && (await readIncoming(Buffer.from(inner.text)));
  const statements = bounce && programText(bounce) !== undefined ? readDsn(bounce) : [];
  return statements.length > 0 ? statements : outer;
}

/**
 * Which mail it is about. A bounce names it by the address it came to, in `To`, `Delivered-To`, `Received` or whatever the
 * mail servers on its way write; complaints, and bounces that took another way, by what they return of our mail.
 */
function correlationOf({ head, parts, text }: IncomingMail): string | undefined {
  const returned = parts.flatMap((part) => {
    if (returnedMail.test(part.type)) return [headOf(part.text)];
    return part.type.startsWith('message/') ? [part.text] : [];
  });
  for (const place of [head, ...returned, text]) {
    const correlation = findCorrelation(place);
    if (correlation !== undefined) return correlation;
  }
  return undefined;
}

/** Whole, or its header only, as old reports name it too; `global` where it holds more than ASCII (RFC 6532). */
const returnedMail = /^(?:message|text)\/(?:rfc822|global)(?:-headers?)?$/;

/** Without what is written in it: that may quote other mails of ours. */
function headOf(mail: string): string {
  const [head = ''] = mail.trimStart().split(/\r?\n\r?\n/, 1);
  return head;
}

/** The report's own date, where it can be true. */
function dateOf({ header }: IncomingMail, now: Date): Date {
  const time = parseTime(header.get('date') ?? '');
  return time > 0 && time <= now.getTime() ? new Date(time) : now;
}

/** The same for the same report, however often and by whatever way it comes; another one for tomorrow's report of the same delay. */
function keyOf({ header }: IncomingMail, { type, failure }: Verdict, recipient: string): string {
  const own = [header.get('message-id'), header.get('date')];
  const hash = createHash('sha256').update(JSON.stringify([own, type, recipient, failure?.code]));
  return `mail/${hash.digest('base64url').slice(0, 32)}`;
}
