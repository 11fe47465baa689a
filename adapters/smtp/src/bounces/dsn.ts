import { present } from 'postern/adapter';
import { saysUnknown } from '../sending/refusal.ts';
import { type Fields, readFields } from './fields.ts';
import type { IncomingMail } from './incoming.ts';
import { saidIn } from './notice.ts';
import { programText, stageIn } from './program.ts';
import { type Action, actions, type Codes, readCodes, type Statement } from './verdict.ts';
import { wordsIn } from './words.ts';

/** `message/global-…`: the same for addresses beyond ASCII (RFC 6533). */
const types = ['message/delivery-status', 'message/global-delivery-status'];

/** Our mails have one; an address that stands for a list may have some. */
const maxRecipients = 100;

/**
 * Reads a delivery status notification (RFC 3464): what it says of each recipient. Where the part stands is not asked:
 * gateways wrap reports, and some programs write it into the text. Empty where there is none, or where it says nothing.
 */
export function readDsn(mail: IncomingMail): readonly Statement[] {
  const text = programText(mail);
  const parts = mail.parts.filter(({ type }) => types.includes(type)).map((part) => part.text);
  const reports = parts.length > 0 ? parts : reportIn(text ?? '');
  const statements = reports
    .flatMap((report) => readFields(report, 'final-recipient'))
    .flatMap((fields) => statementOf(fields) ?? [])
    .slice(0, maxRecipients);
  const stage = statements.length === 1 ? stageIn(text ?? '') : undefined;
  return statements.map((one) => ({
    ...(saysNothing(one) ? inWords(one, text ?? '', statements.length) : one),
    ...present({ stage }),
  }));
}

const firstField = /^(?:Reporting-MTA|Original-Recipient|Final-Recipient|Action):/m;

function reportIn(text: string): readonly string[] {
  const at = firstField.exec(text)?.index;
  return at === undefined || !/^Final-Recipient:/m.test(text) ? [] : [text.slice(at)];
}

/** A failure without a code, or with one that says no more than that. */
function saysNothing({ action, codes: { reply, status }, said }: Statement): boolean {
  return action === 'failed' && reply === undefined && said === '' && /^5\.[035]\.0$/.test(status ?? '5.0.0');
}

/** What the text for people says instead: OpenSMTPD has the codes only there. */
function inWords(statement: Statement, text: string, recipients: number): Statement {
  const at = text.toLowerCase().indexOf(statement.recipient);
  if (recipients > 1 && at === -1) return statement;
  const [line = ''] = recipients > 1 ? text.slice(at).split('\n', 1) : [text];
  const found = saidIn(line);
  const said = wordsIn(line) || found.said;
  return said === '' ? statement : { ...statement, said, codes: { ...statement.codes, ...found.codes } };
}

/** `undefined` for the block about the mail as a whole, and for one that says nothing certain. */
export function statementOf(fields: Fields): Statement | undefined {
  const recipient = fields.get('final-recipient') ?? fields.get('original-recipient');
  if (recipient === undefined) return undefined;
  const said = typed(fields.get('diagnostic-code') ?? '');
  const codes = codesOf(fields.get('status') ?? '', said);
  const action = actionOf(fields.get('action') ?? '', codes);
  return action && { recipient: typed(recipient).toLowerCase(), action, codes, said };
}

/** Without the type in front: `rfc822; ada@example.org`, `smtp; 550 5.1.1 …` (RFC 3464 §2.1.2). */
function typed(value: string): string {
  return value.replace(/^[a-z0-9-]{1,40} ?; ?/i, '');
}

/**
 * The status that the refusing server gave, else the one that the reporting server made of it; each is often no more than
 * `5.0.0`. The former counts only where both agree that it was final, or that it was not: a deferral given up is a failure.
 */
function codesOf(field: string, said: string): Codes {
  const [status] = /^[245]\.\d{1,3}\.\d{1,3}\b/.exec(field) ?? [];
  const { from: _, ...given } = readCodes(said);
  if (status === undefined) return given;
  if (given.reply !== undefined && given.reply[0] !== status[0]) return { status };
  const { status: own = '' } = given;
  // Made by the reporting server of a bare reply, which said more.
  if (own === '' && status.startsWith('5.7.') && saysUnknown.test(said)) return given;
  return own[0] === status[0] && !own.endsWith('.0.0') ? given : { ...given, status };
}

/** A comment may follow. Where the field is missing the status tells, as far as it can. */
function actionOf(field: string, { status, reply }: Codes): Action | undefined {
  const [word] = /^[a-z]+/.exec(field.toLowerCase()) ?? [];
  const known = actions.find((action) => action === word);
  if (known) return known;
  // SendGrid's word for what it gave up.
  if (word === 'expired') return 'failed';
  const kind = (status ?? reply)?.[0];
  if (kind === '2') return 'delivered';
  if (kind === '4') return 'delayed';
  return kind === '5' ? 'failed' : undefined;
}
