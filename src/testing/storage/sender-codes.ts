import assert from 'node:assert/strict';
import type { CodeLimits, SenderStore } from '../../interfaces/storage/senders.ts';
import type { Channel } from '../../model/message.ts';
import { at, hour, minute, second, start } from './fixtures.ts';
import type { StorageTest } from './harness.ts';
import { newSender } from './senders.ts';

const maxAttempts = 3;

type Limits = CodeLimits & { readonly ttlMs: number };

function limits(ms: number, overrides: Partial<Limits> = {}): Limits {
  const bounds = { cooldownMs: minute, perHour: 5, perSitePerHour: 20, ttlMs: 10 * minute };
  return { ...bounds, now: at(ms), ...overrides };
}

/** A sender of the site and what its tests do with its codes. */
async function open(senders: SenderStore, site: string, channel: Channel = 'email') {
  const sender = newSender(site, { channel });
  assert.equal(await senders.insert(sender), true);
  const senderId = sender.id;
  // Codes are counted over all sites, and tests share a storage.
  const addressMac = `${site} ${channel}`;
  return {
    sender,
    issue: (codeId: string, ms: number, overrides?: Partial<Limits>, to = addressMac) =>
      senders.issueCode(
        { site, senderId, addressMac: to, codeId, mac: `mac of ${codeId}` },
        limits(ms, overrides),
      ),
    standing: (ms: number, overrides?: Partial<CodeLimits>) =>
      senders.codeStanding({ site, senderId, addressMac }, limits(ms, overrides)),
    attempt: (ms: number) => senders.attemptCode(site, senderId, { maxAttempts, now: at(ms) }),
    use: (codeId: string) => senders.useCode(site, senderId, codeId),
  };
}

const none = { kind: 'none' } as const;

export function codeTests(test: StorageTest): void {
  test('an issued code is shown to an attempt and used up once', async ({ storage: { senders }, site }) => {
    const { issue, attempt, use } = await open(senders, site);
    assert.deepEqual(await attempt(0), none);
    assert.deepEqual(await issue('c1', 0), { kind: 'issued', expiresAt: at(10 * minute) });
    assert.deepEqual(await attempt(second), {
      kind: 'open',
      codeId: 'c1',
      mac: 'mac of c1',
      attemptsLeft: 2,
    });
    assert.equal(await use('c2'), false);
    assert.equal(await use('c1'), true);
    assert.equal(await use('c1'), false);
    assert.deepEqual(await attempt(second), none);
  });

  test('of concurrent users of one code a single one uses it up', async ({ storage: { senders }, site }) => {
    const { issue, use } = await open(senders, site);
    await issue('c1', 0);
    const used = await Promise.all(Array.from({ length: 8 }, () => use('c1')));
    assert.equal(used.filter(Boolean).length, 1);
  });

  test('a code is shown until it expires', async ({ storage: { senders }, site }) => {
    const { issue, attempt } = await open(senders, site);
    await issue('c1', 0, { ttlMs: minute });
    assert.equal((await attempt(minute - 1)).kind, 'open');
    assert.deepEqual(await attempt(minute), none);
  });

  test('a code is shown no more often than allowed, however many try at once', async ({
    storage: { senders },
    site,
  }) => {
    const { issue, attempt } = await open(senders, site);
    await issue('c1', 0);
    const attempts = await Promise.all(Array.from({ length: 10 }, () => attempt(second)));
    const left = attempts.flatMap((one) => (one.kind === 'open' ? [one.attemptsLeft] : []));
    assert.deepEqual(left.sort(), [0, 1, 2]);
    assert.deepEqual(await attempt(second), none);
  });

  test('a new code replaces the open one and begins with all its attempts', async ({
    storage: { senders },
    site,
  }) => {
    const { issue, attempt, use } = await open(senders, site);
    await issue('c1', 0);
    for (let used = 0; used < maxAttempts; used += 1) await attempt(second);
    assert.equal((await issue('c2', minute)).kind, 'issued');
    assert.deepEqual(await attempt(minute), {
      kind: 'open',
      codeId: 'c2',
      mac: 'mac of c2',
      attemptsLeft: 2,
    });
    assert.equal(await use('c1'), false);
    assert.equal(await use('c2'), true);
  });

  test('another code waits for the cool-down, and asking early changes nothing', async ({
    storage: { senders },
    site,
  }) => {
    const { issue, attempt } = await open(senders, site);
    await issue('c1', 0);
    const soon = { kind: 'too_soon', retryAt: at(minute), limit: 'cooldown' } as const;
    assert.deepEqual(await issue('c2', second), soon);
    assert.deepEqual(await issue('c3', minute - 1), soon);
    const shown = await attempt(minute - 1);
    assert.ok(shown.kind === 'open' && shown.codeId === 'c1' && shown.attemptsLeft === 2);
    assert.equal((await issue('c4', minute)).kind, 'issued');
  });

  test('the cool-down holds after the code was used', async ({ storage: { senders }, site }) => {
    const { issue, use } = await open(senders, site);
    await issue('c1', 0);
    await use('c1');
    assert.equal((await issue('c2', second)).kind, 'too_soon');
  });

  test('an address is sent so many codes in any hour', async ({ storage: { senders }, site }) => {
    const { issue } = await open(senders, site);
    const few = { perHour: 2 };
    assert.equal((await issue('c1', 0, few)).kind, 'issued');
    assert.equal((await issue('c2', 10 * minute, few)).kind, 'issued');
    const full = (ms: number) => ({ kind: 'too_soon', retryAt: at(ms), limit: 'address' });
    assert.deepEqual(await issue('c3', 20 * minute, few), full(hour));
    assert.deepEqual(await issue('c3', hour - 1, few), full(hour));
    assert.equal((await issue('c3', hour, few)).kind, 'issued');
    assert.deepEqual(await issue('c4', hour + 5 * minute, few), full(hour + 10 * minute));
  });

  test('the cool-down of an address holds for every site, and when the sender is deleted and made anew', async ({
    storage: { senders },
    site,
  }) => {
    const own = await open(senders, site);
    const foreign = await open(senders, `${site}.2`);
    assert.equal((await own.issue('c1', 0, {}, `${site} x`)).kind, 'issued');
    const soon = { kind: 'too_soon', retryAt: at(minute), limit: 'cooldown' } as const;
    assert.deepEqual(await foreign.issue('c2', second, {}, `${site} x`), soon);
    await senders.delete(site, 'email', own.sender.id);
    const next = await open(senders, site);
    assert.deepEqual(await next.issue('c3', second, {}, `${site} x`), soon);
    assert.equal((await next.issue('c4', second, {}, `${site} y`)).kind, 'issued');
    assert.equal((await foreign.issue('c5', minute, {}, `${site} x`)).kind, 'issued');
  });

  test('of concurrent codes of many sites to one address one is issued', async ({
    storage: { senders },
    site,
  }) => {
    const sites = await Promise.all(Array.from({ length: 8 }, (_, n) => open(senders, `${site}.${n}`)));
    const issued = await Promise.all(sites.map((one, n) => one.issue(`c${n}`, 0, {}, `${site} x`)));
    assert.equal(issued.filter(({ kind }) => kind === 'issued').length, 1);
  });

  test('of concurrent codes of one site to many addresses no more are issued than it may send', async ({
    storage: { senders },
    site,
  }) => {
    const { issue } = await open(senders, site);
    const few = { perSitePerHour: 3 };
    const issued = await Promise.all(
      Array.from({ length: 8 }, (_, n) => issue(`c${n}`, 0, few, `${site} ${n}`)),
    );
    assert.equal(issued.filter(({ kind }) => kind === 'issued').length, 3);
  });

  test('the limit that holds longest is the one told', async ({ storage: { senders }, site }) => {
    const { issue } = await open(senders, site);
    await issue('c1', 0);
    const full = { kind: 'too_soon', retryAt: at(hour), limit: 'site' } as const;
    assert.deepEqual(await issue('c2', second, { perSitePerHour: 1 }), full);
  });

  test('where a code stands is told without a try', async ({ storage: { senders }, site }) => {
    const { issue, attempt, use, standing } = await open(senders, site);
    assert.deepEqual(await standing(0), {});
    await issue('c1', 0);
    const tooSoon = { kind: 'too_soon', retryAt: at(minute), limit: 'cooldown' } as const;
    const code = { expiresAt: at(10 * minute), attempts: 0 };
    assert.deepEqual(await standing(second), { code, tooSoon });
    await attempt(second);
    assert.deepEqual(await standing(minute), { code: { ...code, attempts: 1 } });
    assert.deepEqual(await standing(10 * minute), {});
    await use('c1');
    assert.deepEqual(await standing(second), { tooSoon });
  });

  test('a code goes with the address it was sent to, and stays through other changes', async ({
    storage: { senders },
    site,
  }) => {
    const { sender, issue, attempt } = await open(senders, site);
    await issue('c1', 0);
    const renamed = await senders.update(sender, { name: 'Other', address: sender.address });
    assert.equal((await attempt(second)).kind, 'open');
    await senders.update({ ...sender, revision: 1 }, { address: 'late@acme.example' });
    assert.equal((await attempt(second)).kind, 'open');
    await senders.update({ ...sender, revision: renamed?.revision ?? 0 }, { address: 'new@acme.example' });
    assert.deepEqual(await attempt(second), none);
  });

  test('a site is sent so many codes in any hour, over its channels and deleted senders', async ({
    storage: { senders },
    site,
  }) => {
    const few = { perSitePerHour: 2 };
    const email = await open(senders, site);
    const sms = await open(senders, site, 'sms');
    const foreign = await open(senders, `${site}.2`);
    assert.equal((await email.issue('c1', 0, few)).kind, 'issued');
    assert.equal((await sms.issue('c2', minute, few)).kind, 'issued');
    await senders.delete(site, 'email', email.sender.id);
    const next = await open(senders, site);
    const full = { kind: 'too_soon', retryAt: at(hour), limit: 'site' } as const;
    assert.deepEqual(await next.issue('c3', 2 * minute, few), full);
    assert.equal((await foreign.issue('c4', 2 * minute, few)).kind, 'issued');
    assert.equal((await next.issue('c5', hour, few)).kind, 'issued');
  });

  test('of codes asked for at once one is issued', async ({ storage: { senders }, site }) => {
    const { issue, attempt } = await open(senders, site);
    const asked = Array.from({ length: 8 }, (_, index) => `c${index}`);
    const answers = await Promise.all(asked.map((codeId) => issue(codeId, 0)));
    const issued = asked.filter((_, index) => answers[index]?.kind === 'issued');
    assert.equal(issued.length, 1);
    const shown = await attempt(second);
    assert.equal(shown.kind === 'open' && shown.codeId, issued[0]);
  });

  test('codes asked for at once by several senders keep to the limit of the site', async ({
    storage: { senders },
    site,
  }) => {
    const both = [await open(senders, site), await open(senders, site, 'sms')];
    const asked = both.map(({ issue }, index) => issue(`c${index}`, 0, { perSitePerHour: 1 }));
    const issued = (await Promise.all(asked)).filter(({ kind }) => kind === 'issued');
    assert.equal(issued.length, 1);
  });

  test('a deleted sender takes its open code along', async ({ storage: { senders }, site }) => {
    const { sender, issue, attempt, use } = await open(senders, site);
    await issue('c1', 0);
    await senders.delete(site, 'email', sender.id);
    assert.deepEqual(await attempt(second), none);
    assert.equal(await use('c1'), false);
  });

  test('a code belongs to its site and sender', async ({ storage: { senders }, site }) => {
    const { sender, issue, attempt } = await open(senders, site);
    await issue('c1', 0);
    const tries = { maxAttempts, now: start };
    assert.deepEqual(await senders.attemptCode(`${site}.2`, sender.id, tries), none);
    assert.deepEqual(await senders.attemptCode(site, `${sender.id}0`, tries), none);
    assert.equal(await senders.useCode(`${site}.2`, sender.id, 'c1'), false);
    assert.equal(await senders.useCode(site, `${sender.id}0`, 'c1'), false);
    const shown = await attempt(second);
    assert.equal(shown.kind === 'open' && shown.attemptsLeft, 2);
  });
}
