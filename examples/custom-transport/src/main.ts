import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { memory } from '@postern/memory';
import { Messaging, nodeHandler } from 'postern';
import { pigeon } from './pigeon.ts';
import { about, startPigeon } from './pigeon-stand-in.ts';

async function main() {
  const account = { token: 'pk_test', webhookSecret: 'ws_test' };
  const standIn = await startPigeon(account);

  // Your service: without the stand-in, `baseUrl` is left out, and `publicUrl` is where the world finds you.
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const sms = pigeon({ ...account, from: 'AcmeShop', baseUrl: `${standIn.http.url}/v1` });
  const messaging = new Messaging({
    site: { id: 'acme', name: 'Acme' },
    ...memory(),
    sms,
    publicUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/messaging`,
    secret: 'replace this by 32 random characters or more',
  });
  server.on(
    'request',
    nodeHandler((request) => messaging.handle(request)),
  );
  for (const step of ['sent', 'delivered', 'undelivered'] as const)
    messaging.on(`message.${step}`, ({ message }) => console.log(`${message.to.address}: ${message.status}`));
  messaging.on('message.received', ({ inbound }) => console.log(`${inbound.from} wrote: ${inbound.text}`));
  await sms.verify?.();
  await messaging.start();

  // Once, by hand, in Pigeon's settings.
  standIn.webhookUrl = messaging.webhookUrl(sms);
  console.log(`Pigeon reports to ${new URL(standIn.webhookUrl).pathname}`);

  for (const address of ['+44 7400 000001', '+44 7400 000002']) {
    await messaging.sms.send({ to: { address }, text: 'Your table is ready.' });
    await messaging.deliverDue(); // Messages go out by themselves; this only waits for it.
  }

  // What happens to them, Pigeon tells in one request.
  const events = standIn.messages.map((message) =>
    message.to.endsWith('1') ? about(message, 'delivered') : about(message, 'failed', 'phone_unreachable'),
  );
  await standIn.report(events);
  await standIn.report([
    { id: 'e3', type: 'received', message_id: 'p3', from: '+447400000001', to: 'AcmeShop', text: 'Thanks!' },
  ]);

  for (const { to, status, failure } of (await messaging.sms.history()).items)
    console.log(`In the history: ${to.address}, ${status}${failure ? `: ${failure.message}` : ''}`);
  await messaging.stop();
  await standIn.http.close();
  server.close();
}

void main();
