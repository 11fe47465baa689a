import assert from 'node:assert/strict';
import type { StoredTemplate, StoredTemplateDraft } from '../../interfaces/storage/templates.ts';
import { at, tamper } from './fixtures.ts';
import type { StorageTest } from './harness.ts';

const key = (site: string) => ({ id: 'welcome', site, channel: 'email' }) as const;

function newDraft(site: string, overrides: Partial<StoredTemplateDraft> = {}): StoredTemplateDraft {
  return { ...key(site), name: 'Welcome', text: 'Hi', basedOn: 0, updatedAt: at(10), ...overrides };
}

function newTemplate(site: string, version: number): StoredTemplate {
  return { ...key(site), name: 'Welcome', text: 'Hello', version, updatedAt: at(version) };
}

export function templateDraftTests(test: StorageTest): void {
  test('a draft is stored as it was saved, and is no template', async ({ storage: { templates }, site }) => {
    const draft = newDraft(site, {
      subject: 'Zażółć {{',
      html: '<p title="\\">\n',
      topic: 'news',
      sender: 'billing',
      priority: 'low',
      basedOn: 3,
      actor: 'Jo "Żółć"',
      language: 'en',
      sample: { name: 'Zoë', of: [1, null] },
      translations: { de: { subject: 'Grüß {{' }, fr: {} },
    });
    assert.equal(await templates.findDraft(site, 'email', 'welcome'), undefined);
    const given = structuredClone(draft);
    assert.equal(await templates.saveDraft(given), true);
    tamper(given);
    tamper(await templates.findDraft(site, 'email', 'welcome'));
    assert.deepEqual(await templates.findDraft(site, 'email', 'welcome'), draft);
    assert.deepEqual(await templates.drafts(site, 'email'), [draft]);
    assert.equal(await templates.find(site, 'email', 'welcome'), undefined);
    assert.deepEqual(await templates.list(site, 'email'), []);
    assert.deepEqual(await templates.versions({ ...key(site), limit: 10 }), []);
  });

  test('a draft is saved and deleted over the present one only', async ({ storage: { templates }, site }) => {
    const second = newDraft(site, { name: 'two', updatedAt: at(11) });
    assert.equal(await templates.saveDraft(second, at(10)), false);
    await templates.saveDraft(newDraft(site));
    assert.equal(await templates.saveDraft(second), false);
    assert.equal(await templates.saveDraft(second, at(10)), true);
    assert.equal(await templates.saveDraft(newDraft(site, { updatedAt: at(12) }), at(10)), false);
    assert.equal(await templates.deleteDraft(site, 'email', 'welcome', at(10)), false);
    assert.deepEqual(await templates.findDraft(site, 'email', 'welcome'), second);
    assert.equal(await templates.deleteDraft(site, 'email', 'welcome', at(11)), true);
    assert.equal(await templates.deleteDraft(site, 'email', 'welcome'), false);
  });

  test('of concurrent saves over one draft one succeeds', async ({ storage: { templates }, site }) => {
    await templates.saveDraft(newDraft(site));
    const saved = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        templates.saveDraft(newDraft(site, { name: `D ${index}`, updatedAt: at(11 + index) }), at(10)),
      ),
    );
    assert.equal(saved.filter(Boolean).length, 1);
    assert.equal((await templates.findDraft(site, 'email', 'welcome'))?.name, `D ${saved.indexOf(true)}`);
  });

  test('drafts are listed by name, then by id, of one site and channel', async ({
    storage: { templates },
    site,
  }) => {
    for (const [id, name] of [
      ['c', 'beta'],
      ['b', 'alpha'],
      ['a', 'beta'],
    ] as const)
      await templates.saveDraft(newDraft(site, { id, name }));
    await templates.saveDraft(newDraft(`${site}.2`));
    await templates.saveDraft(newDraft(site, { channel: 'sms' }));
    const listed = await templates.drafts(site, 'email');
    assert.deepEqual(
      listed.map(({ id }) => id),
      ['b', 'a', 'c'],
    );
  });

  for (const version of [1, 2]) {
    test(`a template's version ${version} is saved of the present draft only, which is gone then`, async ({
      storage: { templates },
      site,
    }) => {
      const replaces = version === 2 ? at(1) : undefined;
      if (replaces) await templates.save(newTemplate(site, 1));
      const save = (over: Date | undefined, draft: Date) =>
        templates.save(newTemplate(site, version), over, draft);
      assert.equal(await save(replaces, at(10)), false);
      await templates.saveDraft(newDraft(site));
      assert.equal(await save(replaces, at(11)), false);
      assert.equal(await save(at(9), at(10)), false);
      assert.deepEqual(await templates.findDraft(site, 'email', 'welcome'), newDraft(site));
      assert.equal((await templates.versions({ ...key(site), limit: 10 })).length, version - 1);
      assert.equal(await save(replaces, at(10)), true);
      assert.equal(await templates.findDraft(site, 'email', 'welcome'), undefined);
      assert.deepEqual(await templates.find(site, 'email', 'welcome'), newTemplate(site, version));
    });
  }

  test('a draft stays where a template is saved beside it, and goes with it', async ({
    storage: { templates },
    site,
  }) => {
    await templates.saveDraft(newDraft(site));
    await templates.saveDraft(newDraft(site, { id: 'other' }));
    assert.equal(await templates.delete(site, 'email', 'welcome'), false);
    await templates.save(newTemplate(site, 1));
    assert.equal(await templates.delete(site, 'email', 'welcome', at(5)), false);
    assert.deepEqual(await templates.findDraft(site, 'email', 'welcome'), newDraft(site));
    assert.equal(await templates.delete(site, 'email', 'welcome'), true);
    assert.equal(await templates.findDraft(site, 'email', 'welcome'), undefined);
    assert.notEqual(await templates.findDraft(site, 'email', 'other'), undefined);
  });
}
