import { memoryConsumers } from '@postern/memory';
import { type TestMessaging, testMessaging } from '@postern/memory/testing';
import type { EmailInput } from 'postern';
import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineTemplate } from '../src/templates/define-template.ts';

const greeting = defineTemplate({
  ...{ id: 'greeting', name: 'Greeting', channel: 'email', schema: z.object({ name: z.string() }) },
  ...{ subject: 'Hi {{ name }}', text: 'Hello {{ name }}' },
});

let t: TestMessaging;

beforeEach(async () => {
  t = await testMessaging({
    ...{ templates: [greeting], topics: [{ id: 'news', name: 'News' }] },
    consumers: memoryConsumers([
      { id: 'jo', name: 'Jo', email: 'jo@people.example' },
      { id: 'mute', name: 'Mute', phone: '+447400123456' },
    ]),
  });
});

describe('checking many before they are sent', () => {
  it('says who would not get it and why, and records nothing', async () => {
    const { email } = t.messaging;
    await email.suppressions.add({ address: 'gone@people.example', reason: 'manual', source: 'ada' });
    await email.preferences.set('quiet@people.example', { topics: { news: false } });
    const to = (to: string | { address: string }) =>
      ({ to, subject: 'Hi', text: 'Hello', topic: 'news' }) as EmailInput;
    const { items, sendable, ...rest } = await email.checkMany([
      ...[to('jo'), to({ address: 'JO@people.example' }), to('nobody'), to('mute')],
      ...[to({ address: 'no address' }), to({ address: 'gone@people.example' })],
      ...[to({ address: 'quiet@people.example' }), to({ address: 'new@people.example' })],
      { ...to('jo'), subject: undefined } as unknown as EmailInput,
    ]);
    expect(rest).toEqual({});
    expect(sendable).toBe(2);
    const told = items.map(({ problem }) => {
      if (problem?.kind === 'refused') return problem.error.code;
      return problem && Object.values(problem).join(' ');
    });
    expect(told).toEqual([
      ...[undefined, 'doubled 0', 'consumer_not_found', 'consumer_unreachable'],
      ...['invalid_address', 'suppressed manual', 'suppressed opted_out news', undefined, 'invalid_message'],
    ]);
    expect(items[0]?.to).toEqual({ consumerId: 'jo', name: 'Jo', address: 'jo@people.example' });
    expect((await email.history()).items).toEqual([]);
    expect(t.email.sent).toEqual([]);
  });

  it('renders each as it would be sent', async () => {
    const ofTemplate = (data: object) => ({ to: 'jo', template: 'greeting', data }) as unknown as EmailInput;
    const { items } = await t.messaging.email.checkMany([ofTemplate({ name: 'Jo' }), ofTemplate({})]);
    expect(items[0]?.problem).toBeUndefined();
    expect(items[1]?.problem).toMatchObject({ kind: 'refused', error: { code: 'template_data_invalid' } });
  });

  it('counts the segments of SMS, of each and in sum, without those that would not go', async () => {
    const { sms } = t.messaging;
    const [first, second] = [{ address: '+447400123456' }, { address: '+447400123457' }];
    const { items, segments, sendable } = await sms.checkMany([
      { to: first, text: 'Hello' },
      { to: second, text: 'x'.repeat(200) },
      { to: second, text: 'Hello' },
    ]);
    expect(items.map((one) => one.segments)).toEqual([1, 2, undefined]);
    expect({ segments, sendable }).toEqual({ segments: 3, sendable: 2 });
  });

  it('takes a list of a thousand, and the sender as it is', async () => {
    const { email } = t.messaging;
    const input: EmailInput = { to: 'jo', subject: 'Hi', text: 'Hello', sender: 'none' };
    const { items } = await email.checkMany([input]);
    expect(items[0]?.problem).toMatchObject({ error: { code: 'sender_not_found' } });
    for (const wrong of [Array.from({ length: 1_001 }, () => input), 'jo' as unknown as EmailInput[]])
      await expect(email.checkMany(wrong)).rejects.toMatchObject({ code: 'invalid_argument' });
    expect(await email.checkMany([])).toEqual({ items: [], sendable: 0 });
    const holed: EmailInput[] = [];
    holed[1] = { to: 'jo', subject: 'Hi', text: 'Hello' };
    const ofHoled = await email.checkMany(holed);
    expect(ofHoled.items[0]?.problem).toMatchObject({ error: { code: 'invalid_message' } });
    expect(ofHoled.sendable).toBe(1);
  });
});
