import { randomUUID } from 'node:crypto';
import type { CaughtMail } from './caught-mails.ts';

/** What the recipient's mail server writes to a mail's envelope sender where it has no such mailbox (RFC 3464). */
export function bounceOf({ envelope, headers }: CaughtMail): Buffer {
  const [recipient = ''] = envelope.to;
  const server = `mail.${recipient.slice(recipient.lastIndexOf('@') + 1)}`;
  const boundary = randomUUID();
  const lines = [
    `From: Mail Delivery System <MAILER-DAEMON@${server}>`,
    `To: <${envelope.from}>`,
    'Subject: Undelivered Mail Returned to Sender',
    `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <${boundary}@${server}>`,
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    `Content-Type: multipart/report; report-type=delivery-status; boundary="${boundary}"`,
    '',
    `--${boundary}`,
    'Content-Type: text/plain; charset=us-ascii',
    '',
    `Your mail could not be delivered to ${recipient}: there is no such mailbox.`,
    '',
    `--${boundary}`,
    'Content-Type: message/delivery-status',
    '',
    `Reporting-MTA: dns; ${server}`,
    '',
    `Final-Recipient: rfc822; ${recipient}`,
    'Action: failed',
    'Status: 5.1.1',
    'Diagnostic-Code: smtp; 550 5.1.1 No such mailbox',
    '',
    `--${boundary}`,
    'Content-Type: text/rfc822-headers',
    '',
    ...headers,
    '',
    `--${boundary}--`,
    '',
  ];
  return Buffer.from(lines.join('\r\n'));
}
