import { present } from 'postern/adapter';
import { z } from 'zod';
import type { SmtpFault, SmtpStage } from './outcome.ts';

/** Carries a {@link SmtpFault} out of a session. Says nothing of what was sent, and has no cause that could. */
export class SmtpError extends Error {
  override readonly name = 'SmtpError';
  readonly fault: SmtpFault;

  constructor(fault: SmtpFault) {
    super(`SMTP: ${fault.systemCode ?? fault.code}`);
    this.fault = fault;
  }
}

/** What is read of nodemailer's errors; everything else of them is left behind. */
const reported = z.object({
  code: z.string().catch('ECONNECTION'),
  originalCode: z.string().optional().catch(undefined),
  response: z.string().optional().catch(undefined),
  command: z.string().catch(''),
});

/** What was going on when an error came. */
export interface Situation {
  /** What a reply answered where nodemailer does not say: to a 421, or at the end of a connection. */
  readonly stage: SmtpStage;
  readonly body: SmtpFault['body'];
  readonly secrets: readonly string[];
}

/** Reads an error of nodemailer's `SMTPConnection` (10.6): its codes, and the server's reply where there is one. */
export function faultOf(error: unknown, { stage, body, secrets }: Situation): SmtpFault {
  // With one recipient the reply of "all recipients were rejected" is what was said of that one.
  const { code, originalCode, response = '', command } = reported.parse(error ?? {});
  // Only a refusal is an answer. A stray 2yz or 3yz says nothing of the mail.
  const reply = /^[45]\d\d/.test(response)
    ? { text: forPeople(response, secrets), stage: stageOf(code, command) ?? stage }
    : undefined;
  return present({ code, systemCode: originalCode, reply, body });
}

function stageOf(code: string, command: string): SmtpStage | undefined {
  if (command.startsWith('AUTH')) return 'auth';
  if (command === 'EHLO' || command === 'HELO') return 'hello';
  if (command === 'STARTTLS') return 'starttls';
  if (command === 'MAIL FROM') return 'sender';
  if (command === 'RCPT TO') return 'recipient';
  if (command === 'DATA') return code === 'EMESSAGE' ? 'content' : 'data';
  return undefined;
}

const maxReply = 500;

/**
 * A server's answer to show and keep: its lines joined (`550-5.1.1 a`, `550 5.1.1 b`), no control characters, of bounded
 * length. A server may quote what it was told; credentials go no further.
 */
export function forPeople(response: string, secrets: readonly string[]): string {
  const [first = '', ...more] = response.split(/\r?\n/);
  const rest = more.map((line) => line.replace(/^\d{3}[ -](?:\d\.\d{1,3}\.\d{1,3} )?/, ''));
  const text = [first.replace(/^(\d{3})-/, '$1 '), ...rest].join(' ');
  return secrets
    .reduce((left, secret) => left.replaceAll(secret, '***'), text)
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ')
    .slice(0, maxReply);
}
