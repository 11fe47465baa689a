import assert from 'node:assert/strict';
import { memoryQueue, memoryStorage, memoryTransport } from '@postern/memory';
import { type Consumer, type ConsumerDirectory, Messaging, type Tx } from 'postern';
import { expect, it } from 'vitest';

class HostFailure extends Error {}

function host(consumers?: ConsumerDirectory) {
  const storage = memoryStorage();
  const sms = memoryTransport({ channel: 'sms', defaultSender: { address: 'Acme' } });
  const messaging = new Messaging({
    site: { id: 'acme', name: 'Acme' },
    storage,
    queue: memoryQueue(),
    sms,
    secret: 'a secret of thirty-two characters',
    ...(consumers ? { consumers } : {}),
  });
  const fail = (run: (tx: Tx) => Promise<unknown>) =>
    assert.rejects(
      storage.transaction(async (tx) => {
        await run(tx);
        throw new HostFailure();
      }),
      HostFailure,
    );
  return { storage, messaging, fail };
}

it('finds a consumer that the same transaction signs up, in a directory of the host’s own', async () => {
  const inserted = new Map<Tx, Consumer>();
  const { storage, messaging } = host({
    find: async (_site, _id, { tx } = {}) => (tx ? inserted.get(tx) : undefined),
    search: async () => [],
  });
  await storage.transaction(async (tx) => {
    inserted.set(tx, { id: 'c-1', name: 'Jo', phone: '+33612345678' });
    await messaging.sms.send({ to: 'c-1', text: 'Welcome' }, { tx });
    await messaging.sms.sendMany([{ to: 'c-1', text: 'Welcome again' }], { tx });
  });
  expect((await messaging.sms.history()).items).toHaveLength(2);
  await assert.rejects(messaging.sms.send({ to: 'c-1', text: 'Hello' }), { code: 'consumer_not_found' });
});

it('moves an appointment’s reminder with the appointment, or neither', async () => {
  const { storage, messaging, fail } = host();
  const [first, later] = [new Date(Date.now() + 3_600_000), new Date(Date.now() + 7_200_000)];
  const to = { address: '+33612345678' };
  const { id } = await messaging.sms.send({ to, text: 'Tomorrow at 9', scheduledAt: first });
  const told: string[] = [];
  messaging.on('message.rescheduled', () => told.push('rescheduled'));
  messaging.on('message.canceled', () => told.push('canceled'));

  await fail((tx) => messaging.sms.reschedule(id, later, { tx }));
  await fail((tx) => messaging.sms.cancel(id, { tx }));
  await fail((tx) => messaging.sms.suppressions.add(to, { tx }));
  expect(await messaging.sms.get(id)).toMatchObject({ status: 'scheduled', scheduledAt: first });
  expect(await messaging.sms.suppressions.find(to.address)).toBeUndefined();

  await storage.transaction(async (tx) => {
    await messaging.sms.reschedule(id, later, { tx });
    await messaging.sms.suppressions.add(to, { tx });
    await messaging.sms.suppressions.delete(to.address, { tx });
  });
  expect(await messaging.sms.get(id)).toMatchObject({ scheduledAt: later });
  expect(told).toEqual([]);
});

it('moves nothing in a transaction of which the storage knows nothing', async () => {
  const { messaging } = host();
  const { id } = await messaging.sms.send({ to: { address: '+33612345678' }, text: 'Hello' });
  await assert.rejects(messaging.sms.cancel(id, { tx: {} }), { code: 'invalid_argument' });
  expect((await messaging.sms.get(id)).status).toBe('queued');
});
