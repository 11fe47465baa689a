import { memory, memoryConsumers } from '@postern/memory';
import { type TestMessaging, testMessaging } from '@postern/memory/testing';
import { draftTemplate, type NewTemplate } from 'postern';
import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { definePart, defineTemplate } from '../src/templates/define-template.ts';

const address = 'jo@people.example';
const people = [
  { id: 'en', name: 'Jo', email: 'en@people.example', locale: 'en-GB' },
  { id: 'de', name: 'Ute', email: 'de@people.example', locale: 'de-AT' },
  { id: 'br', name: 'Ana', email: 'br@people.example', locale: 'pt-BR' },
  { id: 'fr', name: 'Zoé', email: 'fr@people.example', locale: 'fr' },
  { id: 'odd', name: 'Odd', email: 'odd@people.example', locale: 'Deutsch, bitte' },
  { id: 'silent', name: 'Sil', email: 'silent@people.example' },
];
const note = {
  ...{ id: 'note', name: 'Note', language: 'en', subject: 'Hello {{ name }}', text: 'In English' },
  translations: {
    de: { subject: 'Hallo {{ name }}', text: 'Auf Deutsch' },
    'pt-BR': { subject: 'Olá {{ name }}', html: '<p>Em português</p>' },
  },
} satisfies NewTemplate;
const data = { name: 'Jo' };

let t: TestMessaging;
const begin = async (more: object = {}) => {
  t = await testMessaging({ ...memory(), consumers: memoryConsumers(people), ...more });
  return t.messaging.email;
};
beforeEach(async () => {
  await begin();
  await t.messaging.email.templates.save(note);
});

describe('a template in several languages', () => {
  it('is sent to each in what they read, else in the language of the site, else in its own', async () => {
    const email = await begin({ site: { id: 'acme', name: 'Acme', language: 'de', prefix: { email: '' } } });
    await email.templates.save(note);
    const ids = people.map(({ id }) => id);
    await email.sendMany(ids.map((to) => ({ to, template: 'note', data })));
    await t.deliverAll();
    const sent = new Map(t.email.sent.map(({ to, text }) => [to.address.split('@')[0], text]));
    expect(ids.map((id) => sent.get(id))).toEqual([
      ...['In English', 'Auf Deutsch', 'Em português'],
      // French, what is no language, nothing at all: the site's.
      ...['Auf Deutsch', 'Auf Deutsch', 'Auf Deutsch'],
    ]);
    expect(await email.preview({ template: 'note', data, language: 'fr' })).toMatchObject({
      ...{ subject: 'Hallo Jo', language: 'de', fellBack: true },
    });
  });

  it('is sent in the language of the input, whoever it goes to', async () => {
    const { email } = t.messaging;
    const languages = ['de', 'de-CH', 'pt', 'pt-PT', 'fr', undefined];
    for (const language of languages)
      await email.send({ to: 'en', template: 'note', data, ...(language ? { language } : {}) });
    await t.deliverAll();
    expect(t.email.sent.map(({ text }) => text)).toEqual([
      ...['Auf Deutsch', 'Auf Deutsch', 'Em português', 'Em português', 'In English', 'In English'],
    ]);
    await expect(email.send({ to: 'en', template: 'note', data, language: 'German' })).rejects.toMatchObject({
      ...{ code: 'invalid_message', details: { field: 'language' } },
    });
  });

  it('counts its language among what an idempotency key stands for', async () => {
    const { email } = t.messaging;
    const input = { to: { address }, template: 'note', data, idempotencyKey: 'k', language: 'de' };
    await email.send(input);
    expect((await email.send(input)).repeated).toBe(true);
    await expect(email.send({ ...input, language: 'en' })).rejects.toMatchObject({
      code: 'idempotency_conflict',
    });
  });

  it('is previewed and checked in a language, which the answer names', async () => {
    const { email } = t.messaging;
    expect(await email.preview({ template: 'note', data, language: 'pt' })).toMatchObject({
      ...{ text: 'Em português', language: 'pt-BR', fellBack: false },
    });
    expect(await email.check({ template: 'note', data })).toMatchObject({ language: 'en', fellBack: false });
    const { items } = await email.checkMany(people.map(({ id }) => ({ to: id, template: 'note', data })));
    expect(items.map(({ language }) => language)).toEqual(['en', 'de', 'pt-BR', 'en', 'en', 'en']);
    // What is no language is nothing that the template could lack.
    expect(items.flatMap(({ to, fellBackFrom: from }) => (from ? [`${to?.address} ${from}`] : []))).toEqual([
      'fr@people.example fr',
    ]);
    // Words of one's own are in no language of a template's.
    const own = { template: 'note', subject: 'S', text: 'T', language: 'de' };
    expect(await email.preview(own)).toEqual({ subject: expect.any(String), text: 'T' });
    const draft = draftTemplate('email', {
      ...note,
      translations: { fr: { subject: 'S', text: 'Bonjour' } },
    });
    expect(await email.preview({ template: draft, data, language: 'fr' })).toMatchObject({ text: 'Bonjour' });
  });

  it('is checked for many by how many get each language, and who would have another', async () => {
    const { email } = t.messaging;
    await email.suppressions.add({ address: 'de@people.example', reason: 'manual', source: 'ada' });
    const all = people.map(({ id }) => ({ to: id, template: 'note', data }));
    const wanting = (language: string) => ({ to: { address: `${language}@x.example` }, language });
    const others = ['it', 'fr', 'it-CH', 'it', 'de-AT'].map((language) => ({
      ...all[0],
      ...wanting(language),
    }));
    // The second "it" is doubled, who is suppressed gets none, and words of one's own are in no language.
    const own = { to: { address: 'own@x.example' }, subject: 'S', text: 'T' };
    const { items, ...sums } = await email.checkMany([...all, ...others, own] as never);
    expect(items).toHaveLength(12);
    expect(sums).toEqual({
      sendable: 10,
      languages: [
        {
          ...{ language: 'en', count: 7 },
          insteadOf: [
            { language: 'fr', count: 2 },
            { language: 'it', count: 1 },
            { language: 'it-CH', count: 1 },
          ],
        },
        { language: 'de', count: 1 },
        { language: 'pt-BR', count: 1 },
      ],
    });
    expect(await email.checkMany([own])).not.toHaveProperty('languages');
  });

  it('tells its language, and what each asks for', async () => {
    const { templates } = t.messaging.email;
    const saved = await templates.save({
      ...{ ...note, html: '<html lang="{{ language }}">' },
      translations: { de: { subject: '{{ name }} {{ more }}', text: '{{ language }}' } },
    });
    expect(saved).toMatchObject({ language: 'en', variables: ['more', 'name'] });
    expect(saved.languages).toEqual([
      { language: 'en', variables: ['name'] },
      { language: 'de', variables: ['more', 'name'] },
    ]);
    const [listed] = await templates.list();
    expect(listed).toEqual(await templates.get('note'));
    expect(listed?.languages).toEqual(saved.languages);
    const german = await templates.render('note', { name: 'Jo', more: 1 }, { language: ['fr', 'de'] });
    expect(german).toMatchObject({ text: 'de', language: 'de', fellBack: true });
    expect((await templates.render('note', data)).html).toBe('<html lang="en">');
    expect((await templates.render('note', { ...data, language: 'x' })).html).toBe('<html lang="x">');
  });

  it('writes days and months in its language, and those of one that does not say in English', async () => {
    const { templates } = t.messaging.email;
    const text = '{{ at | date: "%A, %-d. %B" }} {{ at | date_to_rfc822 }} {{ at | date_to_string }}';
    const render = async (language?: string, more = {}) => {
      await templates.save({ id: 'dated', name: 'Dated', subject: 'S', text, ...more });
      const at = new Date('2026-12-01T10:00:00Z');
      return (await templates.render('dated', { at }, language ? { language } : {})).text;
    };
    const rfc = 'Tue, 01 Dec 2026 10:00:00 +0000';
    expect(await render('de')).toBe(`Tuesday, 1. December ${rfc} 01 Dec 2026`);
    const more = { language: 'en', translations: { de: { subject: 'S', text }, pl: { subject: 'S', text } } };
    expect(await render('en', more)).toBe(`Tuesday, 1. December ${rfc} 01 Dec 2026`);
    expect(await render('de', more)).toBe(`Dienstag, 1. Dezember ${rfc} 01 Dez. 2026`);
    expect(await render('pl', more)).toContain('wtorek, 1. grudnia');
    // What looks like a language and is none has English ones.
    expect(await render('de-a1', { language: 'de-a1' })).toContain('Tuesday, 1. December');
  });

  it.each([
    ['bad Liquid', { de: { subject: 'S', text: '{{ na' } }, { field: 'text', language: 'de' }],
    ['no subject', { de: { text: 'T' } }, { field: 'subject', language: 'de' }],
    ['no body', { de: { subject: 'S' } }, { field: 'text', language: 'de' }],
    ['its own language', { en: { subject: 'S', text: 'T' } }, { field: 'translations', language: 'en' }],
    ['a language in capitals', { EN: { subject: 'S', text: 'T' } }, { field: 'translations.EN' }],
    ['a language twice', { 'pt-BR': note, 'pt-br': note }, { language: 'pt-br' }],
    ['no language', { German: { subject: 'S', text: 'T' } }, { field: 'translations.German' }],
  ])('with %s in a translation is not saved', async (_what, given, details) => {
    const { templates } = t.messaging.email;
    const plain = Object.fromEntries(
      Object.entries(given).map(
        ([code, { subject, text }]: [string, { subject?: string; text?: string }]) => [
          code,
          { ...(subject ? { subject } : {}), ...(text ? { text } : {}) },
        ],
      ),
    );
    await expect(templates.save({ ...note, translations: plain })).rejects.toMatchObject({
      ...{ code: 'template_invalid', details },
    });
    expect(await templates.get('note')).toMatchObject({ version: 1, translations: note.translations });
  });

  it('has 20 more languages at most, and says what its own is', async () => {
    const { templates } = t.messaging.email;
    const of = (count: number) => {
      const codes = Array.from({ length: count }, (_, index) => `x${String.fromCharCode(97 + index)}`);
      return Object.fromEntries(codes.map((code) => [code, { subject: 'S', text: code }]));
    };
    expect((await templates.save({ ...note, translations: of(20) })).languages).toHaveLength(21);
    const error = { code: 'template_invalid' };
    await expect(templates.save({ ...note, translations: of(21) })).rejects.toMatchObject(error);
    await expect(templates.save({ ...note, language: undefined })).rejects.toMatchObject({
      ...{ ...error, details: { field: 'language' } },
    });
    const partial = { id: 'part', name: 'Part', kind: 'partial', language: 'en', text: 'T' } as const;
    await expect(
      templates.save({ ...partial, translations: { de: { subject: 'S', text: 'T' } } }),
    ).rejects.toMatchObject({ ...error, details: { field: 'subject', language: 'de' } });
  });

  it('keeps its languages in drafts and versions, and restores them', async () => {
    const { templates } = t.messaging.email;
    const fr = { subject: 'Bonjour {{ name }}', text: 'En {{' };
    await templates.saveDraft({ ...note, translations: { fr } });
    expect(await templates.draft('note')).toMatchObject({
      translations: { fr },
      languages: [
        { language: 'en', variables: ['name'] },
        { language: 'fr', variables: [], broken: expect.stringContaining('In "fr"') },
      ],
      broken: expect.stringContaining('In "fr"'),
    });
    await expect(templates.publish('note')).rejects.toMatchObject({
      ...{ code: 'template_invalid', details: { field: 'text', language: 'fr' } },
    });
    await templates.saveDraft({ ...note, translations: { fr: { ...fr, text: 'En français' } } });
    await templates.publish('note');
    expect((await templates.get('note')).languages?.map(({ language }) => language)).toEqual(['en', 'fr']);
    expect((await templates.version('note', 1)).content.translations).toEqual(note.translations);
    await templates.restore('note', 1);
    expect(await templates.get('note')).toMatchObject({ translations: note.translations, version: 3 });
    // What one reads is what one saves.
    const { updatedAt, ...read } = await templates.get('note');
    await templates.save({ ...read, text: 'Changed', replaces: updatedAt ?? null });
    expect((await templates.get('note')).translations).toEqual(note.translations);
  });

  it('keeps sample values, which are never sent', async () => {
    const { email } = t.messaging;
    const sample = { name: 'Ada', at: new Date(0), items: [{ price: 1 }] };
    await email.templates.save({ ...note, sample });
    const kept = { name: 'Ada', at: '1970-01-01T00:00:00.000Z', items: [{ price: 1 }] };
    expect((await email.templates.get('note')).sample).toEqual(kept);
    expect((await email.templates.version('note', 2)).content.sample).toEqual(kept);
    await expect(email.send({ to: 'en', template: 'note', data: {} })).rejects.toMatchObject({
      code: 'template_data_invalid',
    });
    for (const wrong of [[], { name: 'x'.repeat(20_000) }, { big: 1n }]) {
      const given = { ...note, sample: wrong } as unknown as NewTemplate;
      await expect(email.templates.save(given)).rejects.toMatchObject({
        ...{ code: 'template_invalid', details: { field: 'sample' } },
      });
    }
  });
});

describe('layouts and partials in several languages', () => {
  it('are taken in the language of the template', async () => {
    const { templates } = t.messaging.email;
    const frame = {
      ...{ id: 'frame', name: 'Frame', language: 'en' },
      ...{ kind: 'layout', text: 'Dear {{ name }}\n{% block body %}{% endblock %}' },
      translations: { de: { text: 'Hallo {{ anrede }} {{ name }}\n{% block body %}{% endblock %}' } },
    } satisfies NewTemplate;
    await templates.save(frame);
    const text = (words: string) => `{% layout "frame" %}{% block body %}${words}{% endblock %}`;
    const saved = await templates.save({
      ...{ ...note, text: text('Yours') },
      translations: { de: { subject: 'S', text: text('Gruß') }, fr: { subject: 'S', text: text('Bien') } },
    });
    expect(saved.languages).toEqual([
      { language: 'en', variables: ['name'] },
      { language: 'de', variables: ['anrede', 'name'] },
      { language: 'fr', variables: ['name'] },
    ]);
    const render = async (language: string) =>
      (await templates.render('note', { name: 'Jo', anrede: 'Frau' }, { language })).text;
    expect([await render('en'), await render('de'), await render('fr')]).toEqual([
      ...['Dear Jo\nYours', 'Hallo Frau Jo\nGruß', 'Dear Jo\nBien'],
    ]);
    await expect(
      templates.save({ ...frame, translations: { de: { text: 'Hallo {% render "frame" %}' } } }),
    ).rejects.toMatchObject({ code: 'template_invalid' });
  });

  it('are used where a translation alone names them', async () => {
    const { templates } = t.messaging.email;
    await templates.save({ id: 'foot', name: 'Foot', kind: 'partial', text: 'Acme' });
    await templates.save({ ...note, translations: { de: { subject: 'S', text: '{% render "foot" %}' } } });
    expect((await templates.get('foot')).usedBy).toEqual([{ id: 'note', name: 'Note' }]);
    await expect(templates.delete('foot')).rejects.toMatchObject({ code: 'template_in_use' });
    await expect(
      templates.save({ id: 'foot', name: 'Foot', kind: 'partial', html: '<p>Acme</p>' }),
    ).rejects.toMatchObject({ code: 'template_in_use', message: expect.stringContaining('In "de"') });
  });
});

describe('a template in code in several languages', () => {
  const schema = z.object({ name: z.string() });

  it('has its data typed once, its translations checked where it is defined, and its parts beside it', async () => {
    const greeting = defineTemplate({
      ...{ id: 'greeting', channel: 'email', schema, language: 'en', sample: { name: 'Ada' } },
      ...{ subject: 'Hi', text: 'Hello {{ name }} {% render "sign" %}' },
      translations: { de: { subject: 'Hi', text: 'Hallo {{ name }} {% render "sign" %}' } },
    });
    const sign = definePart({
      ...{ id: 'sign', channel: 'email', kind: 'partial', text: 'Yours', language: 'en' },
      translations: { de: { text: 'Gruß' } },
    });
    const email = await begin({ templates: [greeting], templateParts: [sign] });
    await email.send({ to: 'de', template: 'greeting', data });
    await email.send({ to: 'en', template: greeting, data });
    await t.deliverAll();
    expect(t.email.sent.map(({ text }) => text)).toEqual(['Hallo Jo Gruß', 'Hello Jo Yours']);
    expect(await email.templates.get('greeting')).toMatchObject({
      ...{ sample: { name: 'Ada' }, language: 'en' },
      languages: [{ language: 'en' }, { language: 'de', variables: ['name'] }],
    });
    const wrong = (given: object) => () =>
      defineTemplate({ id: 'a', channel: 'email', schema, subject: 'S', text: 'T', ...given });
    const refused = expect.objectContaining({ code: 'template_invalid' });
    expect(wrong({ translations: { de: { subject: 'S', text: 'T' } } })).toThrow(refused);
    expect(wrong({ language: 'en', translations: { de: { text: 'T' } } })).toThrow(refused);
    expect(wrong({ language: 'en', translations: { de: { subject: 'S', text: '{{' } } })).toThrow(
      expect.objectContaining({ message: expect.stringContaining('In "de"') }),
    );
    expect(wrong({ sample: 'no object' })).toThrow(refused);
    expect(() => definePart({ ...sign, translations: { de: { text: '{{' } } })).toThrow(refused);
  });

  it('made by a function is told the language, and has its subject in each', async () => {
    const any = defineTemplate({
      ...{ id: 'any', channel: 'email', schema },
      render: (_data, { language }) => ({ subject: 'S', text: `in ${language}` }),
    });
    const two = defineTemplate({
      ...{ id: 'two', channel: 'email', schema, subject: 'Hi {{ name }}', language: 'en' },
      translations: { de: { subject: 'Hallo {{ name }}' } },
      render: (_data, { language }) => ({ text: `in ${language}` }),
    });
    const email = await begin({ templates: [any, two] });
    const ask = async (template: string, language: string) => {
      const { subject, text, ...spoken } = await email.preview({ template, data, language });
      return [subject.replace(/^\[.*\] /, ''), text, spoken.language, spoken.fellBack];
    };
    expect(await ask('any', 'fr')).toEqual(['S', 'in fr', undefined, undefined]);
    expect(await ask('two', 'de-AT')).toEqual(['Hallo Jo', 'in de', 'de', false]);
    expect(await ask('two', 'fr')).toEqual(['Hi Jo', 'in en', 'en', true]);
    expect(() =>
      defineTemplate({
        ...{ id: 'wrong', channel: 'email', schema, language: 'en' },
        translations: { de: { text: 'T' } },
        render: () => ({ subject: 'S', text: 'T' }),
      }),
    ).toThrow(expect.objectContaining({ code: 'template_invalid' }));
  });
});
