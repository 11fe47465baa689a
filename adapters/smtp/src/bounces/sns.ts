import { z } from 'zod';
import { statementOf } from './dsn.ts';
import type { IncomingMail } from './incoming.ts';
import { type Verdict, verdictOf } from './verdict.ts';

const sender = /\bno-reply@sns\.amazonaws\.com\b/i;

const text = z.string().catch('');
const address = z.object({ emailAddress: text });
const notification = z.union([
  z.object({
    notificationType: z.literal('Bounce'),
    bounce: z.object({
      bouncedRecipients: z
        .array(address.extend({ action: text, status: text, diagnosticCode: text }))
        .max(100),
    }),
  }),
  z.object({ notificationType: z.literal('Complaint') }),
  z.object({ notificationType: z.literal('Delivery') }),
]);

/**
 * Reads what Amazon SES tells of a mail through SNS by e-mail (Amazon SES Developer Guide, "Amazon SNS notification contents for Amazon SES"):
 * JSON, alone or within SNS's own. `undefined` where the mail is none.
 */
export function readSns(
  mail: IncomingMail,
): readonly { readonly verdict: Verdict; readonly recipient: string }[] | undefined {
  if (!sender.test(mail.header.get('from') ?? '')) return undefined;
  const outer = jsonIn(mail.text);
  const told = notification.safeParse(
    typeof outer === 'object' && outer !== null && 'Message' in outer ? jsonIn(String(outer.Message)) : outer,
  ).data;
  if (!told) return undefined;
  if (told.notificationType === 'Complaint')
    return [{ verdict: { type: 'complained', detail: 'Amazon SES: complaint' }, recipient: '' }];
  if (told.notificationType === 'Delivery') return [{ verdict: { type: 'delivered' }, recipient: '' }];
  return told.bounce.bouncedRecipients.flatMap(({ emailAddress, action, status, diagnosticCode }) => {
    const statement = statementOf(
      new Map([
        ['final-recipient', emailAddress],
        ['action', action],
        ['status', status],
        ['diagnostic-code', diagnosticCode],
      ]),
    );
    return statement ? [{ verdict: verdictOf(statement), recipient: statement.recipient }] : [];
  });
}

/** From the first brace to the last; a mail server may have broken its one long line. */
function jsonIn(body: string): unknown {
  try {
    const json: unknown = JSON.parse(
      body.slice(body.indexOf('{'), body.lastIndexOf('}') + 1).replace(/!?\r?\n ?/g, ''),
    );
    return json;
  } catch {
    return undefined;
  }
}
