import { memoryStorage } from '@postern/memory';
import { afterEach, expect, it } from 'vitest';
import { keepTogether, openSlots, outlive } from '../../postgres/test/support/slots.ts';
import { bullmq } from '../src/index.ts';
import { withRedis } from './support/redis.ts';

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

withRedis('what goes on at once over two processes, with the limits in Redis', (start) => {
  const open = async () => {
    const redis = await start();
    cleanups.push(() => redis.remove());
    return { redis, test: await openSlots(cleanups) };
  };

  it('is never more than the limit, and everything is sent', async () => {
    const { redis, test } = await open();
    await keepTogether(test, redis.url);
    // It was kept there, and all was given back.
    expect(await redis.ask((client) => client.info('commandstats'))).toContain('cmdstat_eval:');
    expect(await redis.ask((client) => client.keys('postern:slots:*'))).toEqual([]);
  }, 120_000);

  it('may be as much again when a process that had all of it was killed', async () => {
    const { redis, test } = await open();
    await outlive(test, redis.url);
  }, 120_000);

  it('is kept by the other store while Redis is away, which learns what is in use as soon as holders speak', async () => {
    const redis = await start();
    cleanups.push(() => redis.remove());
    const fallback = memoryStorage().limits;
    const { limits, close } = bullmq({ connection: redis.url, onFault: () => undefined });
    cleanups.push(close);
    const store = limits(fallback);
    const limit = { key: 'transport/sms/x', max: 4, leaseMs: 60_000 };
    expect(await store.hold(limit, { holder: 'a', busy: 0, want: 3 })).toBe(3);
    expect(await store.hold(limit, { holder: 'b', busy: 0, want: 3 })).toBe(1);
    // A holder that dies with its whole Redis key leaves nothing there for ever.
    expect(await redis.ask((client) => client.pttl('postern:slots:transport/sms/x'))).toBeGreaterThan(0);
    await redis.stop();
    expect(await store.hold(limit, { holder: 'a', busy: 3, want: 3 })).toBe(3);
    expect(await store.hold(limit, { holder: 'b', busy: 1, want: 3 })).toBe(1);
    expect(await fallback.hold(limit, { holder: 'c', busy: 0, want: 1 })).toBe(0);
  });

  it('is a few too many for a moment when Redis loses everything, and then the limit again; nothing is lost', async () => {
    const { redis, test } = await open();
    const { provider } = test;
    const role = { maxConcurrent: 3, concurrency: 3, leaseMs: 1_500, redis: redis.url };
    const soon = { timeout: 60_000, interval: 20 };
    provider.hold(true);
    await test.send(60);
    const one = await test.start(role);
    await expect.poll(() => provider.underWay, soon).toBe(3);
    const two = await test.start(role);
    await redis.ask((client) => client.flushall());
    // The second knows nothing of the first until that renews; both know then.
    const held = async () => {
      const holders = await redis.ask((client) => client.hvals('postern:slots:transport/sms/provider'));
      return holders.reduce((sum, holder) => sum + Number(holder.split('/')[0]), 0);
    };
    await expect.poll(held, soon).toBe(provider.underWay);
    expect(provider.underWay).toBeLessThanOrEqual(6);
    provider.hold(false);
    await expect.poll(test.sent, soon).toBe(60);
    expect([...provider.taken.values()]).toEqual(Array(60).fill(1));
    await Promise.all([test.stop(one), test.stop(two)]);
  }, 120_000);
});
