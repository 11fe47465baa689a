import assert from 'node:assert/strict';
import { at, minute } from './fixtures.ts';
import type { StorageTest } from './harness.ts';

export function seenTests(test: StorageTest): void {
  const entryOf = (site: string, key: string, ms: number) => ({ site, key, forMs: minute, now: at(ms) });

  test('what was added is known until its time has passed', async ({ storage: { seen }, site }) => {
    const entry = entryOf(site, 'sms/1', 0);
    assert.equal(await seen.has(entry), false);
    assert.equal(await seen.add(entry), true);
    assert.equal(await seen.add(entryOf(site, 'sms/1', minute - 1)), false);
    assert.equal(await seen.has({ ...entry, now: at(minute - 1) }), true);
    assert.equal(await seen.has({ ...entry, now: at(minute) }), false);
    assert.equal(await seen.add(entryOf(site, 'sms/1', minute)), true);
    assert.equal(await seen.has({ ...entry, now: at(2 * minute - 1) }), true);
  });

  test('adding what is known does not prolong its time', async ({ storage: { seen }, site }) => {
    await seen.add(entryOf(site, 'sms/1', 0));
    await seen.add(entryOf(site, 'sms/1', minute / 2));
    assert.equal(await seen.has({ ...entryOf(site, 'sms/1', minute) }), false);
  });

  test('sites and keys are kept apart', async ({ storage: { seen }, site }) => {
    await seen.add(entryOf(site, 'sms/1', 0));
    assert.equal(await seen.add(entryOf(site, 'sms/2', 0)), true);
    assert.equal(await seen.add(entryOf(`${site}.2`, 'sms/1', 0)), true);
  });

  test('of concurrent callers one adds it, a new one and one whose time has passed', async ({
    storage: { seen },
    site,
  }) => {
    for (const ms of [0, minute]) {
      const added = await Promise.all(Array.from({ length: 8 }, () => seen.add(entryOf(site, 'sms/1', ms))));
      assert.equal(added.filter(Boolean).length, 1);
    }
  });

  test('pruning removes what has passed, at most so many at a time', async ({ storage: { seen }, site }) => {
    // What other tests left behind is of this time too, and passes with it.
    while ((await seen.prune({ limit: 100, now: at(-minute) })) > 0);
    for (const key of ['1', '2', '3']) await seen.add(entryOf(site, key, -2 * minute));
    await seen.add(entryOf(site, '4', 0));
    assert.equal(await seen.prune({ limit: 2, now: at(-minute) }), 2);
    assert.equal(await seen.prune({ limit: 2, now: at(-minute) }), 1);
    assert.equal(await seen.prune({ limit: 2, now: at(-minute) }), 0);
    assert.equal(await seen.has(entryOf(site, '4', 0)), true);
  });
}
