import { sendgrid } from '@postern/sendgrid';
import { bounced, delivered, type StandInMail, startSendGridStandIn } from '@postern/sendgrid/testing';
import { present } from 'postern/adapter';
import { type EmailProvider, mailbox } from './provider.ts';

/** SendGrid takes no mail of a sender before it is set up, so the one with the code comes from another. */
const codeSender = { name: 'Acme', address: 'codes@acme-codes.example' };

export const sendgridEmail: EmailProvider = {
  title: 'SendGrid',
  keysAt: '*.wl.sendgrid.net',
  async start({ hasRecord, paceMs }) {
    const standIn = await startSendGridStandIn({
      dns: hasRecord,
      verified: [codeSender.address],
      paceMs,
      reports: () => delivered,
    });
    const transport = sendgrid({ ...standIn.options, codeSender });
    const read = (mail: StandInMail) => {
      const [first] = mail.personalizations;
      const [to] = first?.to ?? [];
      const content = (type: string) => mail.content.find((part) => part.type === type)?.value;
      return present({
        from: mailbox({ name: mail.from.name, address: mail.from.email }),
        to: mailbox({ name: to?.name, address: to?.email ?? '' }),
        subject: first?.subject ?? mail.subject ?? '',
        text: content('text/plain') ?? '',
        html: content('text/html'),
        takenAt: mail.createdAt,
        handle: { ...mail.custom_args, ...first?.custom_args }.postern,
        bounce: () => standIn.report(mail, bounced()),
      });
    };
    return {
      transport,
      mails: () => standIn.mails.map(read),
      reportTo: (url) => transport.registerWebhook(url),
      close: () => standIn.close(),
    };
  },
};
