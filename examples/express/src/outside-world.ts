import { nodeDns } from '@postern/node-dns';
import { smtp } from '@postern/smtp';
import { twilio } from '@postern/twilio';
import { delivered, startTwilioStandIn, type TwilioStandIn } from '@postern/twilio/testing';
import type { DnsResolver, Transport } from 'postern';
import { CaughtMails } from './caught-mails.ts';
import type { DataDirectory } from './data-directory.ts';
import { LocalDns } from './local-dns.ts';
import { MailCatcher } from './mail-catcher.ts';
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
  readonly phones: TwilioStandIn | undefined;
}

/** The number that the stand-in for Twilio has for us: one of those kept free for fiction. */
const standInSender = '+15035550199';

/** Starts a stand-in for whatever the settings do not name. */
export async function reachOutside(
  settings: Settings,
  directory: DataDirectory | undefined,
  publicUrl: string | undefined,
  running: Running,
): Promise<OutsideWorld> {
  const { dns, localDns } = await startDns(settings.dns, directory, running);
  const { email, catcher } = await startMail(settings, directory, dns, running);
  const { sms, phones } = await startSms(settings.sms, publicUrl, running);
  return { dns, localDns, email, catcher, sms, phones };
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

async function startMail(
  { mail, returnPath }: Pick<Settings, 'mail' | 'returnPath'>,
  directory: DataDirectory | undefined,
  dns: DnsResolver,
  running: Running,
): Promise<Pick<OutsideWorld, 'email' | 'catcher'>> {
  const options = returnPath === undefined ? {} : { returnPath };
  if (mail.kind === 'smtp') {
    const email = smtp({ url: mail.url, ...options });
    await naming('SMTP_URL', email.verify());
    return { email, catcher: undefined };
  }
  const starting = MailCatcher.start(mail.port, await CaughtMails.open(directory), dns);
  const catcher = running.add(await namingPort('MAIL_PORT', mail.port, starting));
  return { email: smtp({ url: `smtp://127.0.0.1:${catcher.port}`, ...options }), catcher };
}

async function startSms(
  settings: Settings['sms'],
  publicUrl: string | undefined,
  running: Running,
): Promise<Pick<OutsideWorld, 'sms' | 'phones'>> {
  if (settings.kind === 'twilio') {
    const { kind: _, ...account } = settings;
    const sms = twilio(account);
    await naming('TWILIO_ACCOUNT_SID', sms.verify());
    return { sms, phones: undefined };
  }
  const phones = await startTwilioStandIn({
    inboundUrl: `${publicUrl}/callback/sms/twilio`,
    reports: () => delivered,
    paceMs: settings.paceMs,
  });
  running.add({ stop: () => phones.close() });
  return { sms: twilio({ ...phones.options, sender: standInSender }), phones };
}
