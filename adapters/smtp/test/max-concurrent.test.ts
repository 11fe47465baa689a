import { memory } from '@postern/memory';
import { Messaging } from 'postern';
import { expect, it, onTestFinished } from 'vitest';
import { faultyServer, relayTo } from './support/opened.ts';

const soon = { timeout: 20_000, interval: 10 };

it('all processes together open no more connections than maxConcurrent, those that are kept included', async () => {
  const server = await faultyServer();
  const { storage, queue } = memory();
  const at = new Date();
  await storage.senders.insert({
    ...{ id: 'snd_1', site: 'acme', channel: 'email', kind: 'address', revision: 1 },
    ...{ key: 'default', byDefault: true },
    ...{ name: 'Acme', address: 'hello@acme.example', domain: 'acme.example' },
    ...{ createdAt: at, addressValidatedAt: at, domainValidatedAt: at },
  });
  const deaf = { name: 'deaf', push: async () => {}, start: async () => async () => {} };
  const [first, second] = [deaf, queue].map((queue) => {
    const email = relayTo(server, { dkim: 'relay', maxConcurrent: 2 });
    const site = { id: 'acme', name: 'Acme' };
    const messaging = new Messaging({ site, secret: 'x'.repeat(32), storage, queue, email });
    onTestFinished(() => messaging.stop());
    return messaging;
  });
  const send = async (count: number) => {
    for (let n = 0; n < count; n += 1)
      await first?.email.send({
        to: { address: `user${n}@customer.example` },
        subject: 'Hello',
        text: 'Hello',
      });
  };
  await send(6);
  await first?.start();
  const sent = async () => (await storage.messages.counts('acme', 'email')).counts.sent;
  await expect.poll(sent, soon).toBe(6);
  // The first keeps its connections; it is not told of what comes now.
  await second?.start();
  await send(6);
  await expect.poll(sent, soon).toBe(12);
  expect(server.most).toBe(2);
  expect(server.connections).toBeGreaterThan(2);
});
