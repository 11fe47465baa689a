/** Loaded by the first hand-over, by `ses-mail.ts`: it brings much of Node along. */
import MailComposer from 'nodemailer/lib/mail-composer';

export { MailComposer };
