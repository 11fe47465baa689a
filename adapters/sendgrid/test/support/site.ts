import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { memory, memoryDns } from '@postern/memory';
import { Messaging, nodeHandler } from 'postern';
import type { SendGridStandInOptions } from '../../src/testing/index.ts';
import { closedAfterTest, openStandIn, transportTo } from './fixtures.ts';

const codeSender = { name: 'Codes', address: 'codes@host.example' };

/** A site on the stand-in, which takes mail from verified senders only and calls it back over HTTP. */
export async function openSite(options: SendGridStandInOptions = {}) {
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
    verified: [codeSender.address],
    clock,
    ...options,
  });
  const email = transportTo(standIn, { codeSender, clock });
  const messaging = new Messaging({
    site: { id: 'acme', name: 'Acme' },
    secret: 'x'.repeat(32),
    publicUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/messaging`,
    ...memory({ clock }),
    dns,
    clock,
    email,
  });
  messaging.on('error', () => {});
  const { sender } = messaging.email;

  /** The code that we mailed by SendGrid. */
  const mailedCode = async () => {
    await messaging.deliverDue();
    const text = standIn.mails.at(-1)?.content[0]?.value ?? '';
    return /\b\d{6}\b/.exec(text)?.[0] ?? '';
  };

  /** Enters every record that the domain needs, and what SendGrid keeps behind two of them. */
  const publish = async () => {
    for (const { type, name, value } of (await sender.domain()).records) {
      dns.set(name, type, [value]);
      if (name.includes('._domainkey.')) dns.set(value, 'TXT', [`v=DKIM1; k=rsa; p=${publicKey}`]);
    }
  };

  return {
    standIn,
    messaging,
    email,
    mailedCode,
    publish,
    /** A sender that is ready, and the webhook. */
    async setUp() {
      await sender.create({ name: 'Acme', address: 'news@acme.example' });
      await sender.confirm(await mailedCode());
      await publish();
      await sender.checkDomain();
      await email.registerWebhook(messaging.webhookUrl({ channel: 'email', name: 'sendgrid' }));
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
