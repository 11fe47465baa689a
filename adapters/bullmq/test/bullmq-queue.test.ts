import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { inspect, promisify } from 'node:util';
import { memoryStorage } from '@postern/memory';
import { Queue as BullQueue, Worker as BullWorker } from 'bullmq';
import { Redis } from 'ioredis';
import { createId, type Due, type MessagingError } from 'postern/adapter';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type BullMq, type BullMqOptions, bullmq } from '../src/index.ts';
import { type TestRedis, withRedis } from './support/redis.ts';
import { NotingWorker } from './support/workers.ts';

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

const due = (dueAt?: Date): Due => ({
  ...{ id: createId('msg', new Date()), channel: 'sms' },
  ...(dueAt ? { dueAt } : {}),
});

/** One machine: polls as good as never, so that what wakes it is Redis. */
function machine(connection: BullMqOptions['connection']) {
  const faults: { readonly error: MessagingError; readonly during: string }[] = [];
  const made: BullMq = bullmq({
    connection,
    pollMs: 600_000,
    onFault: (error, during) => faults.push({ error, during }),
  });
  cleanups.push(() => made.close());
  return { ...made, faults };
}

/** A machine whose worker is listening, which one that was woken from elsewhere is. */
async function listening(redis: TestRedis) {
  const one = machine(redis.url);
  const worker = new NotingWorker();
  const stop = await one.queue.start(worker);
  const blocked = (list: unknown) => /cmd=bzpopmin/.test(String(list));
  await expect
    .poll(() => redis.ask((client) => client.client('LIST')), { timeout: 15_000 })
    .toSatisfy(blocked);
  return { ...one, worker, stop };
}

withRedis('several machines', (start) => {
  const started = async (...options: string[]) => {
    const redis = await start(...options);
    cleanups.push(() => redis.remove());
    return redis;
  };

  it('wake each other for what is due now', async () => {
    const redis = await started();
    const { worker } = await listening(redis);
    const { queue } = machine(redis.url);
    for (let n = 0; n < 5; n += 1) {
      const woken = worker.woken();
      await queue.push([due()]);
      await woken;
    }
  });

  it('are woken also where the clock of the one that pushes is set back', { timeout: 10_000 }, async () => {
    const redis = await started();
    const { worker } = await listening(redis);
    const { queue } = machine(redis.url);
    const pushed = async () => {
      const woken = worker.woken();
      await queue.push([due()]);
      await woken;
    };
    await pushed();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - 3_600_000 });
    cleanups.push(async () => vi.useRealTimers());
    await pushed();
  });

  it('wake each other for what is due later, with its time', async () => {
    const redis = await started();
    const { worker } = await listening(redis);
    const at = new Date(Date.now() + 500);
    await machine(redis.url).queue.push([due(at)]);
    await worker.when(() => worker.wakes.some((wake) => wake.at === at.getTime()));
    // Early by a part of the way, so that the worker's own alarm rings in time.
    expect(worker.wakes.find((wake) => wake.at === at.getTime())?.cameAt).toBeLessThanOrEqual(
      at.getTime() + 300,
    );
  });

  it('look several times after a push in a transaction of which nobody learns the end', async () => {
    const redis = await started();
    const { worker } = await listening(redis);
    const before = Date.now();
    await machine(redis.url).queue.push([due()], {});
    const times = () => new Set(worker.wakes.flatMap(({ at }) => (at && at > before ? [at] : [])));
    await worker.when(() => times().size === 4);
  });

  it('are woken together by a push of many', async () => {
    const redis = await started();
    const machines = [await listening(redis), await listening(redis)];
    const woken = machines.map(({ worker }) => worker.woken());
    await machine(redis.url).queue.push(Array.from({ length: 1_000 }, () => due()));
    await Promise.all(woken);
  });

  it('leave nothing of a wake-up behind, and of those that wait a bounded number', async () => {
    const redis = await started();
    const { worker, stop } = await listening(redis);
    const { queue } = machine(redis.url);
    const woken = worker.woken();
    await queue.push([due()]);
    await woken;
    const names = () => redis.ask((client) => client.keys('*'));
    await expect.poll(async () => (await names()).filter((key) => /:(now|at)-/.test(key))).toEqual([]);
    await stop();
    const year = 366 * 86_400_000;
    for (let n = 0; n < 5_000; n += 1)
      await queue.push([due(new Date(Date.now() + Math.ceil(year ** Math.random())))]);
    await queue.push([due()]);
    await expect.poll(async () => (await names()).some((key) => key.endsWith(':now-0'))).toBe(true);
    const waiting = (await names()).filter((key) => /:(now|at)-/.test(key));
    expect(waiting.length).toBeGreaterThan(100);
    expect(waiting.length).toBeLessThan(1_100);
    const events = await redis.ask((client) => client.xlen('postern:wake:events'));
    expect(events).toBeLessThan(300);
  });

  it('are woken again after Redis lost everything', async () => {
    const redis = await started();
    const { worker } = await listening(redis);
    const { queue } = machine(redis.url);
    await queue.push([due(new Date(Date.now() + 60_000))]);
    await redis.ask((client) => client.flushall());
    const woken = worker.woken();
    await queue.push([due()]);
    await woken;
  });

  it('look when a Redis that was away is back, are woken again, and are told of one fault', async () => {
    const redis = await started();
    const { worker, faults } = await listening(redis);
    const sender = machine(redis.url);
    await sender.queue.push([due()]);
    await worker.woken();
    await redis.stop();
    const told = () => [faults.length, sender.faults.length];
    await expect.poll(told, { timeout: 10_000 }).toEqual([1, 1]);
    for (let n = 0; n < 100; n += 1) await sender.queue.push([due()]);
    const back = worker.woken();
    await redis.start();
    await back;
    await expect
      .poll(
        async () => {
          const before = worker.wakes.length;
          await sender.queue.push([due()]);
          await Promise.race([worker.woken(), new Promise((resolve) => setTimeout(resolve, 200))]);
          return worker.wakes.length > before;
        },
        { timeout: 20_000 },
      )
      .toBe(true);
    expect(told()).toEqual([1, 1]);
    expect(faults[0]).toMatchObject({ error: { code: 'storage_not_ready' }, during: 'reaching Redis' });
  });

  it('are woken although a machine died with the wake-up that they wait for', async () => {
    const redis = await started();
    const { queue } = machine(redis.url);
    await queue.push([due()]);
    const connection = { port: redis.port, maxRetriesPerRequest: null };
    const dying = new BullWorker('wake', null, {
      connection: new Redis(connection),
      prefix: 'postern',
      lockDuration: 500,
    });
    dying.on('error', () => undefined);
    await expect.poll(() => dying.getNextJob('token', { block: false })).toMatchObject({ id: 'now-0' });
    await dying.disconnect();
    const { worker } = await listening(redis);
    await queue.push([due()]);
    await worker.woken();
    (await dying.getBackend().client).disconnect();
  }, 60_000);

  it('keep a rate limit together, and by the other store while Redis is away', async () => {
    const redis = await started();
    const fallback = memoryStorage().limits;
    const [one, two] = [machine(redis.url), machine(redis.url)].map(({ limits }) => limits(fallback));
    const bucket = { key: 'transport/sms/x', perSecond: 0.001, burst: 20 };
    const takes = await Promise.all(
      Array.from({ length: 30 }, (_, n) => (n % 2 ? one : two)?.take(bucket, 1)),
    );
    expect(takes.filter((taken) => taken?.granted === 1)).toHaveLength(20);
    expect(await redis.ask((client) => client.pttl('postern:limit:transport/sms/x'))).toBeGreaterThan(
      20_000_000,
    );
    await redis.stop();
    expect(await one?.take(bucket, 30)).toMatchObject({ granted: 20 });
    expect(await two?.take(bucket, 30)).toMatchObject({ granted: 0 });
  });
});

withRedis('a Redis', (start) => {
  const started = async (...options: string[]) => {
    const redis = await start(...options);
    cleanups.push(() => redis.remove());
    return redis;
  };

  it('that refuses the password is told of once, without a word of it', async () => {
    const redis = await started('--requirepass', 'the right one');
    const { queue, faults } = machine({ port: redis.port, password: 'hunter2 is wrong' });
    const worker = new NotingWorker();
    const stop = await queue.start(worker);
    await expect.poll(() => faults.length).toBe(1);
    const woken = worker.woken();
    await queue.push([due()]);
    await woken;
    await stop();
    expect(faults).toHaveLength(1);
    expect(faults[0]?.error).toMatchObject({ code: 'invalid_config', details: { reason: 'WRONGPASS' } });
    expect(inspect(faults, { depth: 10, showHidden: true })).not.toContain('hunter2');
  });

  it('that wants a password is spoken to by a URL that has it', async () => {
    const redis = await started('--requirepass', 'right');
    const { queue, faults } = machine(`redis://:right@127.0.0.1:${redis.port}`);
    await queue.push([due()]);
    const waiting = () => redis.ask((client) => client.exists('postern:wake:now-0'));
    await expect.poll(waiting).toBe(1);
    expect(faults).toEqual([]);
  });

  it('is spoken to by duplicates of a client of the host, which stays open', async () => {
    const redis = await started();
    const host = new Redis(redis.port, '127.0.0.1');
    cleanups.push(async () => host.disconnect());
    const { queue, close } = machine(host);
    const stop = await queue.start(new NotingWorker());
    await queue.push([due()]);
    const connections = async () =>
      String(await host.client('LIST'))
        .trim()
        .split('\n').length;
    await expect.poll(connections).toBe(4);
    await stop();
    await expect.poll(connections).toBe(2);
    await close();
    await expect.poll(connections).toBe(1);
    expect(await host.ping()).toBe('PONG');
  });

  it('that takes connections and answers nothing holds nobody up', async () => {
    const redis = await started();
    const { queue, limits, close, faults } = machine(redis.url);
    const store = limits(memoryStorage().limits);
    const bucket = { key: 'k', perSecond: 1, burst: 5 };
    expect(await store.take(bucket, 5)).toMatchObject({ granted: 5 });
    const stop = await queue.start(new NotingWorker());
    redis.freeze();
    await queue.push([due()]);
    expect(await store.take(bucket, 5)).toMatchObject({ granted: 5 });
    await stop();
    await close();
    expect(faults.map(({ during }) => during)).toContain('keeping a limit');
  });
});

describe('a process', () => {
  const run = async (connection: string) => {
    const script = fileURLToPath(new URL('support/queue-process.ts', import.meta.url));
    const args = ['--import', 'tsx', '--conditions=@postern/source', script, connection];
    const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { timeout: 60_000 });
    expect(stderr).toBe('');
    return JSON.parse(stdout);
  };

  it('ends by itself once it closed the queue, though Redis is away', async () => {
    const { granted, wakes, faults } = await run('redis://127.0.0.1:1');
    expect({ granted, faults }).toEqual({ granted: 1, faults: ['reaching Redis: storage_not_ready'] });
    expect(wakes).toBeGreaterThanOrEqual(2);
  }, 90_000);

  withRedis('with Redis', (start) => {
    it('ends by itself once it closed the queue, and what it sent is there', async () => {
      const redis = await start();
      cleanups.push(() => redis.remove());
      expect(await run(redis.url)).toMatchObject({ granted: 1, faults: [] });
      const queue = new BullQueue('wake', { connection: new Redis(redis.port), prefix: 'postern' });
      const counts = await queue.getJobCounts('wait', 'delayed', 'active', 'failed', 'completed');
      expect(counts).toMatchObject({ delayed: 1, active: 0, failed: 0, completed: 0 });
      (await queue.getBackend().client).disconnect();
    }, 90_000);
  });
});
