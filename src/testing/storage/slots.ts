import assert from 'node:assert/strict';
import { at, second } from './fixtures.ts';
import type { LimitTest } from './limits.ts';

/** The tests of {@link LimitStore.hold}. */
export function slotTests(test: LimitTest): void {
  const limitOf = (key: string, ms: number) => ({ key, max: 4, leaseMs: 10 * second, now: at(ms) });
  const holding = (holder: string, want: number, busy = 0) => ({ holder, busy, want });

  test('holders get the slots that there are, and no more', async ({ limits, site }) => {
    assert.equal(await limits.hold(limitOf(site, 0), holding('a', 3)), 3);
    assert.equal(await limits.hold(limitOf(site, 0), holding('b', 3)), 1);
    assert.equal(await limits.hold(limitOf(site, 0), holding('c', 3)), 0);
  });

  test('who asks again holds what it says now, however often it says so', async ({ limits, site }) => {
    await limits.hold(limitOf(site, 0), holding('a', 4));
    assert.equal(await limits.hold(limitOf(site, 0), holding('a', 2, 1)), 2);
    assert.equal(await limits.hold(limitOf(site, 0), holding('a', 2, 1)), 2);
    assert.equal(await limits.hold(limitOf(site, 0), holding('b', 4)), 2);
    assert.equal(await limits.hold(limitOf(site, 0), holding('a', 4, 2)), 2);
    assert.equal(await limits.hold(limitOf(site, 0), holding('a', 0)), 0);
    assert.equal(await limits.hold(limitOf(site, 0), holding('a', 0)), 0);
    assert.equal(await limits.hold(limitOf(site, 0), holding('b', 4, 2)), 4);
  });

  test('what is not renewed is free when its lease is over', async ({ limits, site }) => {
    await limits.hold(limitOf(site, 0), holding('a', 2));
    await limits.hold(limitOf(site, 0), holding('b', 2));
    await limits.hold(limitOf(site, 9 * second), holding('a', 2, 2));
    assert.equal(await limits.hold(limitOf(site, 10 * second - 1), holding('c', 4)), 0);
    assert.equal(await limits.hold(limitOf(site, 10 * second), holding('c', 4)), 2);
    assert.equal(await limits.hold(limitOf(site, 19 * second), holding('d', 4)), 2);
  });

  test('each holder’s lease is as long as it said', async ({ limits, site }) => {
    await limits.hold({ ...limitOf(site, 0), leaseMs: second }, holding('a', 2));
    await limits.hold(limitOf(site, 0), holding('b', 2));
    assert.equal(await limits.hold(limitOf(site, second), holding('c', 4)), 2);
  });

  test('what is in use is held though it is more than there are, and then nobody gets any', async ({
    limits,
    site,
  }) => {
    await limits.hold(limitOf(site, 0), holding('a', 3, 3));
    assert.equal(await limits.hold(limitOf(site, 0), holding('b', 4, 3)), 3);
    assert.equal(await limits.hold(limitOf(site, 0), holding('c', 1)), 0);
    assert.equal(await limits.hold(limitOf(site, 0), holding('a', 1, 1)), 1);
    assert.equal(await limits.hold(limitOf(site, 0), holding('c', 1)), 0);
    assert.equal(await limits.hold(limitOf(site, 0), holding('b', 2, 2)), 2);
    assert.equal(await limits.hold(limitOf(site, 0), holding('c', 4)), 1);
  });

  test('a limit that was lowered or raised counts from then on', async ({ limits, site }) => {
    await limits.hold(limitOf(site, 0), holding('a', 4, 4));
    const lowered = { ...limitOf(site, 0), max: 2 };
    assert.equal(await limits.hold(lowered, holding('a', 4, 3)), 3);
    assert.equal(await limits.hold(lowered, holding('b', 1)), 0);
    assert.equal(await limits.hold({ ...limitOf(site, 0), max: 9 }, holding('b', 9)), 6);
  });

  test('a clock that goes back frees nothing that is held', async ({ limits, site }) => {
    await limits.hold(limitOf(site, 20 * second), holding('a', 4));
    assert.equal(await limits.hold(limitOf(site, 0), holding('b', 1)), 0);
  });

  test('each key has slots of its own, and a bucket of its name is another thing', async ({
    limits,
    site,
  }) => {
    await limits.hold(limitOf(site, 0), holding('a', 4));
    assert.equal(await limits.hold(limitOf(`${site}.2`, 0), holding('b', 4)), 4);
    const bucket = { key: site, perSecond: 10, burst: 5, now: at(0) };
    assert.equal((await limits.take(bucket, 5)).granted, 5);
    assert.equal(await limits.hold(limitOf(site, 0), holding('b', 1)), 0);
  });

  test('concurrent holders get each slot once', async ({ limits, site }) => {
    const held = await Promise.all(
      Array.from({ length: 20 }, (_, n) => limits.hold(limitOf(site, 0), holding(`holder-${n}`, 1))),
    );
    assert.equal(
      held.reduce((sum, count) => sum + count, 0),
      4,
    );
  });

  test('without a time the store’s own clock counts', async ({ limits, site }) => {
    const limit = { key: site, max: 1, leaseMs: 60 * second };
    assert.equal(await limits.hold(limit, holding('a', 1)), 1);
    assert.equal(await limits.hold(limit, holding('b', 1)), 0);
    await limits.hold({ ...limit, leaseMs: 50 }, holding('a', 1, 1));
    const begun = performance.now();
    while ((await limits.hold(limit, holding('b', 1))) === 0)
      assert.ok(performance.now() - begun < 30 * second, 'the lease is over');
    assert.equal(await limits.hold(limit, holding('a', 1)), 0);
  });
}
