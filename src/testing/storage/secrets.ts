import assert from 'node:assert/strict';
import type { StorageTest } from './harness.ts';

export function secretTests(test: StorageTest): void {
  test('a secret is put, read, replaced and deleted', async ({ storage: { secrets }, site }) => {
    assert.equal(await secrets.find(site, 'dkim'), undefined);
    assert.equal(await secrets.put(site, 'dkim', 'v1.one', 0), true);
    const first = await secrets.find(site, 'dkim');
    assert.ok(first);
    assert.equal(first.value, 'v1.one');
    assert.equal(await secrets.put(site, 'dkim', 'v1.two', first.revision), true);
    assert.equal((await secrets.find(site, 'dkim'))?.value, 'v1.two');
    assert.equal(await secrets.delete(site, 'dkim'), true);
    assert.equal(await secrets.delete(site, 'dkim'), false);
    assert.equal(await secrets.find(site, 'dkim'), undefined);
    assert.equal(await secrets.put(site, 'dkim', 'v1.three', 0), true);
  });

  test('a put under any but the present revision changes nothing', async ({ storage: { secrets }, site }) => {
    assert.equal(await secrets.put(site, 'dkim', 'early', 1), false);
    assert.equal(await secrets.find(site, 'dkim'), undefined);
    await secrets.put(site, 'dkim', 'one', 0);
    const stale = await secrets.find(site, 'dkim');
    assert.ok(stale);
    await secrets.put(site, 'dkim', 'two', stale.revision);
    for (const revision of [0, stale.revision, stale.revision + 1_000]) {
      assert.equal(await secrets.put(site, 'dkim', 'other', revision), false);
    }
    assert.equal((await secrets.find(site, 'dkim'))?.value, 'two');
    await secrets.delete(site, 'dkim');
    assert.equal(await secrets.put(site, 'dkim', 'late', stale.revision), false);
  });

  for (const [state, prepare] of [
    ['a new', false],
    ['a known', true],
  ] as const) {
    test(`of concurrent puts of ${state} secret one succeeds`, async ({ storage: { secrets }, site }) => {
      if (prepare) await secrets.put(site, 'dkim', 'zero', 0);
      const revision = (await secrets.find(site, 'dkim'))?.revision ?? 0;
      const values = Array.from({ length: 8 }, (_, index) => `value ${index}`);
      const put = await Promise.all(values.map((value) => secrets.put(site, 'dkim', value, revision)));
      assert.equal(put.filter(Boolean).length, 1);
      assert.equal((await secrets.find(site, 'dkim'))?.value, values[put.indexOf(true)]);
    });
  }

  test('sites and names are kept apart', async ({ storage: { secrets }, site }) => {
    const keys = [
      [site, 'dkim'],
      [site, 'dkim/2'],
      [`${site}.2`, 'dkim'],
    ] as const;
    for (const [of, name] of keys) assert.equal(await secrets.put(of, name, `${of} ${name}`, 0), true);
    for (const [of, name] of keys) assert.equal((await secrets.find(of, name))?.value, `${of} ${name}`);
    await secrets.delete(site, 'dkim');
    assert.equal(await secrets.find(site, 'dkim'), undefined);
    assert.notEqual(await secrets.find(site, 'dkim/2'), undefined);
    assert.notEqual(await secrets.find(`${site}.2`, 'dkim'), undefined);
  });

  test('secrets are listed by site and name, a page at a time', async ({ storage: { secrets }, site }) => {
    const keys = [
      [site, 'a'],
      [site, 'Z'],
      [`${site}.2`, 'a'],
      [site, 'é'],
      [site, '日'],
    ] as const;
    for (const [of, name] of keys) await secrets.put(of, name, `${of} ${name}`, 0);
    // Other tests may keep secrets of other sites in the same storage.
    const after = { site, name: '' };
    const first = await secrets.list({ after, limit: 2 });
    const [, second] = first;
    assert.ok(second);
    const rest = await secrets.list({ after: second, limit: 3 });
    assert.deepEqual(
      [...first, ...rest].map((entry) => [entry.site, entry.name, entry.value]),
      [
        [site, 'Z', `${site} Z`],
        [site, 'a', `${site} a`],
        [site, 'é', `${site} é`],
        [site, '日', `${site} 日`],
        [`${site}.2`, 'a', `${site}.2 a`],
      ],
    );
    for (const { site: of, name, revision, value } of [...first, ...rest])
      assert.deepEqual(await secrets.find(of, name), { value, revision });
    assert.equal((await secrets.list({ limit: 1 })).length, 1);
  });
}
