/** A bounce as Postfix would write it, about a mail whose envelope sender was this. */
export interface BounceOptions {
  readonly to: string;
  readonly action?: string;
  readonly status?: string;
  readonly diagnostic?: string;
  readonly date?: string;
  readonly messageId?: string;
  /** More header lines, in front. */
  readonly header?: readonly string[];
  /** The blocks of `message/delivery-status` after the first, instead of the one made of the options above. */
  readonly recipients?: readonly (readonly string[])[];
  /** What comes back of our mail. */
  readonly returned?: string;
}

export function bounce(options: BounceOptions): Buffer {
  const {
    action = 'failed',
    status = '5.1.1',
    diagnostic = 'smtp; 550 5.1.1 User unknown',
    date = 'Mon, 23 Nov 2026 09:30:05 +0000',
    messageId = '<1@mail.example.org>',
  } = options;
  const recipient = [
    'Final-Recipient: rfc822; ada@example.org',
    ...(action ? [`Action: ${action}`] : []),
    ...(status ? [`Status: ${status}`] : []),
    ...(diagnostic ? [`Diagnostic-Code: ${diagnostic}`] : []),
  ];
  const lines = [
    ...(options.header ?? []),
    'From: Mail Delivery System <MAILER-DAEMON@mail.example.org>',
    `To: ${options.to}`,
    ...(date ? [`Date: ${date}`] : []),
    ...(messageId ? [`Message-ID: ${messageId}`] : []),
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'It could not be delivered.',
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mail.example.org',
    ...(options.recipients ?? [recipient]).flatMap((block) => ['', ...block]),
    '',
    '--b',
    'Content-Type: message/rfc822',
    '',
    options.returned ?? 'Subject: Hello\r\n\r\nGood morning.',
    '--b--',
    '',
  ];
  return Buffer.from(lines.join('\r\n'), 'latin1');
}
