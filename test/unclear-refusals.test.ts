import { type TestMessaging, testMessaging } from '@postern/memory/testing';
import type { SendResult } from 'postern';
import { beforeEach, describe, expect, it } from 'vitest';

const day = 86_400_000;
const unclear: SendResult = {
  outcome: 'rejected',
  failure: { class: 'blocked', code: '550', message: '550 Address rejected', unclear: true },
};
let t: TestMessaging;

beforeEach(async () => {
  t = await testMessaging();
  t.email.answer(() => unclear);
  t.sms.answer(() => unclear);
});

/** One message to Jo, refused; answers whether Jo is suppressed then. */
async function refused(address = 'jo@acme.example'): Promise<boolean> {
  const { email } = t.messaging;
  await email.send({ to: { address }, subject: 'Hi', text: 'Hello' });
  await t.deliverAll();
  return (await email.suppressions.find('jo@acme.example')) !== undefined;
}

describe('a refusal that may be about the address or about anything else', () => {
  it('suppresses nobody, however often it comes within a day', async () => {
    for (let hour = 0; hour < 4; hour += 1) {
      expect(await refused()).toBe(false);
      t.advance(day / 5);
    }
  });

  it('suppresses when it comes again on another day, however the address is written', async () => {
    expect(await refused()).toBe(false);
    t.advance(day);
    expect(await refused('JO@Acme.example')).toBe(true);
    expect(await t.messaging.email.suppressions.find('jo@acme.example')).toMatchObject({
      reason: 'bounced',
      source: 'provider',
    });
  });

  it('is forgotten after 30 days', async () => {
    await refused();
    t.advance(30 * day);
    expect(await refused()).toBe(false);
  });

  it('counts for its own address alone', async () => {
    await refused('uma@acme.example');
    t.advance(day);
    expect(await refused()).toBe(false);
  });

  it('counts in a bounce as at the hand-over', async () => {
    await refused();
    t.advance(day);
    t.email.answer();
    const { id } = await t.messaging.email.send({
      to: { address: 'jo@acme.example' },
      subject: 'Hi',
      text: 'Hello',
    });
    await t.deliverAll();
    const failure = { class: 'blocked', message: 'It came back', unclear: true } as const;
    await t.messaging.report({ messageId: id, type: 'undelivered', at: t.now, attempt: 1, failure });
    expect(await t.messaging.email.suppressions.find('jo@acme.example')).toMatchObject({ reason: 'bounced' });
  });

  it('suppresses nobody in a channel whose refusals do not', async () => {
    const to = { address: '+447400123456' };
    for (let count = 0; count < 3; count += 1) {
      await t.messaging.sms.send({ to, text: 'x' });
      await t.deliverAll();
      t.advance(day);
    }
    expect(await t.messaging.sms.suppressions.find(to.address)).toBeUndefined();
  });

  it('leaves no address behind in what is remembered', async () => {
    const keys: string[] = [];
    const { seen } = t.storage;
    const add = seen.add.bind(seen);
    seen.add = async (entry) => {
      // The look for alerts notes when it looked.
      if (entry.key.startsWith('refused/')) keys.push(entry.key);
      return add(entry);
    };
    await refused();
    expect(keys).toHaveLength(2);
    expect(keys.join()).not.toContain('acme');
    expect(Math.max(...keys.map((key) => key.length))).toBeLessThan(200);
  });
});
