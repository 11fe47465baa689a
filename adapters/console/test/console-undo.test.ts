import { expect, it } from 'vitest';
import { consoleFixture } from './support/console-fixture.ts';

const body = { to: { consumerId: 'c1' }, subject: 'Hello', text: 'Text', undo: true };

it('keeps what may be taken back for ten seconds, and sends it then by itself', async () => {
  const f = await consoleFixture({}, { startAt: new Date() });
  expect((await f.call('GET', 'session')).body).toMatchObject({ limits: { undoMs: 10_000 } });
  const before = Date.now();
  const sent = await f.call('POST', 'email/messages', { body });
  expect(sent).toMatchObject({ status: 201, body: { status: 'scheduled' } });
  const { id } = sent.body as { id: string };
  const { scheduledAt } = await f.t.messaging.email.get(id);
  expect(scheduledAt?.getTime()).toBeGreaterThanOrEqual(before + 10_000);
  expect(scheduledAt?.getTime()).toBeLessThanOrEqual(Date.now() + 10_000);
  const undone = await f.call('POST', `email/messages/${id}/cancel`);
  expect(undone.body).toMatchObject({ status: 'canceled' });
});

it('takes the same form once, whenever it comes again, and refuses another under its key', async () => {
  const f = await consoleFixture({}, { startAt: new Date() });
  const keyed = { ...body, idempotencyKey: 'form' };
  const first = await f.call('POST', 'email/messages', { body: keyed });
  f.t.advance(60_000);
  await f.t.deliverAll();
  const again = await f.call('POST', 'email/messages', { body: keyed });
  expect(again.body).toMatchObject({ id: (first.body as { id: string }).id });
  const other = await f.call('POST', 'email/messages', { body: { ...keyed, text: 'Other' } });
  expect(other).toMatchObject({ status: 409, body: { error: { code: 'idempotency_conflict' } } });
});

it('sends at once where the host wants no waiting, and at its time what has one', async () => {
  const f = await consoleFixture({ undoMs: 0 });
  const sms = { to: { consumerId: 'c1' }, text: 'Text', undo: true };
  expect((await f.call('POST', 'sms/messages', { body: sms })).body).toMatchObject({ status: 'queued' });
  const g = await consoleFixture({}, { startAt: new Date() });
  expect((await g.call('POST', 'sms/messages', { body: sms })).body).toMatchObject({ status: 'scheduled' });
  const ahead = await consoleFixture();
  expect((await ahead.call('POST', 'sms/messages', { body: sms })).body).toMatchObject({ status: 'queued' });
  const scheduledAt = new Date(Date.now() + 86_400_000).toISOString();
  const later = await g.call('POST', 'email/messages', { body: { ...body, scheduledAt } });
  const { id } = later.body as { id: string };
  expect((await g.t.messaging.email.get(id)).scheduledAt?.toISOString()).toBe(scheduledAt);
});
