import assert from 'node:assert/strict';
import type { SenderRecord } from '../../interfaces/storage/senders.ts';
import type { StorageTest } from './harness.ts';
import { full, newSender } from './senders.ts';

/** Several senders of a site in a channel, and of sites in a domain. */
export function sendersBesideTests(test: StorageTest): void {
  test('senders beside it are found by their keys and listed, the one by default first', async ({
    storage: { senders },
    site,
  }) => {
    const first = newSender(site, { key: 'main' });
    const others = ['-', 'a'.repeat(40), 'billing', 'default', 'support'].map((key) =>
      newSender(site, { ...full, key, byDefault: false, address: `${key}@acme.example` }),
    );
    const foreign = newSender(`${site}.2`, { key: 'billing', byDefault: false });
    const sms = newSender(site, { channel: 'sms', key: 'billing', byDefault: false });
    for (const one of [...others].reverse()) assert.equal(await senders.insert(one), true);
    assert.deepEqual(await senders.list(site, 'email'), others);
    assert.equal(await senders.find(site, 'email'), undefined);
    for (const one of [first, foreign, sms]) assert.equal(await senders.insert(one), true);
    assert.deepEqual(await senders.list(site, 'email'), [first, ...others]);
    for (const one of [first, ...others]) assert.deepEqual(await senders.named(site, 'email', one.key), one);
    assert.deepEqual(await senders.named(site, 'sms', 'billing'), sms);
    assert.equal(await senders.named(site, 'sms', 'main'), undefined);
    assert.equal(await senders.named(site, 'email', 'bill'), undefined);
    assert.deepEqual(await senders.list(`${site}.2`, 'email'), [foreign]);
    assert.equal(await senders.find(`${site}.2`, 'email'), undefined);
    assert.deepEqual(await senders.list(`${site}.`, 'email'), []);
  });

  test('a key is taken once, by whichever sender', async ({ storage: { senders }, site }) => {
    const beside = { key: 'billing', byDefault: false };
    assert.equal(await senders.insert(newSender(site)), true);
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => senders.insert(newSender(site, beside))),
    );
    assert.equal(answers.filter(Boolean).length, 1);
    assert.equal(await senders.insert(newSender(site, { byDefault: false })), false);
    const own = await senders.find(site, 'email');
    assert.equal(await senders.delete(site, 'email', own?.id ?? ''), true);
    assert.equal(await senders.insert(newSender(site, { key: 'billing' })), false);
    assert.equal(await senders.find(site, 'email'), undefined);
    assert.equal(await senders.insert(newSender(site)), true);
  });

  test('another sender is made the one by default, in one step and as often as wanted', async ({
    storage: { senders },
    site,
  }) => {
    const first = newSender(site);
    const billing = newSender(site, { ...full, key: 'billing', byDefault: false });
    const support = newSender(site, { key: 'support', byDefault: false });
    for (const one of [first, billing, support]) await senders.insert(one);
    const before = { ...first, byDefault: false };
    for (let count = 0; count < 2; count += 1) {
      assert.equal(await senders.makeDefault(site, 'email', billing.id), true);
      const listed = [{ ...billing, byDefault: true }, before, support];
      assert.deepEqual(await senders.list(site, 'email'), listed);
      assert.deepEqual(await senders.find(site, 'email'), listed[0]);
      for (const one of listed) assert.deepEqual(await senders.named(site, 'email', one.key), one);
    }
    for (const answer of [
      await senders.makeDefault(site, 'email', `${first.id}0`),
      await senders.makeDefault(site, 'sms', first.id),
      await senders.makeDefault(`${site}.2`, 'email', first.id),
    ])
      assert.equal(answer, false);
    assert.equal((await senders.find(site, 'email'))?.id, billing.id);
    const { revision = 0 } = (await senders.update(before, { name: 'Earlier' })) ?? {};
    assert.equal(revision, 2);
    const renamed = await senders.update(billing, { name: 'Bills' });
    assert.deepEqual(renamed, { ...billing, byDefault: true, name: 'Bills', revision: 2 });
    assert.equal(await senders.delete(site, 'email', billing.id), true);
    assert.equal(await senders.find(site, 'email'), undefined);
    assert.equal(await senders.makeDefault(site, 'email', first.id), true);
    assert.deepEqual(
      (await senders.list(site, 'email')).map(({ key, byDefault }) => [key, byDefault]),
      [
        ['default', true],
        ['support', false],
      ],
    );
  });

  test('of senders made the one by default at once one is it in the end', async ({
    storage: { senders },
    site,
  }) => {
    const all = ['default', 'a', 'b', 'c'].map((key) =>
      newSender(site, { key, byDefault: key === 'default' }),
    );
    for (const one of all) await senders.insert(one);
    const answers = await Promise.all(all.map(({ id }) => senders.makeDefault(site, 'email', id)));
    assert.deepEqual(
      answers,
      all.map(() => true),
    );
    const listed = await senders.list(site, 'email');
    assert.deepEqual(
      listed.map(({ byDefault }) => byDefault),
      [true, false, false, false],
    );
    assert.deepEqual(new Set(listed.map(({ key }) => key)), new Set(all.map(({ key }) => key)));
  });

  test('other senders in a domain are seen, in the site and across sites, and only in that very domain', async ({
    storage: { senders },
    site,
  }) => {
    const domain = `${site.toLowerCase().replace(/[^a-z0-9]/g, '-')}.example`;
    const first = newSender(site, { domain });
    const other = newSender(`${site}.2`, { domain, key: 'billing', byDefault: false });
    const beside = newSender(site, { domain, key: 'billing', byDefault: false });
    const seen = (one: SenderRecord, of = domain) => senders.othersInDomain({ ...one, domain: of });
    const nobody = { inSite: false, acrossSites: false };
    assert.deepEqual(await seen(first), nobody);
    await senders.insert(first);
    assert.deepEqual(await seen(first), nobody);
    assert.deepEqual(await seen(other), { inSite: false, acrossSites: true });
    assert.deepEqual(await seen(beside), { inSite: true, acrossSites: false });
    await senders.insert(other);
    assert.deepEqual(await seen(first), { inSite: false, acrossSites: true });
    await senders.insert(beside);
    assert.deepEqual(await seen(first), { inSite: true, acrossSites: true });
    assert.deepEqual(await seen(first, `mail.${domain}`), nobody);
    assert.deepEqual(await seen(first, domain.slice(1)), nobody);
    await senders.update(other, { domain: `mail.${domain}` });
    assert.deepEqual(await seen(first), { inSite: true, acrossSites: false });
    await senders.update({ ...other, revision: 2 }, { domain });
    await senders.delete(other.site, 'email', other.id);
    await senders.delete(site, 'email', beside.id);
    assert.deepEqual(await seen(first), nobody);
  });
}
