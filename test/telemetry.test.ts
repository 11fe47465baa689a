import { memory, memoryTransport } from '@postern/memory';
import { testMessaging } from '@postern/memory/testing';
import { describe, expect, it } from 'vitest';
import { Messaging, type Telemetry, type Watch } from '../src/index.ts';

const mail = {
  to: { address: 'jo@private.example', name: 'Jo Private' },
  subject: 'A private subject',
  text: 'A private text',
};
const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

/** Writes down what it is told, each method by its name. */
function recorder(watch: Partial<Watch<unknown>> = {}) {
  const told: { readonly method: string; readonly facts: unknown }[] = [];
  const begin = (method: string) => (facts: unknown) => {
    told.push({ method, facts });
    return { ...watch, end: (how: unknown) => void told.push({ method: `${method} ended`, facts: how }) };
  };
  const telemetry: Telemetry = {
    recording: begin('recording'),
    processing: begin('processing'),
    handingOver: begin('handingOver'),
    delivering: () => undefined,
    happened: (facts) => void told.push({ method: 'happened', facts }),
  };
  return { telemetry, told, of: (method: string) => told.filter((one) => one.method === method) };
}

describe('telemetry', () => {
  it('is told of a message from send to hand-over, in facts without anything of its recipient', async () => {
    const { telemetry, told } = recorder({ traceparent });
    const t = await testMessaging({ telemetry });
    const { id } = await t.messaging.email.send(mail);
    t.advance(1_500);
    await t.deliverAll();
    const message = { messageId: id, site: 'test', channel: 'email' };
    expect(told).toEqual([
      { method: 'recording', facts: { site: 'test', channel: 'email' } },
      { method: 'happened', facts: { type: 'queued', channel: 'email' } },
      {
        method: 'recording ended',
        facts: { recorded: [{ id, origin: 'sys', priority: 'normal', status: 'queued' }] },
      },
      { method: 'happened', facts: { type: 'sending', channel: 'email' } },
      {
        method: 'processing',
        facts: {
          ...message,
          origin: 'sys',
          priority: 'normal',
          attempt: 1,
          waitedMs: 1_500,
          traceparent,
        },
      },
      { method: 'handingOver', facts: { ...message, attempt: 1, transport: 'memory' } },
      { method: 'handingOver ended', facts: { outcome: 'accepted' } },
      { method: 'processing ended', facts: { outcome: 'sent', transport: 'memory' } },
      { method: 'happened', facts: { type: 'sent', channel: 'email' } },
    ]);
    expect(JSON.stringify(told)).not.toMatch(/private/i);
  });

  it('gives the trace that is stored with each message, and with those of a batch', async () => {
    const { telemetry, of } = recorder({ traceparent });
    const t = await testMessaging({ telemetry });
    const { id } = await t.messaging.email.send(mail);
    expect((await t.messaging.email.get(id)).traceparent).toBe(traceparent);
    await t.messaging.email.sendMany([mail, { ...mail, subject: '' }, mail], { batchSize: 2 });
    const { items } = await t.messaging.email.history();
    expect(items.map((message) => message.traceparent)).toEqual([traceparent, traceparent, traceparent]);
    expect(of('recording').map(({ facts }) => facts)).toMatchObject([{}, { batch: 2 }, { batch: 1 }]);
    expect(of('recording ended').map(({ facts }) => facts)).toMatchObject([
      {},
      { recorded: [{ priority: 'low' }] },
      { recorded: [{ priority: 'low' }] },
    ]);
  });

  it('is told of the mail that carries a code', async () => {
    const { telemetry, of } = recorder({ traceparent });
    const t = await testMessaging({ telemetry, senderReady: false });
    t.dns.set('acme.example', 'MX', [{ exchange: 'mx.acme.example', priority: 10 }]);
    await t.messaging.email.sender.create({ name: 'Acme', address: 'hi@acme.example' });
    expect(of('recording ended')).toMatchObject([{ facts: { recorded: [{ priority: 'high' }] } }]);
    await t.deliverAll();
    expect(of('processing')).toMatchObject([{ facts: { traceparent } }]);
  });

  it.each([
    ['a line break', `${traceparent}\r\nX: 1`],
    ['no text', 5],
    ['far too much', 'a'.repeat(201)],
    ['nothing', ''],
  ])('does not store a trace that is %s', async (_, given) => {
    const { telemetry } = recorder({ traceparent: given as string });
    const t = await testMessaging({ telemetry });
    const { id } = await t.messaging.email.send(mail);
    expect((await t.messaging.email.get(id)).traceparent).toBeUndefined();
  });

  it('is told why a call recorded nothing', async () => {
    const { telemetry, of } = recorder();
    const t = await testMessaging({ telemetry });
    await expect(t.messaging.email.send({ ...mail, to: { address: 'no' } })).rejects.toThrow();
    t.storage.messages.insert = () => Promise.reject(new TypeError('jo@private.example'));
    await expect(t.messaging.email.send(mail)).rejects.toThrow(TypeError);
    expect(of('recording ended').map(({ facts }) => facts)).toEqual([
      { recorded: [], error: 'invalid_address' },
      { recorded: [], error: 'TypeError' },
    ]);
  });

  it('is not told of a repetition as of a message', async () => {
    const { telemetry, of } = recorder();
    const t = await testMessaging({ telemetry });
    await t.messaging.email.send({ ...mail, idempotencyKey: 'k' });
    await t.messaging.email.send({ ...mail, idempotencyKey: 'k' });
    expect(of('recording ended').map(({ facts }) => facts)).toMatchObject([
      { recorded: [{}] },
      { recorded: [] },
    ]);
  });

  it.each([
    ['retry', 'retry', 'temporary', 'retry'],
    ['rejected', 'rejected', 'recipient', 'failed'],
    ['unknown', 'unknown', 'ambiguous', 'retry'],
    ['paused', 'paused', 'configuration', 'given_back'],
    ['throw', 'unknown', 'transport_fault', 'retry'],
  ] as const)('is told how a hand-over went: %s', async (fault, answered, failure, outcome) => {
    const { telemetry, of } = recorder();
    const t = await testMessaging({ telemetry });
    t.messaging.on('error', () => {});
    t.email.fail(fault);
    await t.messaging.email.send(mail);
    await t.deliverAll();
    expect(of('handingOver ended')[0]?.facts).toEqual({ outcome: answered, failure });
    expect(of('processing ended')[0]?.facts).toEqual({ outcome, failure });
  });

  it('is told of each transport that is asked', async () => {
    const { telemetry, of } = recorder();
    const first = memoryTransport({ channel: 'sms', name: 'first', defaultSender: { address: 'Acme' } });
    const second = memoryTransport({ channel: 'sms', name: 'second' });
    const messaging = new Messaging({
      site: { id: 'acme', name: 'Acme' },
      secret: 'a secret for tests, long enough to pass',
      ...memory(),
      sms: [first, second],
      telemetry,
    });
    first.fail('retry');
    await messaging.sms.send({ to: { address: '+447400123456' }, text: 'x' });
    await messaging.deliverDue();
    expect(of('handingOver').map(({ facts }) => facts)).toMatchObject([
      { transport: 'first' },
      { transport: 'second' },
    ]);
    expect(of('processing ended').map(({ facts }) => facts)).toEqual([
      { outcome: 'sent', transport: 'second' },
    ]);
  });

  it('may ask what is due, which the storage is asked for at most each 15 s', async () => {
    const { telemetry } = recorder();
    let read: Parameters<Telemetry['delivering']>[0] | undefined;
    let ended = 0;
    const delivering: Telemetry['delivering'] = (queue) => {
      read = queue;
      return () => {
        ended += 1;
      };
    };
    const wiring = memory();
    const messaging = new Messaging({
      site: { id: 'acme', name: 'Acme' },
      secret: 'a secret for tests, long enough to pass',
      ...wiring,
      sms: memoryTransport({ channel: 'sms', defaultSender: { address: 'Acme' } }),
      telemetry: { ...telemetry, delivering },
    });
    let asked = 0;
    const waiting = wiring.storage.messages.waiting.bind(wiring.storage.messages);
    wiring.storage.messages.waiting = (query) => {
      // Alerts look as well, at fewer.
      if (query.limit === 10_000) asked += 1;
      return waiting(query);
    };
    await messaging.deliverDue();
    await messaging.deliverDue();
    await messaging.sms.send({ to: { address: '+447400123456' }, text: 'x' });
    const figures = await Promise.all([read?.(), read?.()]);
    await read?.();
    expect(figures[0]?.lanes).toMatchObject([
      { channel: 'sms', priority: 'high', due: 0, oldestDueMs: 0 },
      { channel: 'sms', priority: 'normal', due: 1 },
      { channel: 'sms', priority: 'low', due: 0 },
    ]);
    expect(asked).toBe(1);
    await messaging.stop();
    await messaging.stop();
    expect(ended).toBe(1);
  });
});

describe('a telemetry that misbehaves', () => {
  const broken = () => {
    throw new Error('broken');
  };
  const rejecting = () => Promise.reject(new Error('broken')) as never;

  it.each<[string, Telemetry]>([
    [
      'throws',
      { recording: broken, processing: broken, handingOver: broken, delivering: broken, happened: broken },
    ],
    [
      'rejects',
      {
        recording: rejecting,
        processing: rejecting,
        handingOver: rejecting,
        delivering: rejecting,
        happened: rejecting,
      },
    ],
    [
      'throws at the end',
      {
        recording: () => ({ end: broken }),
        processing: () => ({ end: broken }),
        handingOver: () => ({ end: broken }),
        delivering: () => broken,
        happened() {},
      },
    ],
    [
      'throws around what it watches',
      {
        recording: () => ({ within: broken, end() {} }),
        processing: () => ({ within: broken, end() {} }),
        handingOver: () => ({ within: broken, end() {} }),
        delivering: () => undefined,
        happened() {},
      },
    ],
  ])('and %s neither loses nor repeats a message, and is told of once', async (_, telemetry) => {
    const t = await testMessaging({ telemetry });
    const faults: string[] = [];
    t.messaging.on('error', ({ during }) => faults.push(during));
    await t.messaging.email.send(mail);
    await t.messaging.email.sendMany([mail, mail]);
    await t.deliverAll();
    await t.messaging.stop();
    expect(t.sent).toHaveLength(3);
    expect(faults).toEqual(['telemetry']);
  });

  it.each<[string, (run: () => void) => void]>([
    ['never', () => {}],
    [
      'twice',
      (run) => {
        run();
        run();
      },
    ],
    ['too late', (run) => void setImmediate(run)],
    [
      'and then throws',
      (run) => {
        run();
        throw new Error('broken');
      },
    ],
  ])('and calls what it watches %s has it run once', async (_, within) => {
    const { telemetry, of } = recorder({ within });
    const t = await testMessaging({ telemetry });
    t.messaging.on('error', () => {});
    await t.messaging.email.send(mail);
    await t.deliverAll();
    await new Promise((resolve) => setImmediate(resolve));
    expect(t.sent).toHaveLength(1);
    expect((await t.messaging.email.history()).items).toHaveLength(1);
    expect(of('processing ended')).toHaveLength(1);
  });

  it.each([5, {}, { recording() {} }])('is refused where it is none: %s', async (telemetry) => {
    await expect(testMessaging({ telemetry: telemetry as unknown as Telemetry })).rejects.toThrow(
      '"telemetry" is made by an adapter',
    );
  });
});
