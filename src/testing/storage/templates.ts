import assert from 'node:assert/strict';
import type { StoredTemplate } from '../../interfaces/storage/templates.ts';
import { at, start, tamper } from './fixtures.ts';
import type { StorageTest } from './harness.ts';

function newTemplate(site: string, overrides: Partial<StoredTemplate> = {}): StoredTemplate {
  const id = 'welcome';
  return {
    id,
    site,
    channel: 'email',
    name: 'Welcome',
    text: 'Hi {{ name }}',
    version: 1,
    updatedAt: start,
    ...overrides,
  };
}

export function templateTests(test: StorageTest): void {
  test('a template is stored exactly as it was saved', async ({ storage: { templates }, site }) => {
    const subject = 'Zażółć {{ name }}';
    const html = '<p>{{ name }}</p>\n';
    const template = newTemplate(site, {
      subject,
      html,
      sender: 'billing',
      actor: 'Jo "Żółć"',
      updatedAt: at(123),
    });
    assert.equal(await templates.find(site, 'email', 'welcome'), undefined);
    assert.equal(await templates.save(template), true);
    assert.deepEqual(await templates.find(site, 'email', 'welcome'), template);
  });

  test('a template is stored in all its languages, with its sample values, and replaced whole', async ({
    storage: { templates },
    site,
  }) => {
    const translations = {
      de: {
        subject: 'Grüß dich {{ name }}',
        text: 'Hallo "{{ name }}"\\\n',
        html: '<p lang="de">{{ name }}</p>',
      },
      'pt-BR': { subject: 'Olá', text: 'Oi' },
    };
    const sample = { name: 'Zoë', items: [{ at: '2026-12-01', price: 1.5 }], none: null, 'a "key"': true };
    const template = newTemplate(site, { subject: 'Hello', language: 'en', translations, sample });
    await templates.save(template);
    tamper(await templates.find(site, 'email', 'welcome'));
    assert.deepEqual(await templates.find(site, 'email', 'welcome'), template);
    assert.deepEqual(await templates.list(site, 'email'), [template]);
    const { content } = (await templates.version(template, 1)) ?? {};
    assert.deepEqual(
      [content?.language, content?.translations, content?.sample],
      ['en', translations, sample],
    );
    const plain = newTemplate(site, { version: 2, updatedAt: at(1) });
    await templates.save(plain, start);
    assert.deepEqual(await templates.find(site, 'email', 'welcome'), plain);
    const again = { ...template, version: 3, updatedAt: at(2), language: 'fr' };
    await templates.save(again, at(1));
    assert.deepEqual(await templates.find(site, 'email', 'welcome'), again);
  });

  test('a layout and a partial are kept as such, and stop being one where they are replaced by a template', async ({
    storage: { templates },
    site,
  }) => {
    for (const kind of ['layout', 'partial'] as const) {
      const part = newTemplate(site, { id: kind, name: kind, kind });
      await templates.save(part);
      assert.deepEqual(await templates.find(site, 'email', kind), part);
    }
    const template = newTemplate(site, { id: 'layout', name: 'layout', version: 2, updatedAt: at(1) });
    await templates.save(template, start);
    assert.deepEqual(
      (await templates.list(site, 'email')).map(({ kind }) => kind),
      [undefined, 'partial'],
    );
  });

  test('saving over a version replaces the whole template', async ({ storage: { templates }, site }) => {
    await templates.save(newTemplate(site, { subject: 'Old', html: '<p>Old</p>', sender: 'billing' }));
    const { text: _text, ...renamed } = newTemplate(site, {
      name: 'New',
      html: '<p>New</p>',
      version: 2,
      updatedAt: at(1),
    });
    assert.equal(await templates.save(renamed, start), true);
    assert.deepEqual(await templates.list(site, 'email'), [renamed]);
  });

  test('saving over any but the present version changes nothing', async ({
    storage: { templates },
    site,
  }) => {
    const save = (name: string, ms: number, replaces?: Date) =>
      templates.save(newTemplate(site, { name, version: ms + 1, updatedAt: at(ms) }), replaces);
    assert.equal(await save('early', 1, start), false);
    assert.equal(await templates.find(site, 'email', 'welcome'), undefined);
    await save('one', 0);
    await save('two', 1, start);
    for (const replaces of [undefined, start, at(2)]) assert.equal(await save('other', 3, replaces), false);
    assert.equal((await templates.find(site, 'email', 'welcome'))?.name, 'two');
    await templates.delete(site, 'email', 'welcome');
    assert.equal(await save('late', 4, at(1)), false);
    assert.deepEqual(await templates.list(site, 'email'), []);
  });

  for (const [state, replaces] of [
    ['a new', undefined],
    ['a known', start],
  ] as const) {
    test(`of concurrent saves over ${state} template one succeeds`, async ({
      storage: { templates },
      site,
    }) => {
      if (replaces) await templates.save(newTemplate(site));
      const versions = Array.from({ length: 8 }, (_, index) =>
        newTemplate(site, { name: `Version ${index}`, version: replaces ? 2 : 1, updatedAt: at(1 + index) }),
      );
      const saved = await Promise.all(versions.map((version) => templates.save(version, replaces)));
      assert.equal(saved.filter(Boolean).length, 1);
      assert.deepEqual(await templates.find(site, 'email', 'welcome'), versions[saved.indexOf(true)]);
    });
  }

  test('templates are listed by name, then by id', async ({ storage: { templates }, site }) => {
    const add = (id: string, name: string) => templates.save(newTemplate(site, { id, name }));
    await add('c', 'beta');
    await add('b', 'alpha');
    await add('d', 'gamma');
    await add('a', 'beta');
    const listed = await templates.list(site, 'email');
    assert.deepEqual(
      listed.map(({ id }) => id),
      ['b', 'a', 'c', 'd'],
    );
  });

  test('an id stands for one template in each site and channel', async ({ storage: { templates }, site }) => {
    const all = [newTemplate(site), newTemplate(site, { channel: 'sms' }), newTemplate(`${site}.2`)];
    for (const template of all) await templates.save(template);
    for (const template of all) {
      assert.deepEqual(await templates.find(template.site, template.channel, template.id), template);
      assert.deepEqual(await templates.list(template.site, template.channel), [template]);
    }
    assert.deepEqual(await templates.list(`${site}.2`, 'sms'), []);
    assert.equal(await templates.delete(site, 'email', 'welcome'), true);
    assert.equal(await templates.find(site, 'email', 'welcome'), undefined);
    assert.notEqual(await templates.find(site, 'sms', 'welcome'), undefined);
    assert.notEqual(await templates.find(`${site}.2`, 'email', 'welcome'), undefined);
  });

  test('deleting what is not there answers false', async ({ storage: { templates }, site }) => {
    await templates.save(newTemplate(site));
    assert.equal(await templates.delete(site, 'email', 'other'), false);
    assert.equal(await templates.delete(site, 'email', 'welcome'), true);
    assert.equal(await templates.delete(site, 'email', 'welcome'), false);
    assert.deepEqual(await templates.list(site, 'email'), []);
  });

  test('of a version that is stored no more nothing is deleted', async ({ storage: { templates }, site }) => {
    const [before, now] = [start, new Date(start.getTime() + 1)];
    await templates.save(newTemplate(site));
    await templates.save(newTemplate(site, { name: 'two', version: 2, updatedAt: now }), before);
    assert.equal(await templates.delete(site, 'email', 'welcome', before), false);
    assert.equal((await templates.find(site, 'email', 'welcome'))?.name, 'two');
    assert.equal(await templates.delete(`${site}.2`, 'email', 'welcome', now), false);
    assert.equal(await templates.delete(site, 'email', 'welcome', now), true);
    assert.equal(await templates.delete(site, 'email', 'welcome', now), false);
  });

  test('changing what was saved or read changes nothing stored', async ({ storage: { templates }, site }) => {
    const wanted = newTemplate(site);
    const given = structuredClone(wanted);
    await templates.save(given);
    tamper(given);
    tamper(await templates.find(site, 'email', 'welcome'));
    tamper(await templates.list(site, 'email'));
    assert.deepEqual(await templates.find(site, 'email', 'welcome'), wanted);
  });
}
