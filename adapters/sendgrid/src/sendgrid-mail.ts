import { calendarFile, type Mailbox, type Outgoing, present } from 'postern/adapter';

/** The custom argument that holds the handle; events bear it by this name. */
export const handleName = 'postern';

/** `POST /mail/send`: the same for the same message and hand-over, byte for byte. */
export function mailOf(message: Outgoing, correlation: string): object {
  const { from, to, replyTo, subject, text, html = '', headers, messageId, attachments, calendar } = message;
  // Of other types than text and HTML, SendGrid makes alternatives of the body too, and takes the method there
  // (https://github.com/sendgrid/sendgrid-ruby/issues/298#issuecomment-427443122); the file is for programs that look for one.
  const contents = [
    { type: 'text/plain', value: text },
    { type: 'text/html', value: html },
    { type: `text/calendar; method=${calendar?.method}`, value: calendar?.content ?? '' },
  ];
  const files = calendar
    ? [...attachments, { ...calendarFile(calendar), contentType: 'application/ics' }]
    : attachments;
  return present({
    personalizations: [{ to: [mailboxOf(quoted(to))], custom_args: { [handleName]: correlation } }],
    from: mailboxOf(from),
    reply_to: replyTo && mailboxOf(replyTo),
    subject,
    content: contents.filter(({ value }) => value !== ''),
    headers: present({ 'Message-ID': messageId, ...headers }),
    attachments: files.length === 0 ? undefined : files.map(attachmentOf),
  });
}

function mailboxOf({ address, name }: Mailbox): object {
  return present({ email: address, name: name || undefined });
}

/** SendGrid takes a comma in a recipient's name for the end of it (https://github.com/sendgrid/sendgrid-python/issues/291). */
function quoted({ name, ...to }: Mailbox): Mailbox {
  if (name === undefined) return to;
  return { ...to, name: /[,;]/.test(name) ? `"${name.replace(/["\\]/g, '\\$&')}"` : name };
}

function attachmentOf({ filename, contentType, content, contentId }: Outgoing['attachments'][number]) {
  // A type with parameters is refused.
  const [type = ''] = contentType.split(';');
  const disposition = contentId === undefined ? 'attachment' : 'inline';
  return present({ content, type: type.trim(), filename, disposition, content_id: contentId });
}
