import { mailgun } from '@postern/mailgun';
import { bounced, delivered, type StandInMail, startMailgunStandIn } from '@postern/mailgun/testing';
import { present } from 'postern/adapter';
import type { EmailProvider } from './provider.ts';

export const mailgunEmail: EmailProvider = {
  title: 'Mailgun',
  // Where the CNAME of its tracking host leads.
  keysAt: 'mailgun.org',
  async start({ hasRecord, paceMs }) {
    const standIn = await startMailgunStandIn({ dns: hasRecord, paceMs, reports: () => delivered });
    // Mailgun takes no mail from a domain before its records are there, so the one with the code comes from another.
    const codeSender = { name: 'Acme', address: 'codes@acme-codes.example' };
    const transport = mailgun({ ...standIn.options, codeSender });
    const read = (mail: StandInMail) =>
      present({
        from: mail.from,
        to: mail.to,
        subject: mail.subject,
        text: mail.text ?? '',
        html: mail.html,
        takenAt: mail.acceptedAt,
        handle: mail.variables.postern,
        bounce: () => standIn.report(mail, bounced()),
      });
    return {
      transport,
      mails: () => standIn.mails.map(read),
      reportTo: (url) => transport.registerWebhook(url),
      close: () => standIn.close(),
    };
  },
};
