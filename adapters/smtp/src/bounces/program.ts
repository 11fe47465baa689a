import type { IncomingMail } from './incoming.ts';

/** Who bounces come from. */
const programs = /mailer.?daemon|post_?master|mail.?deliver|system administrator|no-?reply@|sysadmin@/i;

/** Where the copy of our mail begins; its words are not the server's. */
const marks =
  /^[ \t]*(?:-{2,} ?(?:This is a copy of |Below this line is |The (?:header|body|text) of the |(?:Your |The )?Original (?:message|mail)|Unsent message|Returned message)|(?:Original message|Message headers) follow|Original message headers:|Below is a copy of the original message)/im;
const fields = /^(?:Return-Path|Received|DKIM-Signature|Message-ID|MIME-Version|Subject): /im;

/**
 * What a program wrote in a mail for people to read, up to the copy of our mail; `undefined` where a person wrote it, who may
 * quote a program.
 */
export function programText({ header, text }: IncomingMail): string | undefined {
  const from = header.get('from') ?? '';
  const automatic = (header.get('auto-submitted') ?? 'no') !== 'no' || header.get('return-path') === '<>';
  if (from.includes('@') && !automatic && !programs.test(from)) return undefined;
  const whole = text.replace(/\r\n?/g, '\n').trimStart();
  const ends = [marks, fields].map((end) => end.exec(whole)?.index ?? whole.length);
  return whole.slice(0, Math.min(...ends));
}

const afterData = /in reply to end of\s+DATA|after end of data|^-+SMTP command\s+DATA$/im;

/** Postfix, Exim and m-FILTER say what the refusal answered; after the data a mailbox that was taken is not unknown. */
export function stageIn(text: string): 'content' | undefined {
  return afterData.test(text) ? 'content' : undefined;
}
