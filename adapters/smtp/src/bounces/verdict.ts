import { type Failure, noteText, type ProviderEvent, present } from 'postern/adapter';
import { forPeople } from '../sending/fault.ts';
import { bareUnavailable, fits, refusalRules } from '../sending/refusal.ts';
import type { SmtpStage } from '../sending/reply-rule.ts';
import { classOfWords } from './words.ts';

/** What became of a mail for one recipient, as a bounce tells it. */
export interface Statement {
  readonly recipient: string;
  readonly action: Action;
  readonly codes: Codes;
  /** The other side's own words, as far as there are any. */
  readonly said: string;
  /** What was refused, where the report tells. */
  readonly stage?: SmtpStage;
}

/** RFC 3464 §2.3.3. */
export const actions = ['failed', 'delayed', 'delivered', 'relayed', 'expanded'] as const;
export type Action = (typeof actions)[number];

/** An SMTP reply code and an enhanced status code (RFC 3463): `550`, `5.1.1`. */
export interface Codes {
  readonly reply?: string;
  readonly status?: string;
}

/** What a report says of a mail. */
export type Verdict = Pick<ProviderEvent, 'type' | 'failure' | 'detail'>;

/** Judges a statement by the same table as a reply at hand-over. */
export function verdictOf({ action, codes, said, stage }: Statement): Verdict {
  const code = [codes.reply, codes.status].filter((part) => part !== undefined).join(' ');
  const words = onOneLine(said) || code;
  const detail = words === '' ? {} : { detail: words };
  const failure = ({ class: of, unclear }: Judged, what: 'came_back' | 'still_trying') =>
    present({
      class: of,
      code: code === '' ? undefined : code,
      message: noteText({ code: what, ...present({ answer: words === '' ? undefined : words }) }),
      unclear,
    });
  switch (action) {
    case 'failed':
      return {
        type: 'undelivered',
        failure: failure(judge(codes, said, stage), 'came_back'),
        ...detail,
      };
    case 'delayed':
      return {
        type: 'delayed',
        failure: failure({ class: 'temporary' }, 'still_trying'),
        ...detail,
      };
    case 'delivered':
    case 'relayed':
      return { type: 'delivered', ...detail };
    case 'expanded':
      // It reached a list; of what becomes of the copies others may tell.
      return { type: 'sent', ...detail };
  }
}

type Judged = Pick<Failure, 'class' | 'unclear'>;

/** Given up after days of trying is `temporary` (RFC 3463 §2: "abandonment or delay"); what says no more than no is policy. */
function judge({ reply, status }: Codes, said: string, stage: SmtpStage | undefined): Judged {
  const first = status ?? reply ?? '';
  if (first.startsWith('4')) return { class: 'temporary' };
  const text = onOneLine(said);
  const at = reply === undefined ? -1 : text.indexOf(reply);
  // What has no code at all was given up: that counts as a refusal.
  const words = at > 0 ? text.slice(at) : text;
  const refusal = { stage, reply: reply ?? (first.slice(0, 1) || '5'), status, text: words };
  const known = refusalRules.find((rule) => fits(rule, refusal));
  if (known) return known;
  if (status === undefined && bareUnavailable.test(words)) return { class: 'recipient' };
  const worded = classOfWords(text);
  return worded ? { class: worded } : { class: 'blocked', unclear: true };
}

const enhanced = '([245]\\.\\d{1,3}\\.\\d{1,3})(?![\\d.]*\\d)';
const together = new RegExp(`(?<![\\d.])([245]\\d\\d)(?:[ (#':-]{1,3}|, ?ERROR_CODE ?: ?)${enhanced}`);
/** As qmail and GMX write it. */
const statusAlone = new RegExp(`(?:#|^[ \\t]*)${enhanced}`, 'm');
/** Only where a reply begins: any number may have three digits. */
const replyAlone = /(?:^|[:'"] ?|<<< |>>> |ResponseCode )([45]\d\d)(?=[ ,:-])/m;

/** The first codes in a text: `550 5.1.1`, `550-5.1.1`, `550 (#5.1.1)`; else `#5.1.1` or `550`, or both. `from`: where they stand. */
export function readCodes(text: string): Codes & { readonly from: number } {
  const both = together.exec(text);
  if (both?.[1] && both[2]) return { reply: both[1], status: both[2], from: both.index };
  const marked = statusAlone.exec(text);
  const plain = replyAlone.exec(text);
  const status = marked?.[1];
  const reply = plain?.[1];
  if (!plain || !reply || (status && status[0] !== reply[0])) {
    return present({ status: status || undefined, from: marked?.index ?? 0 });
  }
  return present({
    reply,
    status: status || undefined,
    from: plain.index + plain[0].length - reply.length,
  });
}

/** A server's words as they are shown elsewhere; bounded before anything is done with them. */
function onOneLine(text: string): string {
  const lines = text.slice(0, 5_000).split('\n');
  return forPeople(lines.map((line) => line.trim().replace(/[ \t]+/g, ' ')).join('\n'), []).trim();
}
