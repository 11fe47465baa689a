import { memoryConsumers } from '@postern/memory';
import { type TestMessaging, testMessaging } from '@postern/memory/testing';
import { beforeEach, describe, expect, it } from 'vitest';

const consumers = memoryConsumers([{ id: 'c1', name: 'Jo Smith', email: 'jo@acme.example' }]);
const mail = { to: 'c1', subject: 'Hi', text: 'Hello' };
const hour = 3_600_000;
let t: TestMessaging;

beforeEach(async () => {
  t = await testMessaging({ consumers });
});

const inHours = (hours: number) => new Date(t.now.getTime() + hours * hour);

/** A message whose hand-over was refused. */
async function failed(input: { readonly expiresAt?: Date } = {}): Promise<string> {
  t.email.answer(() => 'rejected');
  const { id } = await t.messaging.email.send({ ...mail, ...input });
  await t.messaging.deliverDue();
  t.email.answer();
  return id;
}

describe('a refusal says why', () => {
  it('an erased message cannot be retried, and its status is not blamed', async () => {
    const id = await failed();
    await t.messaging.consumers.erase('c1');
    await expect(t.messaging.email.retry(id)).rejects.toMatchObject({
      code: 'message_erased',
      message: expect.stringContaining('was erased'),
      details: { status: 'failed' },
    });
    // Of what waited nothing waits any more: that is its status.
    await expect(t.messaging.email.cancel(id)).rejects.toMatchObject({ code: 'illegal_status' });
    await expect(t.messaging.email.reschedule(id, inHours(1))).rejects.toMatchObject({
      code: 'illegal_status',
    });
  });

  it('an expired message cannot be retried, though it failed: it would only expire again', async () => {
    const id = await failed({ expiresAt: inHours(1) });
    t.advance(hour);
    await expect(t.messaging.email.retry(id)).rejects.toMatchObject({
      code: 'message_expired',
      details: { status: 'failed', expiresAt: t.now.toISOString() },
    });
    expect((await t.messaging.email.get(id)).status).toBe('failed');
  });

  it('a message cannot be given a time after it expires', async () => {
    const scheduledAt = inHours(1);
    const { id } = await t.messaging.email.send({ ...mail, scheduledAt, expiresAt: inHours(3) });
    for (const at of [inHours(3), inHours(4)])
      await expect(t.messaging.email.reschedule(id, at)).rejects.toMatchObject({
        code: 'invalid_time',
        message: expect.stringMatching(/^"at" lies after the message expires, 2\d{3}-/),
        details: { field: 'at' },
      });
    expect(await t.messaging.email.reschedule(id, inHours(2))).toMatchObject({ dueAt: inHours(2) });
    t.advance(4 * hour);
    await expect(t.messaging.email.reschedule(id, inHours(1))).rejects.toMatchObject({
      code: 'message_expired',
    });
    expect((await t.messaging.email.cancel(id)).status).toBe('canceled');
  });

  it('a message that was given back between the look and the move is looked at again', async () => {
    const { id } = await t.messaging.email.send({ ...mail, scheduledAt: inHours(1) });
    const { move } = t.storage.messages;
    let misses = 0;
    Object.assign(t.storage.messages, {
      move: async (change: Parameters<typeof move>[0]) => {
        misses += 1;
        return misses < 3 ? undefined : move.call(t.storage.messages, change);
      },
    });
    expect((await t.messaging.email.cancel(id)).status).toBe('canceled');
  });

  it('a message that never holds still is a conflict, not a status that it does not have', async () => {
    const { id } = await t.messaging.email.send({ ...mail, scheduledAt: inHours(1) });
    Object.assign(t.storage.messages, { move: async () => undefined });
    await expect(t.messaging.email.cancel(id)).rejects.toMatchObject({ code: 'conflict' });
  });
});

it('a late bounce or complaint about an erased message suppresses nobody', async () => {
  const { id } = await t.messaging.email.send(mail);
  await t.messaging.deliverDue();
  await t.messaging.consumers.erase('c1');
  for (const type of ['undelivered', 'complained'] as const) {
    const failure = { class: 'recipient', message: '550 5.1.1 jo@acme.example' } as const;
    await t.messaging.report({ messageId: id, type, at: t.now, failure });
  }
  expect((await t.messaging.email.suppressions.list()).items).toEqual([]);
  expect((await t.messaging.email.get(id)).failure).toEqual({ class: 'recipient', message: '' });
});
