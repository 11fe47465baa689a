import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type MemoryDns,
  type MemoryTransport,
  memory,
  memoryConsumers,
  memoryDns,
  memoryTransport,
} from '@postern/memory';
import express from 'express';
import {
  type Consumer,
  Messaging,
  type MessagingConfig,
  type Outgoing,
  type Storage,
  type Template,
} from 'postern';
import { defineTemplate } from 'postern/templates';
import { z } from 'zod';
import { type Authority, messagingConsole } from '../../../src/index.ts';
import { builtApp } from './built-app.ts';
import { pglite } from './pglite.ts';
import { enterRecords, registry } from './records.ts';

export const domain = 'acme.example';
export const sender = { name: 'Acme Clinic', address: 'hello@acme.example' };

const people: readonly Consumer[] = [
  { id: 'c1', name: 'Jo Smith', email: 'jo@people.example', phone: '+447400123456' },
  { id: 'c2', name: 'Zoë Quiet', email: 'zoe@people.example' },
  { id: 'c3', name: 'Ben Silent', phone: '+447400123457' },
];

const receipt = defineTemplate({
  id: 'receipt',
  channel: 'email',
  name: 'Receipt',
  schema: z.object({ name: z.string(), order: z.object({ number: z.string() }) }),
  subject: 'Your order {{ order.number }}',
  html: '<h1 style="color:#173e92">Thank you, {{ name }}</h1><p>We are packing order <b>{{ order.number }}</b>.</p>',
});
const reminder = defineTemplate({
  id: 'reminder',
  channel: 'email',
  name: 'Reminder',
  schema: z.object({ name: z.string(), day: z.string() }),
  subject: 'See you on {{ day }}',
  text: 'Dear {{ name }},\n\nwe expect you on {{ day }}.',
});
const smsReminder = defineTemplate({
  id: 'sms-reminder',
  channel: 'sms',
  name: 'Reminder',
  schema: z.object({ day: z.string() }),
  text: 'We expect you on {{ day }}.',
});

export interface SiteOptions {
  /** What its record is kept in. Default: memory. */
  readonly storage?: keyof typeof wirings | undefined;
  readonly people?: readonly Consumer[];
  readonly templates?: readonly Template[];
  readonly who?: Authority;
  /** Whether the visitor's session has ended. */
  readonly isSignedOut?: () => boolean;
  readonly signInUrl?: string;
  /** How long what is sent can be taken back; default 0, not at all: nobody waits for it. */
  readonly undoMs?: number;
  /** Whether a worker runs; default `true`. */
  readonly worker?: boolean;
  readonly siteName?: string;
  readonly safeMode?: MessagingConfig['safeMode'];
  readonly webhooks?: MessagingConfig['webhooks'];
  readonly topics?: MessagingConfig['topics'];
  readonly publicUrl?: string;
  /** What the time is on the server. */
  readonly clock?: () => Date;
  /** Where the browser sees the console, behind a proxy. */
  readonly publicPath?: string;
  /** Whether a sender is there and ready; default `true`. */
  readonly senderReady?: boolean;
  /** E-mail's transports, in the order they are tried. Default: one, which signs. */
  readonly transports?: readonly [MemoryTransport<'email'>, ...MemoryTransport<'email'>[]];
}

/** A service with the console mounted, in this process, as a browser reaches it. */
export interface TestSite {
  readonly messaging: Messaging;
  readonly storage: Storage;
  readonly email: MemoryTransport<'email'>;
  readonly sms: MemoryTransport<'sms'>;
  readonly dns: MemoryDns;
  /** Of the mount, without a slash at the end. */
  readonly url: string;
  /** Hand-overs begun from now on wait until the function given back is called. */
  hold(): () => void;
  /** Takes the server away; the function given back brings it back at its address. */
  away(): Promise<() => Promise<void>>;
  /** The one-time code of the last mail to an address. */
  codeSentTo(address: string): string | undefined;
  close(): Promise<void>;
}

const everything: Authority = {
  user: { id: 'ada', name: 'Ada Office' },
  can: { view: true, send: true, manage: true, operate: true },
  locale: 'en-GB',
};

const wirings = {
  memory: async () => ({ ...memory(), close: async () => {} }),
  pglite,
};

export async function startSite(options: SiteOptions = {}): Promise<TestSite> {
  const appFolder = await builtApp();
  let gate: Promise<void> = Promise.resolve();
  const latency = () => gate;
  const emails = options.transports ?? [memoryTransport({ channel: 'email', senders: registry, latency })];
  const [email] = emails;
  const sms = memoryTransport({ channel: 'sms', defaultSender: { address: 'Clinic' }, latency });
  const dns = memoryDns();
  dns.set(domain, 'MX', [{ exchange: `mx.${domain}`, priority: 10 }]);
  const { storage, queue, close } = await wirings[options.storage ?? 'memory']();
  const messaging = new Messaging({
    ...{ storage, queue },
    ...{ email: emails, sms, dns },
    site: { id: 'acme', name: options.siteName ?? 'Acme', country: 'GB' },
    consumers: memoryConsumers(options.people ?? people),
    templates: [receipt, reminder, smsReminder, ...(options.templates ?? [])],
    safeMode: options.safeMode,
    webhooks: options.webhooks ?? [],
    topics: options.topics ?? [],
    ...(options.publicUrl === undefined ? {} : { publicUrl: options.publicUrl }),
    webhookOptions: { allowHttp: true, allowPrivateAddresses: true },
    ...(options.clock ? { clock: options.clock } : {}),
    secret: 'a secret for browser tests, long enough',
  });
  const codeSentTo = (address: string) => codeIn(email.sent.filter(({ to }) => to.address === address));
  if (options.worker ?? true) await messaging.start();
  const app = express();
  const pages = messagingConsole(messaging, {
    authorize: () => (options.isSignedOut?.() ? null : (options.who ?? everything)),
    signInUrl: options.signInUrl,
    appFolder,
    publicPath: options.publicPath,
    undoMs: options.undoMs ?? 0,
    requestsPerMinute: 100_000,
    streams: { perUser: 100 },
  });
  app.use('/messaging', pages);
  let server = await listening(app);
  const { port } = server.address() as AddressInfo;
  const site: TestSite = {
    ...{ messaging, storage, email, sms, dns, codeSentTo },
    url: `http://127.0.0.1:${port}/messaging`,
    hold() {
      let release = () => {};
      gate = new Promise((resolve) => {
        release = resolve;
      });
      return release;
    },
    async away() {
      await closed(server);
      return async () => {
        server = await listening(app, port);
      };
    },
    async close() {
      pages.close();
      await closed(server);
      await messaging.stop();
      await close();
    },
  };
  if (options.senderReady ?? true) await readySender(site);
  return site;
}

function listening(app: express.Express, port = 0): Promise<Server> {
  return new Promise((resolve) => {
    const server = app.listen(port, '127.0.0.1', () => resolve(server));
  });
}

async function closed(server: Server): Promise<void> {
  const ended = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await ended;
}

function codeIn(mails: readonly Outgoing[]): string | undefined {
  return /\b\d{6}\b/.exec(mails.at(-1)?.text ?? '')?.[0];
}

/** The set-up as the host's own code would do it, for tests that begin after it. */
async function readySender({ messaging, dns, codeSentTo }: TestSite): Promise<void> {
  const { sender: set } = messaging.email;
  await set.create(sender);
  await messaging.deliverDue();
  await set.confirm(codeSentTo(sender.address) ?? '');
  enterRecords(dns, domain);
  await set.checkDomain();
}
