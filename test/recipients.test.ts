import assert from 'node:assert/strict';
import { memoryConsumers } from '@postern/memory';
import { testMessaging } from '@postern/memory/testing';
import type { To } from 'postern';
import { describe, expect, it } from 'vitest';

const order = { consumerId: 'c7', address: 'Jo@Old.Example', name: 'Jo' } as const;
const hi = { subject: 'Hi', text: 'Hello' };

describe('a consumer whose address the host gives itself', () => {
  it('gets the message there, and nobody is looked up', async () => {
    const consumers = {
      ...memoryConsumers([{ id: 'c7', name: 'Jo Smith', email: 'jo@new.example' }]),
      find: () => assert.fail('looked up'),
      findMany: () => assert.fail('looked up'),
    };
    const t = await testMessaging({ consumers });
    await t.messaging.email.send({ to: order, ...hi });
    await t.messaging.sms.send({ to: { consumerId: 'c7', address: '+447400123456' }, text: 'Hi' });
    await t.deliverAll();
    t.expectSent({ to: 'Jo@old.example' });
    t.expectSent({ channel: 'sms', to: '+447400123456' });
  });

  it('has it in the history, and it is erased with them, without a directory too', async () => {
    const t = await testMessaging();
    const { id } = await t.messaging.email.send({ to: order, ...hi });
    await t.deliverAll();
    expect((await t.messaging.consumers.history('c7')).items.map((one) => one.to)).toEqual([
      { consumerId: 'c7', address: 'Jo@old.example', name: 'Jo' },
    ]);
    expect(await t.messaging.consumers.erase('c7')).toEqual({ erased: 1, underWay: 0 });
    expect((await t.messaging.email.get(id)).to).toEqual({ consumerId: 'c7', address: '' });
  });

  it('is another payload under a key than the address alone', async () => {
    const t = await testMessaging();
    const send = (to: To) => t.messaging.email.send({ to, ...hi, idempotencyKey: 'k' });
    await send(order);
    expect((await send({ ...order })).repeated).toBe(true);
    await assert.rejects(send({ address: order.address, name: order.name }), {
      code: 'idempotency_conflict',
    });
  });

  it.each([
    { consumerId: '', address: 'jo@acme.example' },
    { consumerId: 7, address: 'jo@acme.example' },
    { consumerId: 'x'.repeat(256), address: 'jo@acme.example' },
    { consumerId: 'c7' },
  ])('is refused as %j', async (to) => {
    const t = await testMessaging();
    const wrong = to as unknown;
    await assert.rejects(t.messaging.email.send({ to: wrong as To, ...hi }), {
      code: 'invalid_message',
      message: /^"to/,
    });
  });

  it('is no sender of answers', async () => {
    const t = await testMessaging();
    await assert.rejects(t.messaging.email.send({ to: 'c7', ...hi, replyTo: order }), {
      code: 'invalid_message',
      details: { field: 'replyTo' },
    });
  });
});
