import { isAddrSpec, mailSource, NotSent, type Outgoing } from 'postern/adapter';
import { nodemailer } from './nodemailer.ts';

/**
 * The whole mail, unsigned, with CRLF line ends: the same bytes for the same message at every attempt, so that a server
 * that took an earlier one can recognise it.
 *
 * `returnPath` is put into a header too, for what comes back from relays that set an envelope sender of their own.
 *
 * @throws NotSent
 */
export async function composeMail(message: Outgoing, returnPath?: string): Promise<Buffer> {
  const source = mailSource(message, returnPath === undefined ? [] : [returnPathHeader(returnPath)]);
  const { MailComposer, mimeBytes } = await nodemailer();
  const composer = new MailComposer(source.composer);
  return Buffer.concat([Buffer.from(source.mailboxes), await mimeBytes(composer.compile())]);
}

function returnPathHeader(returnPath: string): { key: string; value: string } {
  if (!isAddrSpec(returnPath)) {
    const said = 'The address of the return path is not one plain e-mail address.';
    throw new NotSent('rejected', 'sender', said);
  }
  return { key: 'X-Postern-Return-Path', value: `<${returnPath}>` };
}
