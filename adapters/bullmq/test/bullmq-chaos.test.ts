import { afterEach, expect, it } from 'vitest';
import { type Cleanups, runChaos } from '../../postgres/test/support/chaos.ts';
import { withRedis } from './support/redis.ts';

const cleanups: Cleanups = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

withRedis('chaos, with the queue on Redis', (start) => {
  it('loses no message and sends none twice, though Redis loses everything in mid-run, and is away', {
    timeout: 600_000,
  }, async () => {
    const redis = await start();
    cleanups.push(() => redis.remove());
    let flushed = 0;
    const flush = async () => {
      await redis.ask((client) => client.flushall());
      flushed += 1;
    };
    const restart = async () => {
      await redis.stop();
      await new Promise((resolve) => setTimeout(resolve, 500));
      await redis.start();
    };
    await runChaos(cleanups, {
      reach: async ({ url }) => ({ url, redis: redis.url }),
      more: [
        { times: 6, run: flush },
        { times: 3, run: restart },
      ],
    });
    expect(flushed).toBe(6);
    // It did carry the word, and keep the rate.
    expect(await redis.ask((client) => client.keys('*'))).toEqual(
      expect.arrayContaining(['postern:wake:events', 'postern:limit:transport/email/smtp']),
    );
  });
});
