import { nodeDns } from '@postern/node-dns';
import { smtp } from '@postern/smtp';
import { twilio } from '@postern/twilio';
import type { DnsResolver, Transport } from 'postern';
import { CaughtMails } from './caught-mails.ts';
import type { DataDirectory } from './data-directory.ts';
import { LocalDns } from './local-dns.ts';
import { MailCatcher } from './mail-catcher.ts';
import type { EmailProvider, EmailStandIn, SmsProvider, SmsStandIn } from './providers/provider.ts';
import { emailProviders, smsProviders } from './providers/providers.ts';
import type { Running } from './running.ts';
import { naming, namingPort } from './setting-faults.ts';
import type { Settings } from './settings.ts';

/** What Postern sends through and asks, and the stand-ins among it, for their pages. */
export interface OutsideWorld {
  readonly dns: DnsResolver;
  readonly email: Transport<'email'>;
  readonly sms: Transport<'sms'>;
  readonly localDns: LocalDns | undefined;
  readonly catcher: MailCatcher | undefined;
  readonly mailProvider: Named<EmailStandIn> | undefined;
  readonly phones: Named<SmsStandIn> | undefined;
}

/** The stand-in for a provider, and how people call that. */
export type Named<StandIn> = StandIn & { readonly title: string };

/** Starts a stand-in for whatever the settings do not name. */
export async function reachOutside(
  settings: Settings,
  directory: DataDirectory | undefined,
  running: Running,
): Promise<OutsideWorld> {
  const { dns, localDns } = await startDns(settings.dns, directory, running);
  const mail = await startMail(settings, { directory, dns, localDns, running });
  const texts = await startSms(settings, running);
  return { dns, localDns, ...mail, ...texts };
}

async function startDns(
  settings: Settings['dns'],
  directory: DataDirectory | undefined,
  running: Running,
): Promise<Pick<OutsideWorld, 'dns' | 'localDns'>> {
  if (settings.kind === 'servers')
    return { dns: nodeDns({ servers: settings.servers }), localDns: undefined };
  if (settings.kind === 'system') return { dns: nodeDns(), localDns: undefined };
  const starting = LocalDns.start(settings.port, directory);
  const localDns = running.add(await namingPort('DNS_PORT', settings.port, starting));
  const { port } = localDns;
  // The zone names 127.0.0.1 as its own name server, on the same port.
  const dns = nodeDns({ servers: [`127.0.0.1:${port}`], port, allowPrivateNameServers: true });
  return { dns, localDns };
}

interface MailParts extends Pick<OutsideWorld, 'dns' | 'localDns'> {
  readonly directory: DataDirectory | undefined;
  readonly running: Running;
}

async function startMail(
  { mail, returnPath, paceMs }: Settings,
  { directory, dns, localDns, running }: MailParts,
): Promise<Pick<OutsideWorld, 'email' | 'catcher' | 'mailProvider'>> {
  if (mail.kind === 'provider') {
    const provider: EmailProvider = emailProviders[mail.provider];
    if (provider.keysAt) localDns?.serveKeysAt(provider.keysAt);
    const standIn = await provider.start({
      paceMs,
      hasRecord: (record) => localDns?.answersAs(record) ?? false,
    });
    running.add({ stop: () => standIn.close() });
    const { title } = provider;
    return { email: standIn.transport, catcher: undefined, mailProvider: { ...standIn, title } };
  }
  const options = returnPath === undefined ? {} : { returnPath };
  if (mail.kind === 'smtp') {
    const email = smtp({ url: mail.url, ...options });
    await naming('SMTP_URL', email.verify());
    return { email, catcher: undefined, mailProvider: undefined };
  }
  const starting = MailCatcher.start(mail.port, await CaughtMails.open(directory), dns);
  const catcher = running.add(await namingPort('MAIL_PORT', mail.port, starting));
  const email = smtp({ url: `smtp://127.0.0.1:${catcher.port}`, ...options });
  return { email, catcher, mailProvider: undefined };
}

async function startSms(
  { sms: settings, paceMs }: Settings,
  running: Running,
): Promise<Pick<OutsideWorld, 'sms' | 'phones'>> {
  if (settings.kind === 'twilio') {
    const { kind: _, ...account } = settings;
    const sms = twilio(account);
    await naming('TWILIO_ACCOUNT_SID', sms.verify());
    return { sms, phones: undefined };
  }
  const provider: SmsProvider = smsProviders[settings.provider];
  const standIn = await provider.start({ paceMs });
  running.add({ stop: () => standIn.close() });
  return { sms: standIn.transport, phones: { ...standIn, title: provider.title } };
}
