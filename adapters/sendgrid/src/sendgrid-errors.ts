import { type ErrorRule, noteText } from 'postern/adapter';

/** As sentences name it. */
export const provider = 'SendGrid';

/** A key that may not do this, and an account without credits, are refused alike. */
const refusedKey = `${noteText({ code: 'check_permissions', options: ['apiKey'], provider })} ${noteText({ code: 'check_credits', provider })}`;

/**
 * A refusal is known by the field that it names and by its status (https://www.twilio.com/docs/sendgrid/api-reference/mail-send/errors); a
 * bounce by its class, a dropped mail by its reason (https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/event).
 */
export const errorRules: readonly ErrorRule[] = [
  {
    codes: ['from', 'from.email', 'from.name'],
    class: 'sender',
    hint: noteText({ code: 'sender_not_set_up', provider }),
  },
  { codes: ['personalizations.0.to', 'personalizations.0.to.0.email'], class: 'recipient' },
  { codes: ['Invalid Address', 'Bounced Address', 'Invalid', '5.1.1', '5.1.10'], class: 'recipient' },
  { codes: ['Unsubscribed Address', 'Spam Reporting Address'], class: 'opted_out' },
  { codes: ['Reputation', '5.7.1'], class: 'blocked' },
  { codes: ['Content', 'Spam Content', 'Invalid SMTPAPI header'], class: 'content' },
  {
    codes: ['Recipient List over Package Quota'],
    class: 'configuration',
    hint: noteText({ code: 'quota_used_up', provider }),
  },
  {
    codes: ['Mailbox Unavailable', 'Technical Failure', 'Frequency or Volume Too High', '5.2.2'],
    class: 'undelivered',
  },
  { status: ['401', '403'], class: 'configuration', hint: refusedKey },
  { status: ['413'], class: 'content', hint: noteText({ code: 'mail_size_limit', megabytes: 30 }) },
];

const told = new Set(errorRules.flatMap(({ codes }) => codes ?? []));

/** What is said of a mail that did not arrive, in the words of the table above. Any other word may be anybody's text. */
export function codeOf(event: {
  readonly bounce_classification?: string | undefined;
  readonly reason?: string | undefined;
  readonly status?: string | undefined;
}): string | undefined {
  const { bounce_classification, reason, status } = event;
  const known = [bounce_classification, reason].find((word) => word !== undefined && told.has(word));
  return known ?? (status !== undefined && /^[45]\.\d{1,3}\.\d{1,3}$/.test(status) ? status : undefined);
}
