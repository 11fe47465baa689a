import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { memory, memoryDns } from '@postern/memory';
import { Messaging, nodeHandler } from 'postern';
import type { MailgunStandInOptions } from '../../src/testing/index.ts';
import { closedAfterTest, openStandIn, transportTo } from './fixtures.ts';

export const address = 'news@acme.example';

/** A site that sends by the stand-in, and is called back by it over HTTP. */
export async function openSite(options: MailgunStandInOptions = {}) {
  const server = createServer((request, response) => {
    nodeHandler((one) => messaging.handle(one))(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closedAfterTest({
    close: async () => {
      server.closeAllConnections();
      server.close();
    },
  });
  const dns = memoryDns();
  dns.set('acme.example', 'MX', [{ exchange: 'mx.acme.example', priority: 10 }]);
  let ahead = 0;
  const clock = () => new Date(Date.now() + ahead);
  const standIn = await openStandIn({
    dns: async ({ name, type }) => (await dns.resolve(name, type)).kind === 'found',
    through: 'domains',
    clock,
    ...options,
  });
  // Of a domain that is set up already: Mailgun takes no mail of one that is not.
  const codeSender = { address: 'codes@host.example' };
  const email = transportTo(standIn, { clock, codeSender });
  const messaging = new Messaging({
    ...{ site: { id: 'acme', name: 'Acme' }, secret: 'x'.repeat(32) },
    publicUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/messaging`,
    ...{
      ...memory({ clock }),
      dns,
      clock,
      email,
      delivery: { sweepEveryMs: 100, unknown: { email: 'hold' } },
    },
  });
  messaging.on('error', () => {});
  const { sender } = messaging.email;

  /** Enters every record that the domain needs. */
  const publish = async () => {
    for (const { type, name, value } of (await sender.domain()).records) dns.set(name, type, [value]);
    dns.set('mailgun.org', 'A', ['192.0.2.1']);
    dns.set('mailgun.org', 'TXT', ['v=spf1 -all']);
  };

  /** The code that was mailed. */
  const code = async () => {
    await messaging.deliverDue();
    return /\b\d{6}\b/.exec(standIn.mails.at(-1)?.text ?? '')?.[0] ?? '';
  };
  const host = { Authorization: `Basic ${Buffer.from(`api:${standIn.options.apiKey}`).toString('base64')}` };
  const ask = (method: string, path: string, fields?: Record<string, string>) =>
    fetch(`${standIn.options.baseUrl}${path}`, {
      ...{ method, headers: host },
      ...(fields ? { body: new URLSearchParams(fields) } : {}),
    });
  dns.set('host.example', 'TXT', ['v=spf1 include:mailgun.org ~all']);
  dns.set('mx._domainkey.host.example', 'TXT', ['k=rsa; p=x']);
  await ask('POST', '/v4/domains', { name: 'host.example' });
  await ask('PUT', '/v4/domains/host.example/verify');

  return {
    code,
    ask,
    dns,
    standIn,
    messaging,
    email,
    publish,
    /** A sender that is ready, and the webhook. */
    async setUp() {
      await sender.create({ name: 'Acme', address });
      await sender.confirm(await code());
      await publish();
      await sender.checkDomain();
      await email.registerWebhook?.(messaging.webhookUrl({ channel: 'email', name: 'mailgun' }));
    },
    async send(to = 'ada@customer.example') {
      const { id } = await messaging.email.send({
        to: { address: to },
        subject: 'Your parcel',
        text: 'Your parcel is at the door.',
      });
      await messaging.deliverDue();
      return id;
    },
    advance(ms: number) {
      ahead += ms;
    },
  };
}
