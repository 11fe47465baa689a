import {
  type Failure,
  type FailureClass,
  isTlsFault,
  type NotTaken,
  noteText,
  present,
} from 'postern/adapter';
import { bareUnavailable, fits, refusalRules, tooMuch } from './refusal.ts';
import type { ReplyClass, ReplyRule, SmtpStage } from './reply-rule.ts';

export { type ReplyClass, type ReplyRule, replyClasses, type SmtpStage, smtpStages } from './reply-rule.ts';

const rejected = (of: ReplyClass) => ({ outcome: 'rejected', class: of }) as const;
const retry = (of: ReplyClass) => ({ outcome: 'retry', class: of }) as const;
const paused = { outcome: 'paused', class: 'configuration' } as const;

/** RFC 5321 §4.2, 3463, 4954 §6, 5248, 7372, 7504, 7505. The option `replies` is looked at before these. */
export const replyRules: readonly ReplyRule[] = [
  // A greeting of 554 or 521 means "no mail service for you": for any mail. The queue waits; it is not failed by a server in maintenance.
  { stages: ['greeting'], reply: '5', ...paused },
  { stages: ['greeting'], reply: '4', ...retry('network') },
  // What concerns the session concerns every mail alike.
  { stages: ['hello', 'starttls', 'auth'], reply: '5', ...paused },
  { reply: '530', ...paused },
  { reply: '534', ...paused },
  { reply: '535', ...paused },
  { reply: '538', ...paused },
  { reply: '5', status: ['5.7.8', '5.7.9', '5.7.11', '5.7.13'], ...paused },
  // "Bad sequence of commands" speaks of the session, not of the mail: another session may take it.
  { reply: '503', ...retry('temporary') },
  { reply: '421', status: ['4.7'], ...retry('throttled') },
  { reply: '4', status: ['4.7.28', '4.5.3'], ...retry('throttled') },
  // "Mailbox disabled, not accepting messages" (RFC 3463 §3.3); Gmail says it of a mailbox that gets too many.
  { reply: '4', status: ['4.2.1'], says: tooMuch, ...retry('throttled') },
  { reply: '4', ...retry('temporary') },
  // No recipient has been named yet, whatever the status says.
  { stages: ['sender'], reply: '5', status: ['5.1', '5.2.1'], ...rejected('sender') },
  ...refusalRules,
  // Without one the stage and the plain code have to do.
  { stages: ['sender'], reply: '552', ...rejected('content') },
  { stages: ['sender'], reply: '5', ...rejected('sender') },
  { stages: ['recipient'], reply: '554', ...rejected('blocked') },
  // "Exceeded storage allocation", or a list of recipients that was too long (RFC 5321 §4.2.3, §4.5.3.1.10).
  { stages: ['recipient'], reply: '552', ...rejected('temporary') },
  { stages: ['recipient'], reply: '550', says: bareUnavailable, ...rejected('recipient') },
  // It can mean anything.
  { stages: ['recipient'], reply: '5', ...rejected('blocked'), unclear: true },
  { reply: '5', ...rejected('content') },
];

/** How a hand-over went wrong, in what can be decided by: codes and whether the body had left, never a message text. */
export interface SmtpFault {
  /** nodemailer's code: `ECONNECTION`, `EAUTH` … */
  readonly code: string;
  /** The system's or OpenSSL's own code, where there is one: `ECONNREFUSED`, `CERT_HAS_EXPIRED`. */
  readonly systemCode?: string;
  /** The server's refusal, 4yz or 5yz. */
  readonly reply?: { readonly text: string; readonly stage: SmtpStage };
  /** How far the mail had gone. Once every byte was given away the final dot may have left, and without a reply nobody knows. */
  readonly body: 'untouched' | 'begun' | 'handed_over';
}

type MailServerNote =
  | 'mail_server_silent'
  | 'mail_server_settings'
  | 'mail_server_unreached'
  | 'mail_too_large';

/** A reply is certain; without one it is certain that the mail was not taken only while its body had not left. */
export function outcomeOf(fault: SmtpFault, rules: readonly ReplyRule[] = replyRules): NotTaken {
  if (fault.reply) return outcomeOfReply(fault.reply.text, fault.reply.stage, rules);
  const failure = (of: FailureClass, said: MailServerNote): Failure => ({
    class: of,
    code: fault.systemCode ?? fault.code,
    message: noteText({ code: said }),
  });
  if (fault.body === 'handed_over') {
    return { outcome: 'unknown', failure: failure('ambiguous', 'mail_server_silent') };
  }
  if (isMisconfigured(fault)) {
    return { outcome: 'paused', failure: failure('configuration', 'mail_server_settings') };
  }
  if (fault.code === 'EMESSAGE') {
    return { outcome: 'rejected', failure: failure('content', 'mail_too_large') };
  }
  return { outcome: 'retry', failure: failure('network', 'mail_server_unreached') };
}

function outcomeOfReply(text: string, stage: SmtpStage, rules: readonly ReplyRule[]): NotTaken {
  const [, reply = '', status] = /^(\d{3})(?:[ -](\d\.\d{1,3}\.\d{1,3})\b)?/.exec(text) ?? [];
  const unread: ReplyRule = { outcome: 'retry', class: 'temporary' };
  const rule = rules.find((one) => fits(one, { stage, reply, status, text })) ?? unread;
  const code = status === undefined ? reply : `${reply} ${status}`;
  return {
    outcome: rule.outcome,
    failure: present({
      class: rule.class,
      code,
      message: `${noteText({ code: 'mail_server_answered' })} ${text}`,
      unclear: rule.unclear,
    }),
  };
}

/** Waiting does not mend credentials, a certificate or a wrong port. */
function isMisconfigured({ code, systemCode = '' }: SmtpFault): boolean {
  return ['EAUTH', 'ENOAUTH', 'EOAUTH2', 'ECONFIG'].includes(code) || isTlsFault(systemCode);
}
