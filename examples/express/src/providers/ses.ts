import { ses } from '@postern/ses';
import { bounced, delivered, type StandInMail, startSesStandIn } from '@postern/ses/testing';
import { simpleParser } from 'mailparser';
import { present } from 'postern/adapter';
import type { EmailProvider, ProviderMail } from './provider.ts';

const keysDomain = 'dkim.amazonses.com';

export const sesEmail: EmailProvider = {
  title: 'Amazon SES',
  keysAt: `*.${keysDomain}`,
  async start({ hasRecord, paceMs }) {
    const standIn = await startSesStandIn({
      agrees: ({ domain, tokens }) =>
        tokens.every((token) =>
          hasRecord({
            type: 'CNAME',
            name: `${token}._domainkey.${domain}`,
            value: `${token}.${keysDomain}`,
          }),
        ),
      paceMs,
      reports: () => delivered,
    });
    // SES takes no mail of a domain before its records are there, so the one with the code comes from another.
    const codeSender = { name: 'Acme', address: 'codes@acme-codes.example' };
    const read = async (mail: StandInMail): Promise<ProviderMail> => {
      const { from, subject = '', text = '', html } = await simpleParser(mail.raw);
      return present({
        from: from?.text ?? mail.from,
        to: mail.to.join(', '),
        subject,
        text,
        html: html || undefined,
        takenAt: mail.takenAt,
        handle: mail.tags.postern,
        bounce: () => standIn.report(mail, bounced()),
      });
    };
    const known = new Map<StandInMail, Promise<ProviderMail>>();
    const readOnce = (mail: StandInMail) => {
      const reading = known.get(mail) ?? read(mail);
      known.set(mail, reading);
      return reading;
    };
    return {
      transport: ses({ ...standIn.options, codeSender }),
      mails: () => Promise.all(standIn.mails.map(readOnce)),
      // As registerWebhook, but it waits until Postern has confirmed: SNS drops what is published before that.
      reportTo: (url) => standIn.subscribe(url),
      close: () => standIn.close(),
    };
  },
};
