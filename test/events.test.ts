import { testMessaging } from '@postern/memory/testing';
import { type MessageEventType, type MessageReport, messageStatuses } from 'postern';
import { expect, it } from 'vitest';

const to = { address: '+447400123456' };

async function listening() {
  const t = await testMessaging({ delivery: { unknown: { email: 'resend', sms: 'hold' }, leaseMs: 1_000 } });
  const told: string[] = [];
  for (const status of [...messageStatuses, 'retry', 'lost', 'given_back'] as readonly MessageEventType[])
    t.messaging.on(`message.${status}`, ({ message }) => told.push(`${status}: ${message.status}`));
  t.messaging.on('message.reported', ({ type, message }) => told.push(`reported ${type}: ${message.status}`));
  const report = (messageId: string, type: MessageReport['type'], more: Partial<MessageReport> = {}) =>
    t.messaging.report({ messageId, type, at: t.now, dedupeKey: `${type}/${told.length}`, ...more });
  return { t, told, report };
}

it('tells of each status once, however often the provider reports it', async () => {
  const { t, told, report } = await listening();
  const { id } = await t.messaging.sms.send({ to, text: 'Hello' });
  await t.deliverAll();
  await report(id, 'sent');
  await report(id, 'sent');
  await report(id, 'delivered');
  await report(id, 'delivered');
  await report(id, 'sent');
  await report(id, 'failed', { attempt: 0 });
  expect(told).toEqual([
    ...['queued: queued', 'sending: sending', 'sent: sent'],
    ...['reported sent: sent', 'reported sent: sent', 'delivered: delivered'],
    ...['reported delivered: delivered', 'reported sent: delivered', 'reported failed: delivered'],
  ]);
  expect((await t.messaging.sms.get(id)).events).toHaveLength(9);
});

it('tells of "unknown" where a message is held so, and only there', async () => {
  const { t, told } = await listening();
  t.email.fail('unknown', 1);
  await t.messaging.email.send({ to: { address: 'jo@customer.example' }, subject: 'Hello', text: 'Hello' });
  t.sms.fail('unknown', 1);
  await t.messaging.sms.send({ to, text: 'Hello' });
  await t.deliverAll();
  expect(told.filter((one) => /unknown|retry/.test(one)).sort()).toEqual([
    'retry: queued',
    'unknown: unknown',
  ]);

  const { id } = await t.messaging.sms.send({ to, text: 'Lost' });
  await t.storage.messages.claim({
    channel: 'sms',
    limit: 1,
    leaseMs: 1_000,
    quarantined: false,
    now: t.now,
  });
  t.advance(2_000);
  told.length = 0;
  await t.deliverAll();
  expect(told).toEqual(['lost: unknown', 'unknown: unknown']);
  expect((await t.messaging.sms.get(id)).status).toBe('unknown');
});

it('tells of a send in a transaction from when a worker takes it up', async () => {
  const { t, told } = await listening();
  const { storage } = t;
  if (!('transaction' in storage) || typeof storage.transaction !== 'function')
    throw new Error('no transactions');
  await storage.transaction((tx: object) => t.messaging.sms.send({ to, text: 'Hello' }, { tx }));
  expect(told).toEqual([]);
  await t.deliverAll();
  expect(told).toEqual(['sending: sending', 'sent: sent']);
});
