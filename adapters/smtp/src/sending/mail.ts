import { createHash } from 'node:crypto';
import {
  type Attachment,
  type FailureClass,
  isOwnHeader,
  type Mailbox,
  type Outgoing,
  present,
} from 'postern/adapter';
import { domainOf, hasControls, isAddrSpec } from './address.ts';
import { NotSent } from './fault.ts';
import { nodemailer } from './nodemailer.ts';
import { encodedWords, looksEncoded, mailboxLine } from './words.ts';

/**
 * The whole mail, unsigned, with CRLF line ends: the same bytes for the same message at every attempt, so that a server
 * that took an earlier one can recognise it. Message-ID and Date come from the message, the boundaries from its Message-ID.
 *
 * `returnPath` is put into a header too, for what comes back from relays that set an envelope sender of their own.
 *
 * @throws NotSent
 */
export async function composeMail(message: Outgoing, returnPath?: string): Promise<Buffer> {
  const from = mailbox(message.from, 'sender', 'sender');
  const to = mailbox(message.to, 'recipient', 'recipient');
  const messageId = message.messageId ?? `<${message.id}@${domainOf(from.address)}>`;
  if (!/^<[^\s<>@]+@[^\s<>@]+>$/.test(messageId) || hasControls(messageId)) {
    throw new NotSent('rejected', 'content', 'The Message-ID is not of the form <left@right>.');
  }
  const replyTo = message.replyTo && mailbox(message.replyTo, 'reply-to', 'content');
  const subject = oneLine(message.subject ?? '', 'subject');
  const { MailComposer, mimeBytes } = await nodemailer();
  const composer = new MailComposer({
    // An encoded word that is one already is left alone by nodemailer, so a text that looks like one is encoded before.
    subject: looksEncoded(subject) ? encodedWords(subject).replaceAll('\r\n', '') : subject,
    messageId,
    date: message.date,
    text: withCrlf(message.text),
    ...present({ html: message.html === undefined ? undefined : withCrlf(message.html) }),
    headers: [
      ...(returnPath === undefined ? [] : [returnPathHeader(returnPath)]),
      ...Object.entries(message.headers).map(([key, value]) => header(key, value)),
    ],
    attachments: message.attachments.map(attachment),
    baseBoundary: createHash('sha256').update(messageId).digest('hex').slice(0, 32),
    // Content is content: nothing in a message makes this process read a file or fetch a page.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const mailboxes = [
    mailboxLine('From', from),
    mailboxLine('To', to),
    replyTo ? mailboxLine('Reply-To', replyTo) : '',
  ];
  return Buffer.concat([Buffer.from(mailboxes.join('')), await mimeBytes(composer.compile())]);
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

function returnPathHeader(returnPath: string): { key: string; value: string } {
  const { address } = mailbox({ address: returnPath }, 'return path', 'sender');
  return { key: 'X-Postern-Return-Path', value: `<${address}>` };
}

function oneLine(text: string, what: string, of: FailureClass = 'content'): string {
  if (hasControls(text))
    throw new NotSent('rejected', of, `The ${what} holds line breaks or control characters.`);
  return text;
}

function header(key: string, value: string): { key: string; value: string } {
  if (!/^[!-9;-~]{1,76}$/.test(key) || isOwnHeader(key)) {
    throw new NotSent('rejected', 'content', 'A header has a name that cannot be set.');
  }
  return { key, value: oneLine(value, `header ${key}`) };
}

const mediaType = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(; ?[\w-]+=[\w."-]+)*$/;

function attachment({ filename, contentType, content, contentId }: Attachment) {
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
