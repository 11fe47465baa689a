import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { memory, memoryDns } from '@postern/memory';
import { Messaging, nodeHandler } from 'postern';
import type { Storage } from 'postern/adapter';
import type { BrevoStandInOptions } from '../../src/testing/index.ts';
import { closedAfterTest, mailTo, openStandIn, smsTo } from './fixtures.ts';

/** A site on the stand-in, in both channels, that is called back by it over HTTP. */
export async function openSite(options: BrevoStandInOptions = {}, wrap = (storage: Storage) => storage) {
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
    clock,
    ...options,
  });
  const email = mailTo(standIn, { clock });
  const wiring = memory({ clock });
  const messaging = new Messaging({
    ...{ site: { id: 'acme', name: 'Acme' }, secret: 'x'.repeat(32) },
    publicUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/messaging`,
    ...{ ...wiring, storage: wrap(wiring.storage), dns, clock },
    ...{ email, sms: smsTo(standIn, { clock }) },
  });
  messaging.on('error', () => {});
  const { sender } = messaging.email;

  /** Enters every record that the domain needs. */
  const publish = async () => {
    for (const { type, name, value } of (await sender.domain()).records) dns.set(name, type, [value]);
    dns.set('b1.acme-example.dkim.brevo.com', 'TXT', [`v=DKIM1; k=rsa; p=${publicKey}`]);
    dns.set('b2.acme-example.dkim.brevo.com', 'TXT', [`v=DKIM1; k=rsa; p=${publicKey}`]);
  };

  return {
    standIn,
    messaging,
    dns,
    email,
    publish,
    /** A sender that is ready, and the webhook. */
    async setUp() {
      await sender.create({ name: 'Acme', address: 'news@acme.example' });
      await sender.confirm(standIn.codes.get('news@acme.example') ?? '');
      await publish();
      await sender.checkDomain();
      await email.registerWebhook?.(messaging.webhookUrl({ channel: 'email', name: 'brevo' }));
    },
    async send(address = 'ada@customer.example') {
      const { id } = await messaging.email.send({
        to: { address },
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

/** 2048 bits, of nobody's. */
const publicKey =
  'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAu1SU1LfVLPHCozMxH2Mo4lgOEePzNm0tRgeLezV6ffAt0gunVTLw7onLRnrq0/IzW7yWR7QkrmBL7jTKEn5u+qKhbwKfBstIs+bMY2Zkp18gnTxKLxoS2tFczGkPLPgizskuemMghRniWaoLcyehkd3qqGElvW/VDL5AaWTg0nLVkjRo9z+40RQzuVaE8AkAFmxZzow3x+VJYKdjykkJ0iT9wCS0DRTXu269V264Vf/3jvredZiKRkgwlL9xNAwxXFg0x/XFw005UWVRIkdgcKWTjpBP2dPwVZ4WWC+9aGVd+Gyn1o0CLelf4rEjGoXbAAEgAqeGUxrcIlbjXfbcmwIDAQAB';
