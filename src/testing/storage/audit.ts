import assert from 'node:assert/strict';
import type { AuditQuery } from '../../interfaces/storage/audit.ts';
import type { AuditEntry } from '../../model/audit.ts';
import { at, second, start, tamper } from './fixtures.ts';
import type { StorageTest } from './harness.ts';

export function auditTests(test: StorageTest): void {
  const entry = (site: string, id: string, overrides: Partial<AuditEntry> = {}): AuditEntry => ({
    id,
    site,
    at: start,
    action: 'template.saved',
    channel: 'email',
    subject: 'welcome',
    ...overrides,
  });

  test('entries are kept as they were given, newest first', async ({ storage: { audit }, site }) => {
    const full = entry(site, 'b', { at: at(second), actor: 'Jo "Żółć" \'; --', detail: 'To 9:00 – 🚪' });
    const bare = entry(site, 'a', { channel: 'sms', at: at(second) });
    const { channel: _both, ...old } = entry(site, 'c', { action: 'webhook.created' });
    for (const one of [old, bare, full]) {
      const given = structuredClone(one);
      await audit.add(given);
      tamper(given);
    }
    await audit.add(entry(`${site}.2`, 'd'));
    const list = (query: Partial<AuditQuery> = {}) => audit.list({ site, limit: 10, ...query });
    tamper(await list());
    assert.deepEqual(await list(), [full, bare, old]);
    assert.deepEqual(await list({ limit: 1 }), [full]);
    assert.deepEqual(await list({ before: full }), [bare, old]);
    assert.deepEqual(await list({ before: old }), []);
  });

  test('the filters narrow the list, alone and together', async ({ storage: { audit }, site }) => {
    const all = [
      entry(site, 'a', { actor: 'jo' }),
      entry(site, 'b', { actor: 'jo', subject: 'other' }),
      entry(site, 'c', { actor: 'al', action: 'template.deleted' }),
      entry(site, 'd'),
    ];
    for (const one of all) await audit.add(one);
    const list = async (query: Partial<AuditQuery>) =>
      (await audit.list({ site, limit: 10, ...query })).map(({ id }) => id).join('');
    assert.equal(await list({ actor: 'jo' }), 'ba');
    assert.equal(await list({ subject: 'welcome' }), 'dca');
    assert.equal(await list({ action: 'template.deleted' }), 'c');
    assert.equal(await list({ actor: 'jo', subject: 'welcome', action: 'template.saved' }), 'a');
    assert.equal(await list({ actor: 'al', action: 'template.saved' }), '');
  });

  test('what is old is removed, of one site', async ({ storage: { audit }, site }) => {
    for (const [id, ms] of [
      ['a', 0],
      ['b', 1],
      ['c', 2],
      ['d', second],
    ] as const)
      await audit.add(entry(site, id, { at: at(ms) }));
    await audit.add(entry(`${site}.2`, 'e'));
    const prune = () => audit.prune({ site, before: at(second), limit: 2 });
    assert.deepEqual([await prune(), await prune(), await prune()], [2, 1, 0]);
    assert.deepEqual(
      (await audit.list({ site, limit: 10 })).map(({ id }) => id),
      ['d'],
    );
    assert.equal((await audit.list({ site: `${site}.2`, limit: 10 })).length, 1);
  });
}
