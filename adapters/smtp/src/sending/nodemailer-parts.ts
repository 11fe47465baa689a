/** What a hand-over takes of nodemailer, which brings Node's HTTP and TLS along: loaded by the first, by `nodemailer.ts`. */
import MailComposer from 'nodemailer/lib/mail-composer';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import XOAuth2 from 'nodemailer/lib/xoauth2';

export { mimeBytes } from './mime-bytes.ts';
export { MailComposer, SMTPConnection, XOAuth2 };
