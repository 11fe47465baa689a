import { createHash } from 'node:crypto';
import type { Outgoing } from '../interfaces/transport.ts';
import { type CalendarPart, calendarMethods } from '../model/calendar.ts';
import type { Attachment, FailureClass, Mailbox } from '../model/message.ts';
import { isOwnHeader } from '../model/own-headers.ts';
import { present } from '../model/present.ts';
import { domainOf, hasControls, isAddrSpec } from './mail-address.ts';
import { encodedWords, looksEncoded, mailboxLine } from './mail-words.ts';
import { NotSent } from './not-sent.ts';

/** A header as nodemailer takes it. */
export interface MailHeader {
  readonly key: string;
  readonly value: string;
}

/**
 * A mail ready to be written by nodemailer's `MailComposer`: `mailboxes` stands before what it makes of `composer`. The same for the same
 * message, and so are the bytes: Message-ID and Date come from the message, the boundaries from its Message-ID.
 */
export interface MailSource {
  /** The lines `From`, `To` and `Reply-To`, which nodemailer would quote so that readers decode what must not be decoded (RFC 2047 §5). */
  readonly mailboxes: string;
  /** For `new MailComposer(…)`. */
  readonly composer: {
    subject: string;
    messageId: string;
    date: Date;
    text: string;
    html?: string;
    headers: MailHeader[];
    attachments: MailAttachment[];
    /** Both the alternative of the body and a file of it, which some programs look for. */
    icalEvent?: { method: string; content: string; filename: string };
    baseBoundary: string;
    disableFileAccess: true;
    disableUrlAccess: true;
  };
}

/** A file, as a composer of mails takes it. */
interface MailAttachment {
  filename: string | false;
  contentType: string;
  contentDisposition: string;
  content: Buffer;
  cid?: string;
}

/**
 * What a mail is made of, every part of it checked: nothing in a message adds a recipient, a header or a part to it.
 *
 * @param additional - headers of the transport's own, before those of the message
 * @throws NotSent
 */
export function mailSource(message: Outgoing, additional: readonly MailHeader[] = []): MailSource {
  const from = mailbox(message.from, 'sender', 'sender');
  const to = mailbox(message.to, 'recipient', 'recipient');
  const messageId = message.messageId ?? `<${message.id}@${domainOf(from.address)}>`;
  if (!/^<[^\s<>@]+@[^\s<>@]+>$/.test(messageId) || hasControls(messageId)) {
    throw new NotSent('rejected', 'content', 'The Message-ID is not of the form <left@right>.');
  }
  const replyTo = message.replyTo && mailbox(message.replyTo, 'reply-to', 'content');
  const subject = oneLine(message.subject ?? '', 'subject');
  const mailboxes = [
    mailboxLine('From', from),
    mailboxLine('To', to),
    replyTo ? mailboxLine('Reply-To', replyTo) : '',
  ];
  return {
    mailboxes: mailboxes.join(''),
    composer: {
      // An encoded word that is one already is left alone by nodemailer, so a text that looks like one is encoded before.
      subject: looksEncoded(subject) ? encodedWords(subject).replaceAll('\r\n', '') : subject,
      messageId,
      date: message.date,
      text: withCrlf(message.text),
      ...present({ html: message.html === undefined ? undefined : withCrlf(message.html) }),
      headers: [...additional, ...Object.entries(message.headers).map(([key, value]) => header(key, value))],
      attachments: message.attachments.map(attachment),
      ...present({ icalEvent: message.calendar && invitation(message.calendar) }),
      baseBoundary: createHash('sha256').update(messageId).digest('hex').slice(0, 32),
      // Content is content: nothing in a message makes this process read a file or fetch a page.
      disableFileAccess: true,
      disableUrlAccess: true,
    },
  };
}

function mailbox(
  { name, address }: Mailbox,
  what: string,
  of: FailureClass,
): { name: string; address: string } {
  if (!isAddrSpec(address)) {
    throw new NotSent('rejected', of, `The address of the ${what} is not one plain e-mail address.`);
  }
  return { name: oneLine(name ?? '', `name of the ${what}`, of), address };
}

function oneLine(text: string, what: string, of: FailureClass = 'content'): string {
  if (hasControls(text))
    throw new NotSent('rejected', of, `The ${what} holds line breaks or control characters.`);
  return text;
}

function header(key: string, value: string): MailHeader {
  if (!/^[!-9;-~]{1,76}$/.test(key) || isOwnHeader(key)) {
    throw new NotSent('rejected', 'content', 'A header has a name that cannot be set.');
  }
  return { key, value: oneLine(value, `header ${key}`) };
}

const mediaType = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(; ?[\w-]+=[\w."-]+)*$/;

function attachment({ filename, contentType, content, contentId }: Attachment): MailAttachment {
  return present({
    ...named(oneLine(filename, 'name of an attachment'), {
      // A part of these types would be taken apart by readers and may not be base64 (RFC 2046 §5.2.1); 8-bit content could be
      // recoded on its way, which breaks the signature.
      contentType:
        mediaType.test(contentType) && !/^(message|multipart)\//i.test(contentType)
          ? contentType
          : 'application/octet-stream',
      contentDisposition: contentId === undefined ? 'attachment' : 'inline',
    }),
    content: Buffer.from(content, 'base64'),
    cid: contentId === undefined ? undefined : oneLine(contentId, 'content id of an attachment'),
  });
}

function invitation({ method, content, filename }: CalendarPart): MailSource['composer']['icalEvent'] {
  if (!calendarMethods.includes(method))
    throw new NotSent('rejected', 'content', 'The method of the calendar is none.');
  return { method, content: withCrlf(content), filename: oneLine(filename, 'name of the calendar') };
}

/**
 * A filename that looks like an encoded word is given as a parameter, which nodemailer then writes as RFC 2231 has it: of
 * `filename` it makes a `name` too that readers would decode.
 */
function named(
  filename: string,
  { contentType, contentDisposition }: { contentType: string; contentDisposition: string },
) {
  if (!looksEncoded(filename)) return { filename, contentType, contentDisposition };
  const quoted = `"${filename.replace(/["\\]/g, '\\$&')}"`;
  return {
    filename: false as const,
    contentType,
    contentDisposition: `${contentDisposition}; filename=${quoted}`,
  };
}

/** DKIM signs CRLF; a bare CR or LF would be turned into one on the wire, after the signature. */
function withCrlf(text: string): string {
  return text.replace(/\r\n?|\n/g, '\r\n');
}
