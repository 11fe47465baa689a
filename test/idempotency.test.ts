import { memoryConsumers } from '@postern/memory';
import { testMessaging } from '@postern/memory/testing';
import { type EmailInput, isMessagingError, MessagingError } from 'postern';
import { describe, expect, it } from 'vitest';
import { fingerprintOf } from '../src/sending/fingerprint.ts';

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
      code: 'sender_not_ready',
    });
  });
});

describe('what a payload is known by', () => {
  const withFile = (content: Uint8Array | string) =>
    fingerprintOf(untyped({ attachments: [{ filename: 'a.bin', content }] }));

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
    ].map(fingerprintOf);
    expect(new Set(prints).size).toBe(prints.length);
    expect(fingerprintOf(untyped({ data: { b: 1, a: undefined, c: 2 } }))).toBe(
      fingerprintOf(untyped({ data: { c: 2, b: 1 } })),
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

  it('may hold big numbers that no JSON knows', async () => {
    const t = await testMessaging();
    expect(await t.messaging.email.send(untyped({ data: { n: 10n } }))).toMatchObject({ status: 'queued' });
  });
});
