import { MemoryDns } from '@postern/memory';
import { postgres } from '@postern/postgres';
import { type SmtpOptions, smtp } from '@postern/smtp';
import { Messaging } from 'postern';
import { openPool } from '../shared/pool.ts';
import { atOnce, connections, domain, from, type Mailing, type Place } from './mailing.ts';

/** Postern on PostgreSQL with keys of its own: recorded, claimed, signed twice, handed over, settled, made searchable. */
export function posternMailing(
  { databaseUrl, smtpPort }: Place,
  dkim: Exclude<SmtpOptions['dkim'], 'relay' | { readonly relay: unknown }> = {},
): Mailing {
  const pool = openPool(databaseUrl, 20);
  const { storage, queue, migrate, close } = postgres({ pool });
  const dns = new MemoryDns();
  const messaging = new Messaging({
    site: { id: 'acme', name: 'Acme' },
    ...{ storage, queue, dns },
    email: smtp({ host: '127.0.0.1', port: smtpPort, maxConnections: connections, dkim }),
    secret: 'a secret of thirty-two characters',
    delivery: { concurrency: { email: atOnce } },
  });
  return {
    async prepare() {
      await pool.query('create extension pg_trgm');
      await migrate();
      const { sender } = messaging.email;
      await sender.create({ ...from, confirmedByHost: { actor: 'bench' } });
      for (const { name, value } of (await sender.domain()).records) dns.set(name, 'TXT', [value]);
      const { validated } = await sender.checkDomain();
      if (!validated) throw new Error(`The domain ${domain} was not validated.`);
    },
    async enqueue(mails) {
      const inputs = mails.map(({ to, subject, text }) => ({ to: { address: to }, subject, text }));
      const { accepted, rejections } = await messaging.email.sendMany(inputs);
      if (accepted !== mails.length) throw rejections[0]?.error;
    },
    work: () => async (onDone) => {
      messaging.on('message.sent', () => onDone(1));
      await messaging.start();
      return () => messaging.stop();
    },
    async close() {
      await close();
      await pool.end();
    },
  };
}
