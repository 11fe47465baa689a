import { randomUUID } from 'node:crypto';
import { brevo, brevoSms } from '@postern/brevo';
import {
  bounced,
  delivered,
  type StandInMail,
  type StandInSms,
  smsDelivered,
  startBrevoStandIn,
} from '@postern/brevo/testing';
import { present } from 'postern/adapter';
import { codeMail, type EmailProvider, mailbox, type SmsProvider } from './provider.ts';

const title = 'Brevo';

export const brevoEmail: EmailProvider = {
  title,
  keysAt: '*.dkim.brevo.com',
  async start({ hasRecord, paceMs }) {
    const standIn = await startBrevoStandIn({ dns: hasRecord, paceMs, reports: () => delivered });
    const transport = brevo({ ...standIn.options, webhookToken: randomUUID() });
    const read = (mail: StandInMail) => {
      const [to] = mail.to;
      return present({
        from: mailbox({ name: mail.sender.name, address: mail.sender.email }),
        to: mailbox({ name: to?.name, address: to?.email ?? '' }),
        subject: mail.subject,
        text: mail.textContent ?? '',
        html: mail.htmlContent,
        takenAt: mail.createdAt,
        handle: mail.headers?.['X-Mailin-custom'],
        bounce: () => standIn.report(mail, bounced()),
      });
    };
    return {
      transport,
      mails: () => [
        ...standIn.mails.map(read),
        ...[...standIn.codes].map(([address, code]) => codeMail(title, address, code)),
      ],
      reportTo: async (url) => transport.registerWebhook?.(url),
      close: () => standIn.close(),
    };
  },
};

export const brevoTexts: SmsProvider = {
  title,
  async start({ paceMs }) {
    const standIn = await startBrevoStandIn({ paceMs, reports: () => smsDelivered });
    const read = (sms: StandInSms) => ({
      id: `${sms.messageId}`,
      takenAt: sms.createdAt,
      to: `+${sms.recipient.replace('+', '')}`,
      from: sms.sender,
      text: sms.content,
      handle: sms.webUrl ?? '',
      fail: () => standIn.report(sms, [{ event: 'hard_bounce', reason: 'Unknown number' }]),
    });
    return {
      transport: brevoSms({ ...standIn.options, sender: 'Acme' }),
      taken: () => standIn.texts.map(read),
      written: () => [],
      reportTo: async () => {},
      close: () => standIn.close(),
    };
  },
};
