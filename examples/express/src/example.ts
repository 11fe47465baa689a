import { createServer, type Server } from 'node:http';
import { nodeDns } from '@postern/node-dns';
import type { DnsResolver } from 'postern';
import { createApp } from './app.ts';
import { LocalDns } from './local-dns.ts';
import { MailCatcher } from './mail-catcher.ts';
import { createMessaging } from './messaging.ts';
import type { Settings } from './settings.ts';

export interface Example {
  readonly url: string;
  /** Where the catcher takes mail; absent with a real SMTP server. */
  readonly smtpPort?: number;
  /** Where the local zone is served; absent with the real DNS. */
  readonly dnsPort?: number;
  /** Lets hand-overs under way end, then closes everything. */
  stop(): Promise<void>;
}

/** Starts the whole example on loopback. What was started is stopped again where a later part fails. */
export async function startExample(settings: Settings): Promise<Example> {
  const { mail, dns: dnsSettings } = settings;
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const end of stops.splice(0).reverse()) await end();
  };
  const started = <T extends { stop(): Promise<void> }>(part: T): T => {
    stops.push(() => part.stop());
    return part;
  };

  try {
    const localDns =
      dnsSettings.kind === 'local'
        ? started(await named('DNS_PORT', dnsSettings.port, LocalDns.start(dnsSettings.port)))
        : undefined;
    const dns = resolverOf(dnsSettings, localDns);
    const catcher =
      mail.kind === 'catcher'
        ? started(await named('MAIL_PORT', mail.port, MailCatcher.start(mail.port, dns)))
        : undefined;
    const smtpUrl = mail.kind === 'smtp' ? mail.url : `smtp://127.0.0.1:${catcher?.port}`;
    const { messaging, email } = createMessaging(settings, { smtpUrl, dns });
    if (mail.kind === 'smtp') await checked(email.verify());

    await messaging.start();
    stops.push(() => messaging.stop());
    // Last to start, first to stop: no request comes in while the rest is not there.
    const server = createServer(createApp({ messaging, localDns, catcher }));
    const port = await named('PORT', settings.port, listen(server, settings.port));
    stops.push(() => close(server));
    return {
      url: `http://127.0.0.1:${port}`,
      ...(catcher ? { smtpPort: catcher.port } : {}),
      ...(localDns ? { dnsPort: localDns.port } : {}),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function resolverOf(settings: Settings['dns'], local: LocalDns | undefined): DnsResolver {
  if (settings.kind === 'servers') return nodeDns({ servers: settings.servers });
  if (!local) return nodeDns();
  // The zone names 127.0.0.1 as its own name server, on the same port.
  return nodeDns({ servers: [`127.0.0.1:${local.port}`], port: local.port, allowPrivateNameServers: true });
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}

/** Requests under way end first; connections that are only kept open are closed. */
function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
}

/** A server that cannot be reached, or refuses the credentials, is better known at once than by the first mail. */
async function checked(verifying: Promise<void>): Promise<void> {
  try {
    await verifying;
  } catch (cause) {
    throw new Error(`SMTP_URL: ${cause instanceof Error ? cause.message : 'no answer'}`, { cause });
  }
}

/** Says which setting chooses the port that is taken. */
async function named<T>(setting: string, port: number, starting: Promise<T>): Promise<T> {
  try {
    return await starting;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    if (error.code === 'EADDRINUSE')
      throw new Error(`Port ${port} is taken by another program: choose one with ${setting}=…`, {
        cause: error,
      });
    if (error.code === 'EACCES')
      throw new Error(`Port ${port} needs more rights: choose one above 1023 with ${setting}=…`, {
        cause: error,
      });
    throw error;
  }
}
