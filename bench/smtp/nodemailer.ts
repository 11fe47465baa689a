import { createTransport, type Transporter } from 'nodemailer';
import {
  atOnce,
  connections,
  domain,
  each,
  from,
  type Mail,
  type Mailing,
  mailsOf,
  type Place,
} from './mailing.ts';

/** A pool as its documentation advises for many mails, signing with so many of the keys. */
export function pooled({ smtpPort, keys }: Place, signatures: number): Transporter {
  return createTransport({
    pool: true,
    host: '127.0.0.1',
    port: smtpPort,
    ignoreTLS: true,
    maxConnections: connections,
    maxMessages: 1_000_000,
    dkim: {
      keys: keys
        .slice(0, signatures)
        .map((privateKey, at) => ({ domainName: domain, keySelector: `key${at}`, privateKey })),
    },
  });
}

export function sendBy(transporter: Transporter, { id, to, subject, text }: Mail): Promise<unknown> {
  return transporter.sendMail({ messageId: `<${id}@${domain}>`, from, to, subject, text });
}

/** nodemailer alone: nothing recorded, nothing tried again. */
export function nodemailerMailing(place: Place, signatures: number): Mailing {
  const transporter = pooled(place, signatures);
  return {
    prepare: async () => undefined,
    enqueue: async () => undefined,
    work:
      ({ count, kilobytes }) =>
      async (onDone) => {
        void each(mailsOf(count, kilobytes), atOnce, async (mail) => {
          await sendBy(transporter, mail);
          onDone(1);
        });
        return async () => transporter.close();
      },
    close: async () => undefined,
  };
}
