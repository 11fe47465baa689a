import { type DnsResolver, Messaging, type SafeMode, type Telemetry, type Transport } from 'postern';
import { present } from 'postern/adapter';
import type { Database } from './database.ts';
import { logTo } from './log.ts';
import type { Settings } from './settings.ts';
import { newsletter, orderConfirmation, reminder, topics, welcome } from './templates.ts';

interface Parts {
  readonly database: Database;
  readonly email: Transport<'email'>;
  readonly sms: Transport<'sms'>;
  readonly dns: DnsResolver;
  readonly secret: string;
  readonly publicUrl: string | undefined;
  readonly safeMode: SafeMode | undefined;
  readonly telemetry: Telemetry | undefined;
}

/** The one place where Postern is wired: what it stores in, sends through and asks. */
export function createMessaging(site: Settings['site'], parts: Parts): Messaging {
  const { database, email, sms, dns, secret, publicUrl, safeMode, telemetry } = parts;
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
      safeMode,
      telemetry,
      // One waits and looks here: what a killed process was handing over is taken up within seconds, not within a minute.
      delivery: { leaseMs: 5_000, sweepEveryMs: 2_000 },
    }),
  );
  logTo(console, messaging);
  return messaging;
}
