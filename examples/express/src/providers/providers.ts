import { brevoEmail, brevoTexts } from './brevo.ts';
import { postmarkEmail } from './postmark.ts';
import type { EmailProvider, SmsProvider } from './provider.ts';
import { resendEmail } from './resend.ts';
import { sendgridEmail } from './sendgrid.ts';
import { twilioTexts } from './twilio.ts';

/** What `POSTERN_EMAIL` may name. One more is one more row, and a file beside this one. */
export const emailProviders = {
  brevo: brevoEmail,
  postmark: postmarkEmail,
  resend: resendEmail,
  sendgrid: sendgridEmail,
} as const satisfies Readonly<Record<string, EmailProvider>>;

/** What `POSTERN_SMS` may name. */
export const smsProviders = {
  brevo: brevoTexts,
  twilio: twilioTexts,
} as const satisfies Readonly<Record<string, SmsProvider>>;
