import { once } from 'node:events';
import { memory, memoryTransport } from '@postern/memory';
import { testMessaging } from '@postern/memory/testing';
import { Messaging, type MessagingConfig, type SendContext, type Transport } from 'postern';
import { describe, expect, it, vi } from 'vitest';

const mail = { to: { address: 'jo@customer.example' }, subject: 'Hello', text: 'Hello Jo' };
const leaseMs = 1_000;

/** A transport whose hand-over ends when the test says so, or is aborted. */
function heldTransport() {
  const begun = new EventTarget();
  let release = () => {};
  const calls: SendContext[] = [];
  const close = vi.fn(async () => {});
  const transport: Transport<'email'> = {
    ...{ name: 'held', channel: 'email', close },
    capabilities: { handOverTimeoutMs: 600_000 },
    async send(_, context) {
      calls.push(context);
      const ended = new Promise<'taken' | 'aborted'>((resolve) => {
        release = () => resolve('taken');
        context.signal.addEventListener('abort', () => resolve('aborted'));
      });
      begun.dispatchEvent(new Event('begun'));
      if ((await ended) === 'taken') return { outcome: 'accepted' };
      return { outcome: 'retry', failure: { class: 'temporary', message: 'Cut short.' } };
    },
  };
  return { transport, calls, close, begun: once(begun, 'begun'), release: () => release() };
}

async function setUp() {
  let now = Date.parse('2030-01-01T12:00:00Z');
  const clock = () => new Date(now);
  const { storage, queue } = memory({ clock });
  const renew = vi.spyOn(storage.messages, 'renew');
  const held = heldTransport();
  const config: MessagingConfig = {
    ...{ storage, queue, clock, email: held.transport },
    site: { id: 'test', name: 'Test' },
    secret: 'a secret for tests, long enough to pass',
    delivery: { leaseMs, drainMs: 0 },
  };
  // Makes the sender that may send.
  await testMessaging({ storage, queue });
  const messaging = new Messaging(config);
  return { messaging, other: new Messaging(config), held, storage, renew, pass: (ms: number) => (now += ms) };
}

describe('deliverDue() without start()', () => {
  it('hands a mail over once where calls overlap and the hand-over outlasts the lease', async () => {
    const { messaging, other, held, renew, pass } = await setUp();
    const { id } = await messaging.email.send(mail);
    const first = messaging.deliverDue();
    await held.begun;
    for (let step = 0; step < 4; step += 1) {
      const renewed = renew.mock.calls.length;
      await vi.waitFor(() => expect(renew.mock.calls.length).toBeGreaterThan(renewed), { timeout: 10_000 });
      pass(leaseMs * 0.7);
      await other.deliverDue();
    }
    held.release();
    await first;
    expect(held.calls).toHaveLength(1);
    expect((await messaging.email.get(id)).status).toBe('sent');
    const { length } = renew.mock.calls;
    await other.deliverDue();
    expect(renew.mock.calls).toHaveLength(length);
  }, 30_000);

  it('claims nothing more and ends once its signal aborts, or its time is up', async () => {
    const { messaging, held } = await setUp();
    const { id } = await messaging.email.send(mail);
    const ending = new AbortController();
    const round = messaging.deliverDue({ signal: ending.signal });
    await held.begun;
    ending.abort();
    await round;
    expect((await messaging.email.get(id)).status).toBe('queued');
    await messaging.deliverDue({ signal: AbortSignal.abort() });
    await messaging.deliverDue({ maxMs: 0 });
    await messaging.deliverDue({ maxMs: 20 });
    expect((await messaging.email.get(id)).status).toBe('queued');
  });

  it('is ended by stop(), and closes the transports when the last call has ended', async () => {
    const { messaging, held } = await setUp();
    await messaging.email.send(mail);
    const rounds = [messaging.deliverDue(), messaging.deliverDue()];
    await held.begun;
    expect(held.close).not.toHaveBeenCalled();
    await messaging.stop();
    await Promise.all(rounds);
    expect(held.close).toHaveBeenCalledTimes(1);
  });

  it('ends within its time where the storage does not say whether it is ready', async () => {
    const { storage, queue } = memory();
    let answer = () => {};
    const asked = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const t = await testMessaging({ storage: Object.assign(storage, { check: () => asked }), queue });
    await t.messaging.email.send(mail);
    await t.messaging.deliverDue({ maxMs: 20 });
    expect(t.email.sent).toHaveLength(0);
    answer();
    await t.messaging.deliverDue();
    expect(t.email.sent).toHaveLength(1);
  });

  it.each<[string, Transport['close']]>([
    ['does not close', () => new Promise(() => {})],
    ['fails at closing', () => Promise.reject(new Error('No.'))],
    [
      'throws at closing',
      () => {
        throw new Error('No.');
      },
    ],
  ])('is not kept, nor the next, by a transport that %s', async (_, close) => {
    const { messaging, held } = await setUp();
    held.close.mockImplementation(close as () => Promise<void>);
    const faults: string[] = [];
    messaging.on('error', ({ during }) => faults.push(during));
    await messaging.deliverDue();
    await messaging.deliverDue();
    const starting = messaging.start();
    await messaging.stop();
    await starting;
    expect(new Set(faults)).toEqual(new Set(['closing the transport "held"']));
  });

  it('tidies the storage, and asks providers what became of unknown messages', async () => {
    const { storage, queue } = memory();
    const upkeep = vi.fn(async () => {});
    const find = vi.fn(async () => ({ kind: 'found', providerId: 'p1', type: 'sent' }) as const);
    const email = Object.assign(memoryTransport({ channel: 'email' }), { find });
    email.fail('unknown', 1);
    const t = await testMessaging({
      ...{ queue, email, delivery: { unknown: { email: 'hold' } } },
      storage: Object.assign(storage, { upkeep }),
    });
    const { id } = await t.messaging.email.send(mail);
    await t.messaging.deliverDue();
    t.advance(120_000);
    await t.messaging.deliverDue();
    expect((await t.messaging.email.get(id)).status).toBe('sent');
    expect(upkeep).toHaveBeenCalledTimes(2);
  });

  it('keeps to the concurrency of its process where calls overlap', async () => {
    const { storage, queue } = memory();
    let [now, most] = [0, 0];
    const ends = new EventTarget();
    const latency = async () => {
      now += 1;
      most = Math.max(most, now);
      if (now === 2) setImmediate(() => ends.dispatchEvent(new Event('full')));
      await once(ends, 'full');
      now -= 1;
    };
    const email = memoryTransport({ channel: 'email', latency });
    const t = await testMessaging({ storage, queue, email, delivery: { concurrency: { email: 2 } } });
    await t.messaging.email.sendMany(Array.from({ length: 6 }, () => mail));
    await Promise.all([t.messaging.deliverDue(), t.messaging.deliverDue(), t.messaging.deliverDue()]);
    expect([email.sent.length, most]).toEqual([6, 2]);
  });

  it('looks first whether it may: at the schema, and at the secret', async () => {
    const { storage, queue } = memory();
    const check = vi.fn(async () => {});
    const t = await testMessaging({ storage: Object.assign(storage, { check }), queue });
    await t.messaging.deliverDue();
    await t.messaging.deliverDue();
    expect(check).toHaveBeenCalledTimes(1);
    const other = await testMessaging({ storage, queue, secret: 'another secret, as long as the first one' });
    await expect(other.messaging.deliverDue()).rejects.toMatchObject({ code: 'secret_changed' });
  });

  it('refuses options that cannot be meant', async () => {
    const { messaging } = await setUp();
    await expect(messaging.deliverDue({ maxMs: Number.NaN })).rejects.toMatchObject({
      code: 'invalid_argument',
    });
    const notASignal = { signal: 'now' as unknown as AbortSignal };
    await expect(messaging.deliverDue(notASignal)).rejects.toMatchObject({ code: 'invalid_argument' });
    await expect(messaging.deliverDue({ maxMs: -1 })).rejects.toMatchObject({ code: 'invalid_argument' });
  });
});
