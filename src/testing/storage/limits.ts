import assert from 'node:assert/strict';
import type { LimitStore } from '../../interfaces/storage/limits.ts';
import { at, second } from './fixtures.ts';

/** Defines one test; `site` is a name that nobody used before. */
export type LimitTest = (
  name: string,
  body: (context: { readonly limits: LimitStore; readonly site: string }) => Promise<void>,
) => void;

export function limitTests(test: LimitTest): void {
  const bucketOf = (key: string, ms: number) => ({ key, perSecond: 10, burst: 5, now: at(ms) });

  test('a new bucket is full, and gives no more than it holds', async ({ limits, site }) => {
    assert.deepEqual(await limits.take(bucketOf(site, 0), 3), { granted: 3, retryAfterMs: 0 });
    assert.deepEqual(await limits.take(bucketOf(site, 0), 3), { granted: 2, retryAfterMs: 100 });
    assert.deepEqual(await limits.take(bucketOf(site, 0), 1), { granted: 0, retryAfterMs: 100 });
  });

  test('it fills at its rate, in whole tokens, up to its burst', async ({ limits, site }) => {
    await limits.take(bucketOf(site, 0), 5);
    assert.deepEqual(await limits.take(bucketOf(site, 50), 1), { granted: 0, retryAfterMs: 50 });
    assert.deepEqual(await limits.take(bucketOf(site, 100), 5), { granted: 1, retryAfterMs: 100 });
    assert.deepEqual(await limits.take(bucketOf(site, 10 * second), 9), { granted: 5, retryAfterMs: 100 });
  });

  test('a clock that goes back gives nothing twice', async ({ limits, site }) => {
    await limits.take(bucketOf(site, second), 5);
    assert.equal((await limits.take(bucketOf(site, 0), 1)).granted, 0);
    assert.equal((await limits.take(bucketOf(site, second), 1)).granted, 0);
  });

  test('what is given back can be taken again, never above the burst', async ({ limits, site }) => {
    await limits.take(bucketOf(site, 0), 5);
    await limits.giveBack(bucketOf(site, 0), 2);
    assert.equal((await limits.take(bucketOf(site, 0), 5)).granted, 2);
    await limits.giveBack(bucketOf(site, 0), 50);
    assert.equal((await limits.take(bucketOf(site, 0), 50)).granted, 5);
  });

  test('each key has its own', async ({ limits, site }) => {
    await limits.take(bucketOf(site, 0), 5);
    assert.equal((await limits.take(bucketOf(`${site}.2`, 0), 5)).granted, 5);
  });

  test('concurrent takers get each token once', async ({ limits, site }) => {
    const taken = await Promise.all(Array.from({ length: 20 }, () => limits.take(bucketOf(site, 0), 1)));
    assert.equal(
      taken.reduce((sum, { granted }) => sum + granted, 0),
      5,
    );
  });
}
