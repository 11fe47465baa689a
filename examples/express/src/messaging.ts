import { type DnsResolver, Messaging, type Transport } from 'postern';
import { present } from 'postern/adapter';
import type { Database } from './database.ts';
import type { Settings } from './settings.ts';
import { newsletter, orderConfirmation, reminder, topics, welcome } from './templates.ts';

interface Parts {
  readonly database: Database;
  readonly email: Transport<'email'>;
  readonly sms: Transport<'sms'>;
  readonly dns: DnsResolver;
  readonly secret: string;
  readonly publicUrl: string | undefined;
}

/** The one place where Postern is wired: what it stores in, sends through and asks. */
export function createMessaging(site: Settings['site'], parts: Parts): Messaging {
  const { database, email, sms, dns, secret, publicUrl } = parts;
  const messaging = new Messaging(
    present({
      site,
      storage: database.storage,
      queue: database.queue,
      consumers: database.consumers,
      email,
      sms,
      dns,
      templates: [welcome, orderConfirmation, newsletter, reminder],
      topics,
      secret,
      publicUrl: publicUrl || undefined,
      // One waits and looks here: what a killed process was handing over is taken up within seconds, not within a minute.
      delivery: { leaseMs: 5_000, sweepEveryMs: 2_000 },
    }),
  );
  messaging.on('error', ({ error, during }) => {
    console.error(`A fault during ${during}:`, error instanceof Error ? error.stack : typeof error);
  });
  messaging.on('channel.paused', ({ channel, failure, until }) => {
    console.error(`The ${channel} channel pauses until ${until.toISOString()}: ${failure.message}`);
  });
  return messaging;
}
