import { type DnsResolver, Messaging, type SafeMode, type Telemetry, type Transport } from 'postern';
import { present } from 'postern/adapter';
import type { Database } from './database.ts';
import { hookId } from './hook-pages.ts';
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
  /** Where this example itself takes webhooks. */
  readonly receiver: { readonly url: string; readonly secret: string };
  readonly safeMode: SafeMode | undefined;
  readonly telemetry: Telemetry | undefined;
}

/** What the receiver is told of. */
const told = ['sent', 'delivered', 'undelivered', 'failed', 'suppressed', 'canceled'] as const;

/** The one place where Postern is wired: what it stores in, sends through and asks. */
export function createMessaging(site: Settings['site'], parts: Parts): Messaging {
  const { database, email, sms, dns, secret, publicUrl, receiver, safeMode, telemetry } = parts;
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
      webhooks: [{ id: hookId, ...receiver, types: told, description: 'This example’s page Webhooks' }],
      // Since the receiver is on this machine. A service leaves both out, and its webhooks reach the public internet alone.
      webhookOptions: { allowHttp: true, allowPrivateAddresses: true },
      safeMode,
      telemetry,
      // One waits and looks here: what a killed process was handing over is taken up within seconds, not within a minute.
      delivery: { leaseMs: 5_000, sweepEveryMs: 2_000 },
    }),
  );
  logTo(console, messaging);
  return messaging;
}
