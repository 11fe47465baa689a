import assert from 'node:assert/strict';
import type { Suppression } from '../../interfaces/storage/suppressions.ts';
import { at, second, sorted, start, tamper } from './fixtures.ts';
import type { StorageTest } from './harness.ts';

function newSuppression(site: string, address: string, overrides: Partial<Suppression> = {}): Suppression {
  return { site, channel: 'email', address, reason: 'bounced', source: 'provider', at: start, ...overrides };
}

function addresses(list: readonly Suppression[]): readonly string[] {
  return list.map(({ address }) => address);
}

export function suppressionTests(test: StorageTest): void {
  test('an address on the list is found among others, exactly', async ({ storage, site }) => {
    const { suppressions } = storage;
    const entry = newSuppression(site, 'jo@example.com', { at: at(123), reason: 'manual', source: 'user-7' });
    assert.equal(await suppressions.add(entry), true);
    await suppressions.add(newSuppression(site, 'al@example.com'));
    const asked = ['mo@example.com', 'jo@example.com', 'o@example.com', 'jo@example.co'];
    assert.deepEqual(await suppressions.find(site, 'email', asked), [entry]);
    assert.deepEqual(await suppressions.find(site, 'email', []), []);
    const both = await suppressions.find(site, 'email', [
      'jo@example.com',
      'al@example.com',
      'jo@example.com',
    ]);
    assert.deepEqual(sorted(addresses(both)), ['al@example.com', 'jo@example.com']);
  });

  test('the first entry of an address stays', async ({ storage: { suppressions }, site }) => {
    const first = newSuppression(site, 'jo@example.com');
    assert.equal(await suppressions.add(first), true);
    assert.equal(await suppressions.add({ ...first, reason: 'manual', at: at(second) }), false);
    assert.deepEqual(await suppressions.find(site, 'email', ['jo@example.com']), [first]);
  });

  test('of concurrent additions of one address one succeeds', async ({ storage: { suppressions }, site }) => {
    const entry = newSuppression(site, 'jo@example.com');
    const added = await Promise.all(Array.from({ length: 8 }, () => suppressions.add(entry)));
    assert.equal(added.filter(Boolean).length, 1);
  });

  test('each site and channel has its own list', async ({ storage: { suppressions }, site }) => {
    const address = '+33612345678';
    const mine = newSuppression(site, address);
    const sms = newSuppression(site, address, { channel: 'sms', reason: 'opted_out' });
    const theirs = newSuppression(`${site}.2`, address, { reason: 'complained' });
    for (const entry of [mine, sms, theirs]) assert.equal(await suppressions.add(entry), true);
    for (const entry of [mine, sms, theirs]) {
      assert.deepEqual(await suppressions.find(entry.site, entry.channel, [address]), [entry]);
      const { site: of, channel } = entry;
      assert.deepEqual(await suppressions.list({ site: of, channel, limit: 10 }), [entry]);
    }
    assert.equal(await suppressions.delete(`${site}.2`, 'sms', address), false);
    assert.equal(await suppressions.delete(site, 'email', address), true);
    assert.deepEqual(await suppressions.find(site, 'sms', [address]), [sms]);
    assert.deepEqual(await suppressions.find(`${site}.2`, 'email', [address]), [theirs]);
  });

  test('an entry is removed where its reason is one of those given', async ({ storage, site }) => {
    const { suppressions } = storage;
    await suppressions.add(newSuppression(site, 'jo@example.com', { reason: 'opted_out' }));
    const remove = (...reasons: Suppression['reason'][]) =>
      suppressions.delete(site, 'email', 'jo@example.com', reasons);
    assert.equal(await remove('bounced', 'complained'), false);
    assert.equal(await remove(), false);
    assert.equal((await suppressions.find(site, 'email', ['jo@example.com'])).length, 1);
    assert.equal(await remove('manual', 'opted_out'), true);
    assert.equal(await remove('manual', 'opted_out'), false);
    assert.equal(await suppressions.delete(site, 'email', 'jo@example.com'), false);
    assert.equal(await suppressions.add(newSuppression(site, 'jo@example.com')), true);
    assert.equal(await suppressions.delete(site, 'email', 'jo@example.com'), true);
  });

  test('the list is newest first and pages without gaps or repeats', async ({ storage, site }) => {
    const { suppressions } = storage;
    // Equal times, and addresses that sort one way by bytes and another by a language's rules.
    const names = ['a.b', 'ab', 'a-b', 'a_b', 'ac', 'a+c', 'b', 'ba', 'b.a'];
    const all = names.map((name, index) =>
      newSuppression(site, `${name}@example.com`, { at: at((index % 2) * second) }),
    );
    for (const entry of all) await suppressions.add(entry);
    for (const limit of [1, 2, 4, 20]) {
      const found: Suppression[] = [];
      for (;;) {
        const last = found.at(-1);
        const before = last ? { before: { at: last.at, address: last.address } } : {};
        const page = await suppressions.list({ site, channel: 'email', limit, ...before });
        assert.ok(page.length <= limit);
        if (page.length === 0) break;
        found.push(...page);
        assert.ok(found.length <= all.length, 'the pages come to an end');
      }
      const times = found.map((entry) => entry.at.getTime());
      assert.deepEqual(times, sorted(times).toReversed());
      assert.deepEqual(sorted(addresses(found)), sorted(addresses(all)), `pages of ${limit}`);
    }
  });

  test('changing what was added or read changes nothing stored', async ({ storage, site }) => {
    const { suppressions } = storage;
    const wanted = newSuppression(site, 'jo@example.com');
    const given = structuredClone(wanted);
    await suppressions.add(given);
    tamper(given);
    tamper(await suppressions.find(site, 'email', ['jo@example.com']));
    tamper(await suppressions.list({ site, channel: 'email', limit: 10 }));
    assert.deepEqual(await suppressions.find(site, 'email', ['jo@example.com']), [wanted]);
  });
}
