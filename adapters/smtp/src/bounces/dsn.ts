import { type Fields, readFields } from './fields.ts';
import type { IncomingMail } from './incoming.ts';
import { type Action, actions, type Codes, readCodes, type Statement } from './verdict.ts';

/** `message/global-…`: the same for addresses beyond ASCII (RFC 6533). */
const types = ['message/delivery-status', 'message/global-delivery-status'];

/** Our mails have one; an address that stands for a list may have some. */
const maxRecipients = 100;

/**
 * Reads a delivery status notification (RFC 3464): what it says of each recipient. Where the part stands is not asked:
 * gateways wrap reports. Empty where there is none, or where it says nothing.
 */
export function readDsn({ parts }: IncomingMail): readonly Statement[] {
  return parts
    .filter(({ type }) => types.includes(type))
    .flatMap(({ text }) => readFields(text))
    .flatMap((fields) => statementOf(fields) ?? [])
    .slice(0, maxRecipients);
}

/** `undefined` for the block about the mail as a whole, and for one that says nothing certain. */
function statementOf(fields: Fields): Statement | undefined {
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
