import { memoryConsumers } from '@postern/memory';
import { type TestMessaging, testMessaging } from '@postern/memory/testing';
import type { BeforeSend, Message } from 'postern';
import { beforeEach, describe, expect, it } from 'vitest';

let t: TestMessaging;
let asked: BeforeSend | undefined;

beforeEach(async () => {
  asked = undefined;
  t = await testMessaging({
    consumers: memoryConsumers([
      { id: 'jo', name: 'Jo', email: 'jo@people.example', phone: '+447400123456' },
    ]),
    beforeSend: (sending) => {
      asked = sending;
    },
  });
});

const order = { reference: 'order/4711', metadata: { plan: 'pro', cart: '17' } };

describe('what the host knows a message by', () => {
  it('comes with it wherever it is shown, told or asked about', async () => {
    const told: Message[] = [];
    t.messaging.on('message.sent', ({ message }) => told.push(message));
    const { id } = await t.messaging.email.send({ to: 'jo', subject: 'Hi', text: 'Hello', ...order });
    await t.deliverAll();
    const { email } = t.messaging;
    for (const message of [await email.get(id), (await email.history()).items[0], told[0], asked?.message])
      expect(message).toMatchObject(order);
  });

  it('lists what bears it, in each channel and over all of a consumer’s', async () => {
    const { email, sms, consumers } = t.messaging;
    const mail = await email.send({ to: 'jo', subject: 'Hi', text: 'Hello', reference: 'order/1' });
    await email.send({ to: 'jo', subject: 'Hi', text: 'Hello', reference: 'order/2' });
    const text = await sms.send({ to: 'jo', text: 'Hello', reference: 'order/1' });
    const ids = ({ items }: { readonly items: readonly Message[] }) => items.map(({ id }) => id);
    expect(ids(await email.history({ reference: 'order/1' }))).toEqual([mail.id]);
    expect(ids(await sms.history({ reference: 'order/1', status: 'queued' }))).toEqual([text.id]);
    expect(ids(await consumers.history('jo', { reference: 'order/1' })).sort()).toEqual(
      [mail.id, text.id].sort(),
    );
    expect(ids(await email.history({ reference: 'order' }))).toEqual([]);
  });

  it('is not what a search looks at', async () => {
    await t.messaging.email.send({ to: 'jo', subject: 'Hi', text: 'Hello', ...order });
    for (const term of ['4711', 'pro']) expect((await t.messaging.email.search(term)).items).toEqual([]);
  });

  it('is part of what a key stands for', async () => {
    const { email } = t.messaging;
    const input = { to: 'jo', subject: 'Hi', text: 'Hello', idempotencyKey: 'k' };
    await email.send({ ...input, ...order });
    expect(await email.send({ ...input, ...order })).toMatchObject({ repeated: true });
    await expect(email.send(input)).rejects.toMatchObject({ code: 'idempotency_conflict' });
  });

  it('keeps its reference where the person is erased, and loses the rest', async () => {
    const { email, consumers } = t.messaging;
    const { id } = await email.send({ to: 'jo', subject: 'Hi', text: 'Hello', ...order });
    await consumers.erase('jo');
    const left = await email.get(id);
    expect(left.reference).toBe('order/4711');
    expect(left.metadata).toBeUndefined();
  });

  it('is bounded, and refused by name', async () => {
    const { email } = t.messaging;
    const refused = (fields: object) =>
      expect(email.send({ to: 'jo', subject: 'Hi', text: 'Hello', ...fields })).rejects.toMatchObject({
        code: 'invalid_message',
      });
    await refused({ reference: '' });
    await refused({ reference: 'a\nb' });
    await refused({ reference: 'x'.repeat(201) });
    await refused({ metadata: { n: 1 } });
    await refused({ metadata: { n: 'x'.repeat(501) } });
    await refused({ metadata: { ['n'.repeat(41)]: 'x' } });
    await refused({ metadata: Object.fromEntries(Array.from({ length: 21 }, (_, n) => [`n${n}`, 'x'])) });
    expect((await email.history()).items).toEqual([]);
  });
});
