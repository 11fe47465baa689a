import { brevoEmail, brevoTexts } from './brevo.ts';
import { mailgunEmail } from './mailgun.ts';
import { postmarkEmail } from './postmark.ts';
import type { EmailProvider, SmsProvider } from './provider.ts';
import { resendEmail } from './resend.ts';
import { sendgridEmail } from './sendgrid.ts';
import { sesEmail } from './ses.ts';
import { twilioTexts } from './twilio.ts';
import { vonageTexts } from './vonage.ts';

/** What `POSTERN_EMAIL` may name. One more is one more row, and a file beside this one. */
export const emailProviders = {
  brevo: brevoEmail,
  mailgun: mailgunEmail,
  postmark: postmarkEmail,
  resend: resendEmail,
  sendgrid: sendgridEmail,
  ses: sesEmail,
} as const satisfies Readonly<Record<string, EmailProvider>>;

/** What `POSTERN_SMS` may name. */
export const smsProviders = {
  brevo: brevoTexts,
  twilio: twilioTexts,
  vonage: vonageTexts,
} as const satisfies Readonly<Record<string, SmsProvider>>;
