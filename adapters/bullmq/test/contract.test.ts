import { memoryStorage } from '@postern/memory';
import { limitSuite, queueSuite } from 'postern/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bullmq } from '../src/index.ts';
import { type TestRedis, withRedis } from './support/redis.ts';

const runner = { describe, it };

withRedis('on Redis', (start) => {
  let redis: TestRedis;
  beforeAll(async () => {
    redis = await start();
  });
  afterAll(() => redis.remove());
  const open = () =>
    bullmq({ connection: redis.url, pollMs: 60_000, onFault: (error) => expect.fail(error.message) });

  queueSuite(runner, async () => {
    await redis.ask((client) => client.flushall());
    const { queue, close } = open();
    return { queue, close };
  });

  limitSuite(runner, async () => {
    const { limits, close } = open();
    const never = async () => expect.fail('the other store was asked');
    return { limits: limits({ take: never, giveBack: never, hold: never }), close };
  });
});

describe('while Redis cannot be reached', () => {
  const open = () => bullmq({ connection: 'redis://127.0.0.1:1', pollMs: 200, onFault: () => undefined });

  queueSuite(runner, async () => {
    const { queue, close } = open();
    return { queue, close };
  });

  limitSuite(runner, async () => {
    const { limits, close } = open();
    return { limits: limits(memoryStorage().limits), close };
  });
});
