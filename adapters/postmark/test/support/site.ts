import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { memory, memoryDns } from '@postern/memory';
import { Messaging, nodeHandler } from 'postern';
import type { PostmarkStandInOptions } from '../../src/testing/index.ts';
import { closedAfterTest, openStandIn, transportTo } from './fixtures.ts';

export const address = 'news@acme.example';

/** A site that sends by the stand-in, and is called back by it over HTTP. */
export async function openSite(options: PostmarkStandInOptions = {}) {
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
    from: 'senders',
    clock,
    ...options,
  });
  const email = transportTo(standIn, { clock });
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
    dns.set('pm.mtasv.net', 'A', ['192.0.2.1']);
  };

  return {
    standIn,
    messaging,
    email,
    publish,
    /** A sender that is ready, and the webhook. */
    async setUp() {
      await sender.create({ name: 'Acme', address });
      standIn.follow(address);
      await sender.checkAddress();
      await publish();
      await sender.checkDomain();
      await email.registerWebhook?.(messaging.webhookUrl({ channel: 'email', name: 'postmark' }));
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
