import { randomUUID } from 'node:crypto';
import { postmark } from '@postern/postmark';
import { bounced, delivered, type StandInMail, startPostmarkStandIn } from '@postern/postmark/testing';
import { present } from 'postern/adapter';
import { type EmailProvider, linkMail } from './provider.ts';

const title = 'Postmark';

export const postmarkEmail: EmailProvider = {
  title,
  async start({ hasRecord, paceMs }) {
    const standIn = await startPostmarkStandIn({
      dns: hasRecord,
      from: 'senders',
      paceMs,
      reports: () => delivered,
    });
    const transport = postmark({ ...standIn.options, webhookToken: randomUUID() });
    const read = (mail: StandInMail) =>
      present({
        from: mail.From,
        to: mail.To,
        subject: mail.Subject ?? '',
        text: mail.TextBody ?? '',
        html: mail.HtmlBody,
        takenAt: mail.receivedAt,
        handle: mail.Metadata.postern,
        bounce: () => standIn.report(mail, bounced()),
      });
    return {
      transport,
      mails: () => [
        ...standIn.mails.map(read),
        ...[...standIn.links.keys()].map((address) =>
          linkMail(title, address, () => standIn.follow(address)),
        ),
      ],
      reportTo: async (url) => transport.registerWebhook?.(url),
      close: () => standIn.close(),
    };
  },
};
