import assert from 'node:assert/strict';
import {
  type StoredTemplate,
  type TemplateStore,
  templateContent,
  templateVersionsKept,
} from '../../interfaces/storage/templates.ts';
import { at, tamper } from './fixtures.ts';
import type { StorageTest } from './harness.ts';

/** The `number`th version of a template, a millisecond after the one before. */
function nthVersion(site: string, number: number, overrides: Partial<StoredTemplate> = {}): StoredTemplate {
  return {
    id: 'welcome',
    site,
    channel: 'email',
    name: `Version ${number}`,
    text: 'Hi {{ name }}',
    version: number,
    updatedAt: at(number),
    ...overrides,
  };
}

async function saveVersions(templates: TemplateStore, site: string, count: number): Promise<void> {
  for (let number = 1; number <= count; number += 1)
    await templates.save(nthVersion(site, number), number === 1 ? undefined : at(number - 1));
}

export function templateVersionTests(test: StorageTest): void {
  test('each save of a template is a version, kept as it was', async ({ storage: { templates }, site }) => {
    const key = { site, channel: 'email', id: 'welcome' } as const;
    const first = nthVersion(site, 1, {
      priority: 'high',
      topic: 'news',
      sender: 'billing',
      actor: 'Jo "Żółć" \'; --',
      subject: 'Zażółć {{ name }}',
      html: '<p title="\\">{{ name }}</p>\n',
    });
    const second = nthVersion(site, 2);
    assert.deepEqual(await templates.versions({ ...key, limit: 10 }), []);
    assert.equal(await templates.version(key, 1), undefined);
    await templates.save(first);
    await templates.save(second, first.updatedAt);
    assert.deepEqual(await templates.versions({ ...key, limit: 10 }), [
      { number: 2, at: at(2) },
      { number: 1, at: at(1), actor: first.actor },
    ]);
    const wanted = { number: 1, at: at(1), actor: first.actor, content: templateContent(first) };
    tamper(await templates.version(key, 1));
    assert.deepEqual(await templates.version(key, 1), wanted);
    assert.deepEqual((await templates.version(key, 2))?.content, templateContent(second));
    assert.equal(await templates.version(key, 3), undefined);
  });

  test('a save that changes nothing leaves no version', async ({ storage: { templates }, site }) => {
    await saveVersions(templates, site, 2);
    for (const replaces of [undefined, at(1), at(5)])
      assert.equal(await templates.save(nthVersion(site, 3), replaces), false);
    const versions = await templates.versions({ site, channel: 'email', id: 'welcome', limit: 10 });
    assert.deepEqual(
      versions.map(({ number }) => number),
      [2, 1],
    );
  });

  test('the newest versions are kept and given in pages, the others are removed', async ({
    storage: { templates },
    site,
  }) => {
    await saveVersions(templates, site, templateVersionsKept + 2);
    const key = { site, channel: 'email', id: 'welcome' } as const;
    const numbers = async (limit: number, before?: number) => {
      const page = await templates.versions({ ...key, limit, ...(before === undefined ? {} : { before }) });
      return page.map(({ number }) => number);
    };
    const all = await numbers(200);
    assert.equal(all.length, templateVersionsKept);
    assert.deepEqual([all[0], all.at(-1)], [templateVersionsKept + 2, 3]);
    assert.deepEqual(await numbers(2, 50), [49, 48]);
    assert.deepEqual(await numbers(2, 4), [3]);
    assert.equal(await templates.version(key, 2), undefined);
  });

  test('versions are of one template, and go with it', async ({ storage: { templates }, site }) => {
    const key = { site, channel: 'email', id: 'welcome' } as const;
    const others = [
      nthVersion(`${site}.2`, 1),
      nthVersion(site, 1, { channel: 'sms' }),
      nthVersion(site, 1, { id: 'x' }),
    ];
    await saveVersions(templates, site, 2);
    for (const other of others) await templates.save(other);
    assert.equal(await templates.delete(site, 'email', 'welcome'), true);
    assert.deepEqual(await templates.versions({ ...key, limit: 10 }), []);
    assert.equal(await templates.version(key, 1), undefined);
    for (const { site: of, channel, id } of others)
      assert.equal((await templates.versions({ site: of, channel, id, limit: 10 })).length, 1);
    await templates.save(nthVersion(site, 1));
    assert.equal((await templates.versions({ ...key, limit: 10 })).length, 1);
  });
}
