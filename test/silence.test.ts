import { setImmediate } from 'node:timers/promises';
import { memory, memoryTransport } from '@postern/memory';
import { Messaging } from 'postern';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

const minute = 60_000;
const to = { address: '+447400123456' };
const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined);

beforeEach(() => {
  warn.mockClear();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
});
afterEach(() => vi.useRealTimers());

function processOf({ storage, queue } = memory()) {
  const sms = memoryTransport({ channel: 'sms', defaultSender: { address: 'Acme' } });
  const messaging = new Messaging({
    ...{ site: { id: 'acme', name: 'Acme' }, storage, queue, sms },
    secret: 'a secret of thirty-two characters',
  });
  return { messaging, storage, queue, sms };
}

async function pass(ms: number) {
  await vi.advanceTimersByTimeAsync(ms);
  await setImmediate();
}

const codes = () => warn.mock.calls.map(([, options]) => Object(options).code);

it('warns once where messages wait and nobody ever started a worker, and the overview shows it', async () => {
  const { messaging } = processOf();
  await messaging.sms.send({ to, text: 'Hello' });
  const sentAt = new Date();
  expect(await messaging.sms.overview()).not.toHaveProperty('overdueSince');
  for (let minutes = 0; minutes < 5; minutes += 1) {
    await pass(minute);
    await messaging.sms.send({ to, text: 'Hello again' });
  }
  expect(codes()).toEqual(['POSTERN_NOT_STARTED']);
  expect((await messaging.sms.overview()).overdueSince).toEqual(sentAt);
  expect(await messaging.email.overview()).not.toHaveProperty('overdueSince');
});

it('says nothing where another process delivers, however late, or this one does', async () => {
  const sender = processOf();
  const worker = processOf(sender);
  for (let minutes = 0; minutes < 5; minutes += 1) {
    await sender.messaging.sms.send({ to, text: 'Hello' });
    await pass(minute * 1.5);
    await worker.messaging.deliverDue();
  }
  const late = processOf();
  await late.messaging.sms.send({ to, text: 'Hello' });
  await pass(minute * 0.9);
  await late.messaging.start();
  await late.messaging.stop();
  await pass(minute * 10);
  const scheduled = processOf();
  await scheduled.messaging.sms.send({ to, text: 'Later', scheduledAt: new Date(Date.now() + 60 * minute) });
  await pass(minute * 10);
  expect(codes()).toEqual([]);
});

it('warns once of a transport that takes nothing, unless somebody listens', async () => {
  const { messaging, sms } = processOf();
  await messaging.sms.send({ to, text: 'Hello' });
  for (let pauses = 0; pauses < 3; pauses += 1) {
    sms.fail('paused', 1);
    await messaging.deliverDue();
    await pass(20 * minute);
  }
  expect(codes()).toEqual(['POSTERN_CHANNEL_PAUSED']);
  expect(String(warn.mock.calls[0]?.[0])).toContain('channel.paused');
  expect(String(warn.mock.calls[0]?.[0])).not.toContain('credentials');

  const heard = processOf();
  heard.messaging.on('channel.paused', () => {});
  heard.sms.fail('paused', 1);
  await heard.messaging.sms.send({ to, text: 'Hello' });
  await heard.messaging.deliverDue();
  expect(warn).toHaveBeenCalledTimes(1);
});

it('refuses a filter of the history that it does not know, with a sentence', async () => {
  const { messaging } = processOf();
  const misspelt = { statuses: ['sent'] } as object;
  for (const asked of [
    messaging.sms.history(misspelt),
    messaging.sms.search('hello', misspelt),
    messaging.sms.suppressions.list(misspelt),
  ])
    await expect(asked).rejects.toThrow('"options" has a field that is not known: statuses.');
});
