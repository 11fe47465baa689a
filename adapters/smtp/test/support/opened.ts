import { afterEach } from 'vitest';
import {
  type OwnDkim,
  type SmtpOptions,
  type SmtpRelayTransport,
  type SmtpTransport,
  smtp,
} from '../../src/index.ts';
import { type Fault, FaultyServer, type Stage } from './faulty-server.ts';
import { type MailServer, type MailServerOptions, startMailServer } from './mail-server.ts';

const opened: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

function closedAfterTest<T extends { close(): Promise<void> }>(one: T): T {
  opened.push(one);
  return one;
}

export async function faultyServer(
  faults: Partial<Record<Stage, Fault>> = {},
  extensions: readonly string[] = ['PIPELINING'],
): Promise<FaultyServer> {
  return closedAfterTest(await FaultyServer.start({ faults, extensions }));
}

export async function mailServer(options: MailServerOptions = {}): Promise<MailServer> {
  return closedAfterTest(await startMailServer(options));
}

/** A transport to a server on this machine. */
export function transportTo(
  server: { readonly port: number },
  options: SmtpOptions & { readonly dkim?: OwnDkim } = {},
): SmtpTransport {
  return closedAfterTest(smtp({ host: '127.0.0.1', port: server.port, ...options }));
}

/** The same, to one that signs or not, as it likes. */
export function relayTo(server: { readonly port: number }, options: SmtpOptions): SmtpRelayTransport {
  return closedAfterTest(smtp({ host: '127.0.0.1', port: server.port, ...options }));
}
