import { memory, memoryConsumers, memoryTransport } from '@postern/memory';
import { smtp } from '@postern/smtp';
import { type DnsResolver, Messaging } from 'postern';
import { seedConsumers } from './consumers.ts';
import type { Settings } from './settings.ts';
import { reminder, welcome } from './templates.ts';

/** The one place where Postern is wired: what it stores in, sends through and asks. */
export function createMessaging(
  { site, secret }: Pick<Settings, 'site' | 'secret'>,
  { smtpUrl, dns }: { readonly smtpUrl: string; readonly dns: DnsResolver },
) {
  const email = smtp({ url: smtpUrl });
  const messaging = new Messaging({
    site,
    // Another storage is another line here.
    ...memory(),
    email,
    sms: memoryTransport({ channel: 'sms', defaultSender: { address: 'Example' } }),
    dns,
    consumers: memoryConsumers(seedConsumers()),
    templates: [welcome, reminder],
    secret,
  });
  messaging.on('error', ({ error, during }) => {
    console.error(`A fault during ${during}:`, error instanceof Error ? error.stack : typeof error);
  });
  messaging.on('channel.paused', ({ channel, failure, until }) => {
    console.error(`The ${channel} channel pauses until ${until.toISOString()}: ${failure.message}`);
  });
  return { messaging, email };
}
