import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { memory, memoryDns } from '@postern/memory';
import { createTransport } from 'nodemailer';
import { Messaging } from 'postern';
import { SMTPServer } from 'smtp-server';
import { expect, it, onTestFinished } from 'vitest';
import { bounce } from './support/bounces.ts';
import type { FaultyServer } from './support/faulty-server.ts';
import { faultyServer, transportTo } from './support/opened.ts';

const to = { address: 'ada@customer.example' };
const mail = { to, subject: 'Invoice 10', text: 'It is due on Friday.' };

/** A service with a validated sender, over a real SMTP session. */
async function service(server: FaultyServer, wiring = memory()): Promise<Messaging> {
  const dns = memoryDns();
  const email = transportTo(server, { returnPath: 'bounce@acme.example' });
  const messaging = new Messaging({
    site: { id: 'acme', name: 'Acme' },
    secret: 'a secret for tests, long enough to pass',
    ...wiring,
    ...{ dns, email },
  });
  const { sender } = messaging.email;
  dns.set('acme.example', 'A', ['203.0.113.1']);
  await sender.create({ name: 'Acme', address: 'hello@acme.example' });
  await messaging.deliverDue();
  await sender.confirm(/\b\d{6}\b/.exec(server.mails.at(-1) ?? '')?.[0] ?? '');
  for (const { name, type, value } of (await sender.domain()).records) {
    if (type === 'TXT') dns.set(name, type, [value]);
  }
  expect((await sender.checkDomain()).validated).toBe(true);
  return messaging;
}

/** Sends a mail and answers its id with the envelope sender that the server saw. */
async function sent(messaging: Messaging, server: FaultyServer): Promise<{ id: string; from: string }> {
  const { id } = await messaging.email.send(mail);
  await messaging.deliverDue();
  const command = server.commands.filter((line) => line.startsWith('MAIL FROM')).at(-1) ?? '';
  return { id, from: /<([^>]+)>/.exec(command)?.[1] ?? '' };
}

it('a hard bounce of a sent mail ends as undelivered, and the next send to the address says suppressed', async () => {
  const server = await faultyServer();
  const messaging = await service(server);
  const { id, from } = await sent(messaging, server);
  expect((await messaging.email.get(id)).status).toBe('sent');

  const raw = bounce({ to: from });
  expect(await messaging.receive(raw)).toEqual([{ messageId: id, type: 'undelivered', result: 'moved' }]);
  expect(await messaging.receive(raw)).toMatchObject([{ result: 'repeated' }]);
  const { status, failure, events } = await messaging.email.get(id);
  expect([status, failure?.class, failure?.code]).toEqual(['undelivered', 'recipient', '550 5.1.1']);
  expect(events.at(-1)).toMatchObject({ type: 'undelivered', detail: '550 5.1.1 User unknown' });

  expect((await messaging.email.send(mail)).status).toBe('suppressed');
});

it('a bounce counts in a process that has not met the site it is for, and a forged one does not', async () => {
  const server = await faultyServer();
  const wiring = memory();
  const messaging = await service(server, wiring);
  const { id, from } = await sent(messaging, server);
  const receiver = new Messaging({
    site: { id: 'front', name: 'Front' },
    sites: () => undefined,
    secret: 'a secret for tests, long enough to pass',
    ...wiring,
    ...{ dns: memoryDns(), email: transportTo(server, { returnPath: 'bounce@acme.example' }) },
  });
  const forged = from.replace(/[0-9a-f]{24}/, '0'.repeat(24));
  expect(await receiver.receive(bounce({ to: forged }))).toMatchObject([{ result: 'not_found' }]);
  expect(await receiver.receive(bounce({ to: from }))).toEqual([
    { messageId: id, type: 'undelivered', result: 'moved' },
  ]);
  expect((await messaging.email.get(id)).status).toBe('undelivered');
});

it.each([
  ['a full mailbox', { status: '5.2.2', diagnostic: 'smtp; 552 5.2.2 Full' }, 'undelivered'],
  ['policy', { status: '5.7.1', diagnostic: 'smtp; 554 5.7.1 Blocked' }, 'undelivered'],
  ['a delay', { action: 'delayed', status: '4.4.1', diagnostic: '' }, 'sent'],
])('%s says what happened, and the address is written to again', async (_what, options, status) => {
  const server = await faultyServer();
  const messaging = await service(server);
  const { id, from } = await sent(messaging, server);
  expect(await messaging.receive(bounce({ to: from, ...options }))).toHaveLength(1);
  expect((await messaging.email.get(id)).status).toBe(status);
  expect((await messaging.email.send(mail)).status).toBe('queued');
});

it('a forged bounce changes nothing', async () => {
  const server = await faultyServer();
  const messaging = await service(server);
  const { id, from } = await sent(messaging, server);
  const forged = from.replace(/[0-9a-f]{24}(?=@)/, 'f'.repeat(24));
  expect(await messaging.receive(bounce({ to: forged }))).toMatchObject([{ result: 'not_found' }]);
  expect((await messaging.email.get(id)).status).toBe('sent');
  expect((await messaging.email.send(mail)).status).toBe('queued');
});

it('a bounce that only its envelope names comes in by an SMTP listener as in the README', async () => {
  const server = await faultyServer();
  const messaging = await service(server);
  const { id, from } = await sent(messaging, server);
  const listener = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData(stream, { envelope }, callback) {
      const to = envelope.rcptTo.map(({ address }) => `Delivered-To: ${address}\r\n`).join('');
      buffer(stream)
        .then((raw) => messaging.receive(Buffer.concat([Buffer.from(to), raw])))
        .then(() => callback(), callback);
    },
  }).listen(0, '127.0.0.1');
  onTestFinished(() => new Promise<void>((resolve) => void listener.close(() => resolve())));
  await once(listener, 'listening');

  const { port } = listener.address() as AddressInfo;
  const relay = createTransport({ host: '127.0.0.1', port });
  await relay.sendMail({
    envelope: { from: '', to: from },
    raw: bounce({ to: 'undisclosed-recipients:;' }),
  });
  expect((await messaging.email.get(id)).status).toBe('undelivered');
});
