import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type PgClient, type PgPool, postgres } from '../src/index.ts';

const ends = 'terminating connection due to administrator command';

/** As pg-pool does: whoever takes a connection hears of it in the turn in which the server's next words are read. */
function poolOfLast(byPromise = false) {
  const released: unknown[] = [];
  let taken = 0;
  const connect: PgPool['connect'] = (callback) => {
    const client = Object.assign(new EventEmitter(), {
      query: () => Promise.reject(new Error(ends)),
      release: (error: unknown) => released.push(error),
    }) as unknown as PgClient & EventEmitter;
    const hand = (give: (client: PgClient) => void) =>
      setImmediate(() => {
        taken += 1;
        give(client);
        if (!byPromise) client.emit('error', new Error(ends));
      });
    if (byPromise) return new Promise<PgClient>((resolve) => hand(resolve));
    hand((given) => callback(undefined, given));
    return undefined;
  };
  const pool: PgPool = { connect, query: () => Promise.reject(new Error(ends)), end: async () => {} };
  return { pool, released, taken: () => taken };
}

describe('a connection that the server ends as it is taken', () => {
  it('fails what it was taken for, and ends nothing else', async () => {
    const { pool, released } = poolOfLast();
    const { storage } = postgres({ pool, onFault: () => undefined });
    await assert.rejects(
      storage.messages.claim({ channel: 'email', limit: 1, leaseMs: 1_000, quarantined: false }),
    );
    await assert.rejects(storage.messages.prune({ site: 'acme', createdBefore: new Date(), limit: 1 }));
    await assert.rejects(storage.secrets.put('acme', 'name', 'value', 0));
    expect(released.every((error) => error instanceof Error)).toBe(true);
  });

  it('is listened on again', async () => {
    const { pool, taken } = poolOfLast();
    const faults: unknown[] = [];
    const { queue, close } = postgres({ pool, onFault: (error) => faults.push(error) });
    onTestFinished(close);
    const stop = await queue.start({ wake: () => undefined, deliverDue: async () => undefined } as never);
    await expect.poll(taken).toBeGreaterThan(1);
    expect(faults.length).toBeGreaterThan(0);
    await stop();
  });

  it('may come from a pool that knows promises only', async () => {
    const { pool, taken } = poolOfLast(true);
    const { migrate } = postgres({ pool });
    await assert.rejects(migrate());
    expect(taken()).toBe(1);
  });
});
