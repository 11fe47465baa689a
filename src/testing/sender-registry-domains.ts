import assert from 'node:assert/strict';
import { confirm, type RegistryTest } from './sender-registry-subject.ts';

const hourMs = 3_600_000;

/** Senders beside each other: what they share in a domain, and what they do not. */
export function sharedDomainTests(
  test: (name: string, body: (context: RegistryTest) => Promise<void>) => void,
): void {
  test('what a domain has in common stays while another site’s sender is in it', async ({ subject }) => {
    const [one, other] = [subject(), subject({ local: 'other' })];
    for (const each of [one, other]) await each.register();
    const records = await other.records();
    assert.equal(await other.checked(), true);
    one.sharedAcrossSites = true;
    await one.deleteAndForget();
    assert.deepEqual(await other.records(), records);
    other.now = new Date(other.now.getTime() + hourMs);
    assert.equal(await other.checked(), true);
    await other.delete();
    one.sharedAcrossSites = false;
    await one.register();
    one.now = new Date(one.now.getTime() + 2 * hourMs);
    assert.equal(await one.checked(), true);
  });

  test('what a domain has in common stays while another sender of the site is in it', async ({ subject }) => {
    const one = subject();
    const other = one.beside('billing');
    await one.register();
    for (const each of [one, other]) each.sharedInSite = true;
    await other.register();
    const records = await one.records();
    assert.deepEqual(await other.records(), records);
    assert.equal(await one.checked(), true);
    await one.deleteAndForget();
    assert.deepEqual(await other.records(), records);
    other.now = new Date(other.now.getTime() + hourMs);
    assert.equal(await other.checked(), true);
    await one.register();
    await other.deleteAndForget();
    assert.deepEqual(await one.records(), records);
    one.sharedInSite = false;
    await one.deleteAndForget();
    await one.register();
    one.now = new Date(one.now.getTime() + 2 * hourMs);
    assert.equal(await one.checked(), true);
  });

  test('two sites do not disturb each other', async ({ harness, registry, subject }) => {
    const [one, other] = [subject(), subject({ domain: 'other.example' })];
    await Promise.all([one.register(), other.register()]);
    const records = await other.records();
    await confirm(harness, registry, one);
    assert.equal(await other.addressValidated(), false);
    assert.equal(await one.checked(), true);
    assert.equal(await other.checked({ [records[0]?.name ?? '']: 'failed' }), false);
    await one.delete();
    assert.deepEqual(await other.records(), records);
    await confirm(harness, registry, other);
    other.now = new Date(other.now.getTime() + hourMs);
    assert.equal(await other.checked(), true);
  });
}
