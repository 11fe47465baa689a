import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import type { Worker } from 'postern';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { memory, memoryQueue } from '../src/index.ts';

/** A worker that only counts. */
function newWorker(round: Worker['deliverDue'] = async () => ({})) {
  return { deliverDue: vi.fn(round) };
}

const day = 86_400_000;

function push(ms?: number) {
  const due = ms === undefined ? {} : { dueAt: new Date(Date.now() + ms) };
  return [{ id: 'msg_1', channel: 'email', ...due } as const];
}

/** Moves the clock, and lets run what that made ready. */
async function pass(ms: number) {
  await vi.advanceTimersByTimeAsync(ms);
  await setImmediate();
}

describe('by a clock that is moved', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('wakes a worker once for all that is pushed in one turn', async () => {
    const queue = memoryQueue();
    const worker = newWorker();
    await queue.start(worker);
    await pass(0);
    expect(worker.deliverDue).toHaveBeenCalledTimes(1);
    for (let pushed = 0; pushed < 100; pushed += 1) void queue.push(push());
    await pass(0);
    expect(worker.deliverDue).toHaveBeenCalledTimes(2);
  });

  it('lets a worker sleep until the time comes, however far', async () => {
    const queue = memoryQueue();
    const worker = newWorker();
    await queue.start(worker);
    await queue.push(push(100 * day));
    await pass(100 * day - 1);
    expect(worker.deliverDue).toHaveBeenCalledTimes(1);
    await pass(1);
    expect(worker.deliverDue).toHaveBeenCalledTimes(2);
    await pass(100 * day);
    expect(worker.deliverDue).toHaveBeenCalledTimes(2);
  });

  it('comes back a second after a worker failed, until it does not', async () => {
    const queue = memoryQueue();
    let failures = 3;
    const worker = newWorker(async () => {
      failures -= 1;
      if (failures >= 0) throw new Error('the storage is away');
      return {};
    });
    await queue.start(worker);
    await pass(0);
    for (const calls of [1, 2, 3]) {
      await pass(999);
      expect(worker.deliverDue).toHaveBeenCalledTimes(calls);
      await pass(1);
    }
    await pass(day);
    expect(worker.deliverDue).toHaveBeenCalledTimes(4);
  });

  it('does not spin for a worker that always wants to be called at once', async () => {
    const queue = memoryQueue();
    const worker = newWorker(async () => ({ nextDueAt: new Date(0) }));
    const stop = await queue.start(worker);
    for (let ms = 0; ms < 200; ms += 1) await pass(1);
    const { length } = worker.deliverDue.mock.calls;
    expect(length).toBeGreaterThan(10);
    expect(length).toBeLessThanOrEqual(21);
    await stop();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('ignores the time asked for by a round that ended after the stop', async () => {
    const queue = memoryQueue();
    let end = () => {};
    const worker = newWorker(
      () =>
        new Promise((resolve) => {
          end = () => resolve({ nextDueAt: new Date() });
        }),
    );
    const stop = await queue.start(worker);
    await pass(0);
    await stop();
    end();
    await pass(day);
    expect(worker.deliverDue).toHaveBeenCalledTimes(1);
  });

  it('wakes for a transaction of its storage at the commit, and not at a roll-back', async () => {
    const { storage, queue } = memory();
    const worker = newWorker();
    await queue.start(worker);
    await pass(0);
    await storage.transaction(async (tx) => {
      await queue.push(push(), tx);
      await pass(day);
      expect(worker.deliverDue).toHaveBeenCalledTimes(1);
    });
    await pass(0);
    expect(worker.deliverDue).toHaveBeenCalledTimes(2);
    const failing = storage.transaction(async (tx) => {
      await queue.push(push(), tx);
      throw new Error('the host rolls back');
    });
    await expect(failing).rejects.toThrow('the host rolls back');
    await pass(day);
    expect(worker.deliverDue).toHaveBeenCalledTimes(2);
  });

  it('measures times against the clock it is given', async () => {
    const start = new Date('2040-01-01T00:00:00Z').getTime();
    const began = Date.now();
    const queue = memoryQueue({ clock: () => new Date(start + Date.now() - began) });
    const worker = newWorker();
    await queue.start(worker);
    await queue.push([{ id: 'msg_1', channel: 'sms', dueAt: new Date(start + 5_000) }]);
    await pass(4_999);
    expect(worker.deliverDue).toHaveBeenCalledTimes(1);
    await pass(1);
    expect(worker.deliverDue).toHaveBeenCalledTimes(2);
  });
});

it('keeps no process alive that has nothing to do but to wait', async () => {
  const script = `
    import { memoryQueue } from '@postern/memory';
    const queue = memoryQueue();
    await queue.start({ deliverDue: async () => ({}) });
    await queue.push([{ id: 'msg_1', channel: 'email', dueAt: new Date(Date.now() + 3_600_000) }]);
  `;
  const args = ['--import', 'tsx', '--conditions=@postern/source', '--input-type=module', '--eval', script];
  const child = spawn(process.execPath, args, { cwd: import.meta.dirname, stdio: 'ignore' });
  expect(await once(child, 'exit')).toEqual([0, null]);
});
