import { memory, memoryConsumers } from '@postern/memory';
import { testMessaging } from '@postern/memory/testing';
import { type EmailInput, isMessagingError, Messaging, MessagingError } from 'postern';
import type { NewMessage } from 'postern/adapter';
import { describe, expect, it } from 'vitest';
import { payloadOf } from '../src/sending/fingerprint.ts';

const to = { address: 'jo@customer.example' };

/** An input as a host without types gives it. */
function untyped(fields: object): EmailInput {
  return Object.assign({ to, subject: 'Hi', text: 'Hello' }, fields);
}

describe('a repetition under its idempotency key', () => {
  it('answers the first message after its times have passed', async () => {
    const t = await testMessaging();
    const input = {
      to,
      subject: 'Hi',
      text: 'Hello',
      scheduledAt: new Date(t.now.getTime() + 1000),
      expiresAt: new Date(t.now.getTime() + 60_000),
      idempotencyKey: 'k',
    };
    const first = await t.messaging.email.send(input);
    t.advance(3_600_000);
    expect(await t.messaging.email.send(input)).toMatchObject({ id: first.id, repeated: true });
    const again = await t.messaging.email.sendMany([input, { ...input, idempotencyKey: 'new' }]);
    expect(again).toMatchObject({ repeated: 1, rejected: 1 });
    expect(again.rejections[0]?.error.code).toBe('invalid_time');
  });

  it('answers the first message after its consumer, template and sender are gone', async () => {
    const people = [{ id: 'ada', name: 'Ada', email: 'ada@customer.example' }];
    const t = await testMessaging({ consumers: memoryConsumers(() => people) });
    const { id: template } = await t.messaging.email.templates.save({
      name: 'Reminder',
      subject: 'Soon',
      text: 'See you.',
    });
    const input = { to: 'ada', template, idempotencyKey: 'k' };
    const first = await t.messaging.email.send(input);
    people.pop();
    await t.messaging.email.templates.delete(template);
    await t.messaging.email.sender.delete();
    expect(await t.messaging.email.send(input)).toEqual({ id: first.id, status: 'queued', repeated: true });
    await expect(t.messaging.email.send({ ...input, data: {} })).rejects.toMatchObject({
      code: 'idempotency_conflict',
    });
    await expect(t.messaging.email.send({ ...input, idempotencyKey: 'other' })).rejects.toMatchObject({
      code: 'consumer_not_found',
    });
  });
});

describe('a fingerprint', () => {
  const [older, newer] = ['o'.repeat(32), 'n'.repeat(32)];
  const code = { to, subject: 'Your code', text: '493021', confidential: true, idempotencyKey: 'k' };

  /** A storage, and all that it was given; `before` changes what is kept, as an earlier release would have kept it. */
  async function open(before = (message: NewMessage) => message) {
    const wiring = memory();
    const { messages } = wiring.storage;
    const kept: NewMessage[] = [];
    const insert = messages.insert.bind(messages);
    messages.insert = (list, timed) => {
      const changed = list.map(before);
      kept.push(...changed);
      return insert(changed, timed);
    };
    const t = await testMessaging({ ...wiring, secret: older });
    return { t, kept, wiring };
  }
  it('is kept under a key only, and of a confidential message sealed: no code can be tried against it', async () => {
    const { t, kept } = await open();
    const { idempotencyKey: _, ...keyless } = code;
    await t.messaging.email.send(keyless);
    await t.messaging.email.send({ to, subject: 'Hi', text: 'Hello' });
    await t.messaging.email.send(code);
    await t.messaging.email.send({ ...code, idempotencyKey: 'other' });
    const [noKey, open_, sealed = '', again = ''] = kept.map(({ fingerprint }) => fingerprint);
    expect([noKey, open_]).toEqual(['', '']);
    for (const one of [sealed, again]) {
      expect(one).toMatch(/^sealed:v1\./);
      expect(one.length).toBeLessThan(150);
      expect(one).not.toContain(payloadOf('email', code).slice(6));
    }
    expect(again).not.toBe(sealed);
  });

  it.each([
    ['the secret that it was sealed with', older],
    ['a newer secret beside it', [newer, older]],
  ])('knows a confidential message again by %s', async (_by, secret) => {
    const { t, wiring } = await open();
    const { id } = await t.messaging.email.send(code);
    const { email } = new Messaging({
      ...wiring,
      site: t.messaging.site,
      email: t.email,
      secret,
      clock: () => t.now,
    });
    expect(await email.send(code)).toMatchObject({ id, repeated: true });
    // Also where the input is refused by now, and the key is looked up.
    expect(await email.sendMany([code, code, { ...code, text: '493022' }])).toMatchObject({
      repeated: 2,
      rejections: [{ index: 2, error: { code: 'idempotency_conflict', details: { messageId: id } } }],
    });
    await t.messaging.email.sender.delete();
    await expect(email.send({ ...code, text: '493022' })).rejects.toMatchObject({
      code: 'idempotency_conflict',
    });
    expect(await email.send(code)).toMatchObject({ id, repeated: true });
  });

  it('sealed with a secret that is gone knows nothing: the key conflicts, and nothing goes twice', async () => {
    const { t, wiring } = await open();
    await t.messaging.email.send(code);
    const { site } = t.messaging;
    const { email } = new Messaging({ ...wiring, site, email: t.email, secret: newer, clock: () => t.now });
    await expect(email.send(code)).rejects.toMatchObject({ code: 'idempotency_conflict' });
  });

  it('counts the channel: an SMS under the key of a mail is no repetition', async () => {
    const consumers = memoryConsumers([
      { id: 'ada', name: 'Ada', email: 'ada@customer.example', phone: '+447400123456' },
    ]);
    const t = await testMessaging({ consumers });
    const input = { to: 'ada', text: 'Hello', subject: 'Hi', idempotencyKey: 'k' };
    const { subject: _, ...sms } = input;
    const mail = { ...sms, subject: undefined, html: undefined };
    expect(payloadOf('email', mail).slice(6)).toBe(payloadOf('sms', sms).slice(4));
    expect(payloadOf('email', mail)).not.toBe(payloadOf('sms', sms));
    const { id: messageId } = await t.messaging.sms.send(sms);
    await expect(t.messaging.email.send(input)).rejects.toMatchObject({
      code: 'idempotency_conflict',
      message: expect.stringContaining('the channel'),
      details: { messageId },
    });
  });

  it.each([false, true])(
    'of an earlier release, which was a hash alone, is known (confidential: %s)',
    async (confidential) => {
      const input = { ...code, confidential };
      const hash = payloadOf('email', input).slice(6);
      const { t } = await open((message) => ({ ...message, fingerprint: hash }));
      const { id } = await t.messaging.email.send(input);
      expect(await t.messaging.email.send(input)).toMatchObject({ id, repeated: true });
      await t.messaging.email.sender.delete();
      expect(await t.messaging.email.send(input)).toMatchObject({ id, repeated: true });
      await expect(t.messaging.email.send({ ...input, text: 'x' })).rejects.toMatchObject({
        code: 'idempotency_conflict',
      });
    },
  );
});

describe('what a payload is known by', () => {
  const withFile = (content: Uint8Array | string) =>
    payloadOf('email', untyped({ attachments: [{ filename: 'a.bin', content }] }));

  it('counts bytes as bytes, whatever holds them, and looks at each once', () => {
    const bytes = Buffer.alloc(9_000_000, 7);
    expect(withFile(bytes)).toBe(withFile(new Uint8Array(bytes)));
    expect(withFile(bytes.subarray(1))).not.toBe(withFile(bytes));
    // `Buffer.toJSON` would make a number of each byte: some 400 MB.
    const before = process.memoryUsage().heapUsed;
    withFile(bytes);
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(50_000_000);
  });

  it('tells payloads apart that are written alike', () => {
    const prints = [
      untyped({ data: { a: '1' } }),
      untyped({ data: { a: 1 } }),
      untyped({ data: { a: [1] } }),
      untyped({ data: { a: { 0: 1 } } }),
      untyped({ data: { a: null } }),
      untyped({ data: { a: new Date(1) } }),
      untyped({ data: { a: 1n } }),
      untyped({ data: {} }),
      untyped({}),
    ].map((input) => payloadOf('email', input));
    expect(new Set(prints).size).toBe(prints.length);
    expect(payloadOf('email', untyped({ data: { b: 1, a: undefined, c: 2 } }))).toBe(
      payloadOf('email', untyped({ data: { c: 2, b: 1 } })),
    );
  });
});

describe('an input that cannot be read', () => {
  const circle: Record<string, unknown> = {};
  circle.self = circle;
  let deep: unknown = 1;
  for (let n = 0; n < 50_000; n += 1) deep = { deep };
  const throwing = Object.defineProperty({}, 'name', {
    enumerable: true,
    get() {
      throw new Error('secret: jo@customer.example');
    },
  });

  it.each<[string, EmailInput]>([
    ['data that holds itself', untyped({ data: circle })],
    ['data nested without end', untyped({ data: { deep } })],
    ['a getter that throws', untyped({ data: throwing })],
    [
      'a field that throws',
      Object.defineProperty(untyped({}), 'text', {
        enumerable: true,
        get: () => {
          throw new Error('no');
        },
      }),
    ],
    [
      'a proxy that throws',
      new Proxy(untyped({}), {
        get: () => {
          throw new RangeError('no');
        },
      }),
    ],
  ])('is refused alone: %s', async (_name, bad) => {
    const t = await testMessaging();
    const good = untyped({});
    const result = await t.messaging.email.sendMany([good, bad, good]);
    expect(result).toMatchObject({ accepted: 2, rejected: 1 });
    expect(result.rejections[0]).toMatchObject({ index: 1, error: { code: 'invalid_message' } });
    const alone = await t.messaging.email.send(bad).catch((error: unknown) => error);
    expect(isMessagingError(alone)).toBe(true);
    expect(JSON.stringify(alone instanceof MessagingError ? [alone, alone.cause] : alone)).not.toContain(
      'secret',
    );
    expect((await t.messaging.email.history()).items).toHaveLength(2);
  });

  it.each(['text', 'confidential', 'template', 'data'])(
    'conflicts under a key that was used, where reading "%s" throws',
    async (field) => {
      const t = await testMessaging();
      const first = untyped({ idempotencyKey: 'k' });
      const bad = Object.defineProperty(untyped({ idempotencyKey: 'k' }), field, {
        enumerable: true,
        get() {
          throw new Error('secret: jo@customer.example');
        },
      });
      const { id: messageId } = await t.messaging.email.send(first);
      expect(await t.messaging.email.sendMany([first, bad])).toMatchObject({
        repeated: 1,
        rejections: [{ index: 1, error: { code: 'idempotency_conflict', details: { messageId } } }],
      });
    },
  );

  it('may hold big numbers that no JSON knows', async () => {
    const t = await testMessaging();
    expect(await t.messaging.email.send(untyped({ data: { n: 10n } }))).toMatchObject({ status: 'queued' });
  });
});
