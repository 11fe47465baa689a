import { AsyncLocalStorage } from 'node:async_hooks';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { memory, memoryTransport } from '@postern/memory';
import { Messaging } from 'postern';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Alarm } from '../src/delivery/alarm.ts';

const day = 86_400_000;
const secret = 'a secret of thirty-two characters';
const to = { address: '+33612345678' };

/** Moves the clock, and lets run what that made ready. */
async function pass(ms: number) {
  await vi.advanceTimersByTimeAsync(ms);
  await setImmediate();
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the alarm of a worker', () => {
  const now = () => new Date();

  it('rings once for all that comes in one turn', async () => {
    const ring = vi.fn();
    const alarm = new Alarm(now, ring);
    for (let woken = 0; woken < 100; woken += 1) alarm.at(new Date());
    alarm.soon();
    await pass(0);
    expect(ring).toHaveBeenCalledTimes(1);
  });

  it('sleeps until the time comes, however far, and rings once for it', async () => {
    const ring = vi.fn();
    const alarm = new Alarm(now, ring);
    alarm.at(new Date(Date.now() + 100 * day));
    await pass(100 * day - 10);
    expect(ring).not.toHaveBeenCalled();
    await pass(20);
    expect(ring).toHaveBeenCalledTimes(1);
    await pass(100 * day);
    expect(ring).toHaveBeenCalledTimes(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('keeps every time it is told, in any order, up to a thousand: the earliest', async () => {
    const ring = vi.fn();
    const alarm = new Alarm(now, ring);
    for (let second = 1_500; second > 0; second -= 1) alarm.at(new Date(Date.now() + second * 1_000));
    for (let second = 0; second < 1_000; second += 1) await pass(1_000);
    await pass(10);
    expect(ring).toHaveBeenCalledTimes(1_000);
    await pass(day);
    expect(ring).toHaveBeenCalledTimes(1_000);
  });

  it('does not spin for a round that always says it should have begun already', async () => {
    const ring = vi.fn(() => alarm.next(new Date(0)));
    const alarm: Alarm = new Alarm(now, ring);
    alarm.soon();
    for (let ms = 0; ms < 200; ms += 1) await pass(1);
    expect(ring.mock.calls.length).toBeGreaterThan(5);
    expect(ring.mock.calls.length).toBeLessThanOrEqual(21);
  });

  it('keeps of what looks found next the last alone, beside what the queue told', async () => {
    const ring = vi.fn();
    const alarm = new Alarm(now, ring);
    alarm.at(new Date(Date.now() + 5_000));
    for (const ms of [1_000, 2_000, 9_000]) alarm.next(new Date(Date.now() + ms));
    await pass(4_900);
    expect(ring).not.toHaveBeenCalled();
    await pass(200);
    expect(ring).toHaveBeenCalledTimes(1);
    // That look found nothing next: what the one before found is no longer so.
    await pass(day);
    expect(ring).toHaveBeenCalledTimes(1);
  });

  it('goes by the clock it is given', async () => {
    const ahead = 20 * 365 * day;
    const ring = vi.fn();
    const alarm = new Alarm(() => new Date(Date.now() + ahead), ring);
    alarm.at(new Date(Date.now() + ahead + 5_000));
    await pass(4_980);
    expect(ring).not.toHaveBeenCalled();
    await pass(40);
    expect(ring).toHaveBeenCalledTimes(1);
  });

  it('rings outside of the context that woke it: a transaction of the host’s is not its own', async () => {
    const context = new AsyncLocalStorage<string>();
    const seen: unknown[] = [];
    const alarm = new Alarm(now, () => seen.push(context.getStore()));
    context.run('a transaction', () => alarm.soon());
    await pass(0);
    context.run('another', () => alarm.at(new Date(Date.now() + 1_000)));
    await pass(1_010);
    expect(seen).toEqual([undefined, undefined]);
  });

  it('is silent once stopped, and leaves no timer', async () => {
    const ring = vi.fn();
    const alarm = new Alarm(now, ring);
    alarm.soon();
    alarm.at(new Date(Date.now() + 1_000));
    alarm.stop();
    alarm.soon();
    alarm.next(new Date());
    await pass(day);
    expect(ring).not.toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('a started worker', () => {
  it('looks again a second after a look failed, tells of it once, and again after it went well', async () => {
    const { storage, queue } = memory();
    const sms = memoryTransport({ channel: 'sms', defaultSender: { address: 'Acme' } });
    let away = false;
    const claim = storage.messages.claim.bind(storage.messages);
    const claims = vi.spyOn(storage.messages, 'claim').mockImplementation(async (query) => {
      if (away) throw new Error('The database is away.');
      return claim(query);
    });
    const messaging = new Messaging({
      site: { id: 'acme', name: 'Acme' },
      ...{ storage, queue, sms, secret },
      delivery: { sweepEveryMs: 3_600_000 },
    });
    const faults: string[] = [];
    messaging.on('error', ({ during }) => void faults.push(during));
    await messaging.start();
    await pass(0);
    for (const sent of [1, 2]) {
      away = true;
      await messaging.sms.send({ to, text: 'Hello' });
      await pass(0);
      const before = claims.mock.calls.length;
      await pass(3_050);
      expect(claims.mock.calls.length - before).toBe(3);
      expect(faults).toHaveLength(sent);
      away = false;
      await pass(1_010);
      expect(sms.sent).toHaveLength(sent);
    }
    expect(new Set(faults)).toEqual(new Set(['claiming']));
    await messaging.stop();
  });

  it('sends what is scheduled at its time, earlier ones first, by any queue that only says that something waits', async () => {
    const { storage } = memory();
    const sms = memoryTransport({ channel: 'sms', defaultSender: { address: 'Acme' } });
    const queue = {
      name: 'silent',
      push: async () => undefined,
      start: async (worker: { wake(): void }) => {
        worker.wake();
        return async () => undefined;
      },
    };
    const messaging = new Messaging({ site: { id: 'acme', name: 'Acme' }, storage, queue, sms, secret });
    const texts = () => sms.sent.map(({ text }) => text.replace(/^.*?: /, ''));
    for (const [text, ms] of [
      ['late', 9_000],
      ['soon', 5_000],
    ] as const)
      await messaging.sms.send({ to, text, scheduledAt: new Date(Date.now() + ms) });
    await messaging.start();
    await pass(4_900);
    expect(texts()).toEqual([]);
    await pass(200);
    expect(texts().join()).toMatch(/soon$/);
    await pass(4_000);
    expect(texts().join()).toMatch(/soon.*late$/);
    await messaging.stop();
  });
});

it('keeps no process alive that has nothing to do but to wait', async () => {
  vi.useRealTimers();
  const script = `
    import { Messaging } from 'postern';
    import { memory, memoryTransport } from '@postern/memory';
    const sms = memoryTransport({ channel: 'sms', defaultSender: { address: 'Acme' } });
    const messaging = new Messaging({ site: { id: 'acme', name: 'Acme' }, ...memory(), sms, secret: 'a secret of thirty-two characters' });
    await messaging.start();
    await messaging.sms.send({ to: { address: '+33612345678' }, text: 'Later', scheduledAt: new Date(Date.now() + 3_600_000) });
  `;
  const args = ['--import', 'tsx', '--conditions=@postern/source', '--input-type=module', '--eval', script];
  const child = spawn(process.execPath, args, { cwd: import.meta.dirname, stdio: 'ignore' });
  expect(await once(child, 'exit')).toEqual([0, null]);
});
