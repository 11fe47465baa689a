import { memoryConsumers } from '@postern/memory';
import { type TestMessaging, testMessaging } from '@postern/memory/testing';
import type { EmailInput, Message } from 'postern';
import { beforeEach, describe, expect, it } from 'vitest';

let t: TestMessaging;

beforeEach(async () => {
  t = await testMessaging({
    consumers: memoryConsumers([{ id: 'jo', name: 'Jo', email: 'jo@people.example' }]),
  });
});

/** A mail each. */
function mails(...names: readonly string[]): readonly EmailInput[] {
  return names.map((name) => ({
    to: { address: `${name}@people.example` },
    ...{ subject: 'Hi', text: 'Hello', idempotencyKey: name },
  }));
}

/** Whom they went to, the first one first. */
function names(items: readonly Message[]): readonly string[] {
  return items.map(({ to }) => to.address.replace(/@.*/, '')).reverse();
}

describe('what is sent together', () => {
  it('is told by its batch, wherever a message is shown or told, and lists by it', async () => {
    const { email } = t.messaging;
    const told: (string | undefined)[] = [];
    t.messaging.on('message.sent', ({ message }) => told.push(message.batch));
    const result = await email.sendMany(mails('ada', 'bob'), { batch: 'newsletter/1' });
    await email.send({ to: 'jo', subject: 'Hi', text: 'Hello' });
    const { id } = await email.send({ to: 'jo', subject: 'Hi', text: 'Hello', batch: 'newsletter/1' });
    await t.deliverAll();
    expect(result).toMatchObject({ accepted: 2, batch: 'newsletter/1' });
    expect((await email.get(id)).batch).toBe('newsletter/1');
    expect(told.sort()).toEqual(['newsletter/1', 'newsletter/1', 'newsletter/1', undefined]);
    const { items } = await email.history({ batch: 'newsletter/1' });
    expect(names(items)).toEqual(['ada', 'bob', 'jo']);
    expect(await email.count({ batch: 'newsletter/1' })).toEqual({ count: 3, more: false });
    const csv = await new Response(email.export({ batch: 'newsletter/1', columns: ['to', 'batch'] })).text();
    expect(csv).toContain('ada@people.example,newsletter/1\r\n');
    expect((await t.messaging.sms.history({ batch: 'newsletter/1' })).items).toEqual([]);
  });

  it('gets an id of its own where none is given, and an input may say another', async () => {
    const { email } = t.messaging;
    const [first, second] = [
      await email.sendMany(mails('ada'), { batch: true }),
      await email.sendMany(mails('bob').concat({ ...mails('eve')[0], batch: 'own' } as EmailInput), {
        batch: true,
      }),
    ];
    expect(first.batch).toMatch(/^bat_[0-9a-z]{25}$/);
    expect(second.batch).not.toBe(first.batch);
    expect(names((await email.history({ batch: second.batch ?? '' })).items)).toEqual(['bob']);
    expect(names((await email.history({ batch: 'own' })).items)).toEqual(['eve']);
    expect(await email.sendMany(mails('zoe'))).not.toHaveProperty('batch');
  });

  it('is no part of what a key stands for: sent once more under another, a message stays where it was', async () => {
    const { email } = t.messaging;
    await email.sendMany(mails('ada'), { batch: 'first' });
    expect(await email.sendMany(mails('ada', 'bob'), { batch: 'second' })).toMatchObject({
      ...{ accepted: 1, repeated: 1, rejected: 0 },
    });
    const [ada] = mails('ada');
    if (ada) expect(await email.send({ ...ada, batch: 'third' })).toMatchObject({ repeated: true });
    expect(names((await email.history({ batch: 'first' })).items)).toEqual(['ada']);
    expect(names((await email.history({ batch: 'second' })).items)).toEqual(['bob']);
  });

  it('is not copied to what is sent again, and stays where the person is erased', async () => {
    const { email, consumers } = t.messaging;
    const { id } = await email.send({ to: 'jo', subject: 'Hi', text: 'Hello', batch: 'first' });
    await t.deliverAll();
    const again = await email.sendAgain(id);
    expect(await email.get(again.id)).not.toHaveProperty('batch');
    await t.deliverAll();
    await consumers.erase('jo');
    expect((await email.get(id)).batch).toBe('first');
  });

  it('is bounded, and refused by name', async () => {
    const { email } = t.messaging;
    for (const batch of ['', 'a\nb', 'x'.repeat(101), 1, false]) {
      const input = { to: 'jo', subject: 'Hi', text: 'Hello', batch } as EmailInput;
      await expect(email.send(input)).rejects.toMatchObject({
        ...{ code: 'invalid_message', details: { field: 'batch' } },
      });
      await expect(email.sendMany([], { batch: batch as string })).rejects.toMatchObject({
        ...{ code: 'invalid_argument', details: { field: 'batch' } },
      });
    }
    expect((await email.history()).items).toEqual([]);
  });
});
