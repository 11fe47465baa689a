import { resend } from '@postern/resend';
import {
  bounced,
  delivered,
  type StandInDomain,
  type StandInMail,
  startResendStandIn,
} from '@postern/resend/testing';
import { present } from 'postern/adapter';
import type { EmailProvider, Surroundings } from './provider.ts';

export const resendEmail: EmailProvider = {
  title: 'Resend',
  async start({ hasRecord, paceMs }) {
    const standIn = await startResendStandIn({
      agrees: (domain) => isSetUp(domain, hasRecord),
      paceMs,
      reports: () => delivered,
    });
    // Resend takes no mail from a domain before its records are there, so the one with the code comes from another.
    const codeSender = { name: 'Acme', address: 'codes@acme-codes.example' };
    const transport = resend({ ...standIn.options, codeSender });
    const read = (mail: StandInMail) =>
      present({
        from: mail.from,
        to: mail.to.join(', '),
        subject: mail.subject,
        text: mail.text ?? '',
        html: mail.html,
        takenAt: mail.createdAt,
        handle: mail.tags?.find(({ name }) => name === 'postern')?.value,
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

/** Its MX is one that Postern does not look at, so it is not asked for here; a record's name is relative to the domain that was bought. */
function isSetUp({ name, records }: StandInDomain, hasRecord: Surroundings['hasRecord']): boolean {
  const bought = name.split('.').slice(-2).join('.');
  return records.every(
    (record) => record.type === 'MX' || hasRecord({ ...record, name: `${record.name}.${bought}` }),
  );
}
