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
    assert.equal(await suppressions.delete({ site: `${site}.2`, channel: 'sms', address }), false);
    assert.equal(await suppressions.delete({ site, channel: 'email', address }), true);
    assert.deepEqual(await suppressions.find(site, 'sms', [address]), [sms]);
    assert.deepEqual(await suppressions.find(`${site}.2`, 'email', [address]), [theirs]);
  });

  test('an entry is removed where its reason is one of those given', async ({ storage, site }) => {
    const { suppressions } = storage;
    await suppressions.add(newSuppression(site, 'jo@example.com', { reason: 'opted_out' }));
    const jo = { site, channel: 'email', address: 'jo@example.com' } as const;
    const remove = (...reasons: Suppression['reason'][]) => suppressions.delete(jo, reasons);
    assert.equal(await remove('bounced', 'complained'), false);
    assert.equal(await remove(), false);
    assert.equal((await suppressions.find(site, 'email', ['jo@example.com'])).length, 1);
    assert.equal(await remove('manual', 'opted_out'), true);
    assert.equal(await remove('manual', 'opted_out'), false);
    assert.equal(await suppressions.delete(jo), false);
    assert.equal(await suppressions.add(newSuppression(site, 'jo@example.com')), true);
    assert.equal(await suppressions.delete(jo), true);
  });

  test('an opt-out and another reason stand beside each other, whichever came first', async ({
    storage: { suppressions },
    site,
  }) => {
    const of = (address: string) => ({ site, channel: 'email', address }) as const;
    const orders = {
      'a@example.com': ['opted_out', 'bounced'],
      'b@example.com': ['manual', 'opted_out'],
    } as const;
    for (const [address, reasons] of Object.entries(orders)) {
      for (const reason of reasons)
        assert.equal(await suppressions.add(newSuppression(site, address, { reason })), true);
      for (const reason of reasons)
        assert.equal(await suppressions.add(newSuppression(site, address, { reason })), false);
      assert.equal(await suppressions.add(newSuppression(site, address, { reason: 'complained' })), false);
      const found = await suppressions.find(site, 'email', [address]);
      assert.deepEqual(sorted(found.map(({ reason }) => reason)), sorted(reasons));
    }
    assert.equal(await suppressions.delete(of('a@example.com'), ['bounced']), true);
    assert.equal(await suppressions.delete(of('b@example.com'), ['opted_out']), true);
    const left = await suppressions.list({ site, channel: 'email', limit: 10 });
    assert.deepEqual(sorted(left.map(({ reason }) => reason)), ['manual', 'opted_out']);
    await suppressions.add(newSuppression(site, 'a@example.com', { reason: 'complained' }));
    assert.equal(await suppressions.delete(of('a@example.com')), true);
    assert.deepEqual(await suppressions.find(site, 'email', ['a@example.com']), []);
  });

  test('of a topic, too, an opt-out and a decision stand beside each other', async ({
    storage: { suppressions },
    site,
  }) => {
    const orders = {
      'a@example.com': ['opted_out', 'manual'],
      'b@example.com': ['manual', 'opted_out'],
    } as const;
    for (const [address, reasons] of Object.entries(orders)) {
      const of = { site, channel: 'email', address, topic: 'news' } as const;
      const entries = reasons.map((reason) => newSuppression(site, address, { reason, topic: 'news' }));
      assert.equal(await suppressions.addAll(entries), 2);
      for (const entry of entries) assert.equal(await suppressions.add(entry), false);
      assert.equal(await suppressions.delete(of, ['manual']), true);
      const left = await suppressions.find(site, 'email', [address]);
      assert.deepEqual(left, [newSuppression(site, address, { reason: 'opted_out', topic: 'news' })]);
    }
  });

  test('each topic of an address has its own entry', async ({ storage: { suppressions }, site }) => {
    const address = 'jo@example.com';
    const of = { site, channel: 'email', address } as const;
    const entry = (topic: string) => newSuppression(site, address, { reason: 'opted_out', topic });
    const all = newSuppression(site, address, { reason: 'opted_out' });
    for (const one of [entry('news'), entry('tips'), all]) assert.equal(await suppressions.add(one), true);
    assert.equal(await suppressions.add({ ...entry('news'), at: at(second) }), false);
    const byTopic = (list: readonly Suppression[]) => sorted(list.map(({ topic }) => topic ?? '(all)'));
    assert.deepEqual(byTopic(await suppressions.find(site, 'email', [address])), ['(all)', 'news', 'tips']);
    assert.deepEqual(await suppressions.list({ site, channel: 'email', limit: 10 }), [
      entry('tips'),
      entry('news'),
      all,
    ]);
    assert.equal(await suppressions.delete({ ...of, topic: 'other' }), false);
    assert.equal(await suppressions.delete({ ...of, topic: 'news' }, ['manual']), false);
    assert.equal(await suppressions.delete({ ...of, topic: 'news' }), true);
    assert.equal(await suppressions.delete(of), true);
    assert.deepEqual(await suppressions.find(site, 'email', [address]), [entry('tips')]);
  });

  test('many are added at once as one by one: of a key the first counts', async ({ storage, site }) => {
    const { suppressions } = storage;
    const there = newSuppression(site, 'there@example.com', { reason: 'opted_out' });
    await suppressions.add(there);
    const odd = newSuppression(site, 'o"d\\d,{x}@example.com', { at: at(123), source: 'it\'s "me", {1}' });
    const jo = newSuppression(site, 'jo@example.com', { reason: 'opted_out', at: at(second) });
    const entries = [
      ...[odd, jo, { ...jo, at: at(2 * second) }],
      ...[
        { ...jo, topic: 'news' } as const,
        { ...jo, topic: 'tips' } as const,
        { ...jo, reason: 'manual' } as const,
      ],
      ...[newSuppression(site, 'there@example.com'), { ...there, at: at(second) }],
      newSuppression(`${site}.2`, 'jo@example.com'),
    ];
    assert.equal(await suppressions.addAll(entries), 7);
    assert.equal(await suppressions.addAll(entries), 0);
    assert.equal(await suppressions.addAll([]), 0);
    assert.deepEqual(await suppressions.find(site, 'email', [odd.address]), [odd]);
    const kinds = (list: readonly Suppression[]) =>
      sorted(list.map((entry) => `${entry.topic ?? ''} ${entry.reason} ${entry.at.toISOString()}`));
    const ofJo = kinds(await suppressions.find(site, 'email', ['jo@example.com']));
    assert.deepEqual(
      ofJo,
      kinds([jo, { ...jo, reason: 'manual' }, { ...jo, topic: 'news' }, { ...jo, topic: 'tips' }]),
    );
    const ofThere = kinds(await suppressions.find(site, 'email', ['there@example.com']));
    assert.deepEqual(ofThere, kinds([there, newSuppression(site, 'there@example.com')]));
    assert.equal((await suppressions.find(`${site}.2`, 'email', ['jo@example.com'])).length, 1);
  });

  test('the list is newest first and pages without gaps or repeats', async ({ storage, site }) => {
    const { suppressions } = storage;
    // Equal times, and addresses that sort one way by bytes and another by a language's rules.
    const names = ['a.b', 'ab', 'a-b', 'a_b', 'ac', 'a+c', 'b', 'ba', 'b.a'];
    const all = names.flatMap((name, index) => {
      const entry = newSuppression(site, `${name}@example.com`, { at: at((index % 2) * second) });
      return [
        entry,
        { ...entry, reason: 'opted_out' } as const,
        { ...entry, topic: 'news', reason: 'manual' } as const,
      ];
    });
    for (const entry of all) await suppressions.add(entry);
    for (const limit of [1, 2, 4, 20]) {
      const found: Suppression[] = [];
      for (;;) {
        const last = found.at(-1);
        const before = last ? { before: last } : {};
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

  test('the list is narrowed down by reasons, in its order and in pages', async ({ storage, site }) => {
    const { suppressions } = storage;
    const reasons = ['bounced', 'opted_out', 'complained', 'manual'] as const;
    const all = Array.from({ length: 12 }, (_, index) =>
      newSuppression(site, `a${index}@example.com`, {
        reason: reasons[index % 4] ?? 'manual',
        at: at((index % 3) * second),
        ...(index % 4 === 1 && index > 4 ? { topic: 'news' } : {}),
      }),
    );
    for (const entry of all) await suppressions.add(entry);
    const of = { site, channel: 'email' } as const;
    const whole = await suppressions.list({ ...of, limit: 20 });
    for (const wanted of [['bounced'], ['opted_out'], ['complained', 'manual', 'complained'], []] as const) {
      const fit = whole.filter(({ reason }) => wanted.some((one) => one === reason));
      const found: Suppression[] = [];
      for (;;) {
        const last = found.at(-1);
        const page = await suppressions.list({
          ...of,
          reasons: wanted,
          limit: 2,
          ...(last ? { before: last } : {}),
        });
        if (page.length === 0) break;
        found.push(...page);
        assert.ok(found.length <= fit.length, 'the pages come to an end');
      }
      assert.deepEqual(found, fit, wanted.join());
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
