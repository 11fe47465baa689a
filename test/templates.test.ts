import assert from 'node:assert/strict';
import { testMessaging } from '@postern/memory/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineTemplate } from '../src/templates/define-template.ts';
import { LiquidRenderer } from '../src/templates/liquid.ts';

const renderer = new LiquidRenderer();

describe('templates', () => {
  it('escape any data in HTML, and in HTML only', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: fc.constantFrom('<', '>', '&', '"', "'", 'a', '{{', '}}', '{%', '\n', 'ü') }),
        async (value) => {
          const source = {
            subject: 's',
            text: '[{{ x }}]',
            html: '<p title="{{ x }}">{{ x }} {{ x | raw }} {{ x | upcase }}</p>',
          };
          const { text = '', html = '' } = await renderer.render(source, { x: value });
          expect(text).toBe(`[${value}]`);
          expect(html.match(/[<>"]/g)?.join('')).toBe('<""><>'.replace('""', '""'));
          expect(html).not.toMatch(/&(?!amp;|lt;|gt;|#34;|#39;|AMP;|LT;|GT;)/);
        },
      ),
    );
  });

  it.each(['{{ name }}', '{{ user.name }}', '{% for a in items %}{{ a.b }}{% endfor %}'])(
    'take a missing variable in %s for an error that names it',
    async (text) => {
      const rendering = renderer.render(
        { text },
        { user: {}, ...(text.includes('for') ? { items: [{}] } : {}) },
      );
      await expect(rendering).rejects.toMatchObject({
        code: 'template_data_invalid',
        details: { variables: [expect.stringMatching(/name|a\.b/)] },
      });
    },
  );

  it('may ask whether a variable is there', async () => {
    const source = {
      text: '{% if nick %}{{ nick }}{% else %}you{% endif %}, {{ city | default: "somewhere" }}',
    };
    expect(await renderer.render(source, {})).toEqual({ text: 'you, somewhere' });
  });

  it('make one line of a subject, whatever the data hold', async () => {
    const { subject } = await renderer.render(
      { subject: ' Hi {{ a }}\r\n', text: 'x' },
      { a: 'x\r\nBcc: e@v.il' },
    );
    expect(subject).toBe('Hi x Bcc: e@v.il');
  });

  it.each([
    ['reads a file', '{% include "/etc/passwd" %}'],
    ['renders a file', '{% render "/etc/passwd" %}'],
    ['works for ever', '{% for i in (1..100000) %}{% for j in (1..100000) %}{{ i }}{% endfor %}{% endfor %}'],
  ])('that %s is stopped', async (_what, text) => {
    await expect(renderer.render({ text }, {})).rejects.toMatchObject({ code: 'template_invalid' });
  });

  it('reach nothing but the data: no prototype, no inherited property', async () => {
    await expect(renderer.render({ text: '{{ a.constructor.name }}' }, { a: 'x' })).rejects.toMatchObject({
      code: 'template_data_invalid',
    });
  });

  it.each(['subject', 'text', 'html'])('with bad Liquid name the field to mend: %s', async (path) => {
    const error = { code: 'template_invalid', details: { field: path } };
    const source = { subject: 's', text: 'x', [path]: '{{ a' };
    expect(() => renderer.check(source)).toThrow(expect.objectContaining(error));
    await expect(renderer.render(source, {})).rejects.toMatchObject(error);
  });

  it.each([
    ['bad Liquid', { id: 'a', subject: 's', text: '{{ a' }],
    ['an unknown filter', { id: 'a', subject: 's', text: '{{ a | nofilter }}' }],
    ['no subject', { id: 'a', text: 'x' }],
    ['no body', { id: 'a', subject: 's' }],
    ['a reserved id', { id: 'postern.x', subject: 's', text: 'x' }],
  ])('with %s are refused where they are defined', (_what, source) => {
    // @ts-expect-error some do not compile
    expect(() => defineTemplate({ ...source, channel: 'email', schema: z.object({}) })).toThrow(
      expect.objectContaining({ code: 'template_invalid' }),
    );
  });

  it('without a schema that can be asked are refused, before anything is sent', async () => {
    const old = { id: 'old', channel: 'email', subject: 's', text: '{{ a }}', schema: { parse: () => ({}) } };
    const refusal = {
      code: 'template_invalid',
      message: /^"template.schema" is not a schema: take one of zod/,
    };
    // @ts-expect-error no schema
    expect(() => defineTemplate(old)).toThrow(expect.objectContaining({ code: 'template_invalid' }));
    const templates = [old] as never;
    await assert.rejects(testMessaging({ templates }), refusal);
    const { email } = (await testMessaging()).messaging;
    await assert.rejects(email.preview({ template: old, data: { a: 'x' } } as never), {
      code: 'invalid_argument',
    });
  });

  it('that can do without data are rendered without', async () => {
    const hours = { channel: 'email', subject: 's', text: '{{ day | default: "daily" }}' } as const;
    const given = z.object({ day: z.string().optional() });
    const none = defineTemplate({ ...hours, id: 'none', schema: z.undefined(), text: 'daily' });
    const templates = [defineTemplate({ ...hours, id: 'hours', schema: given }), none] as const;
    const { email } = (await testMessaging({ templates })).messaging;
    expect((await email.preview({ template: 'hours' })).text).toBe('daily');
    expect((await email.preview({ template: 'none' })).text).toBe('daily');
  });

  it('that need data name each variable where none are given', async () => {
    const needs = { id: 'a', channel: 'email', subject: 's', text: '{{ a }} {{ b }}' } as const;
    const template = defineTemplate({ ...needs, schema: z.object({ a: z.string(), b: z.string() }) });
    const { email } = (await testMessaging({ templates: [template] })).messaging;
    await expect(email.preview({ template: 'a' })).rejects.toMatchObject({
      ...{ code: 'template_data_invalid', details: { variables: ['a', 'b'] } },
    });
  });

  it('name the variables they use', () => {
    expect(
      renderer.variables({
        subject: '{{ a }}',
        text: '{{ b.c }} {% assign d = 1 %}{{ d }}',
        html: '{{ a }}',
      }),
    ).toEqual(['a', 'b.c']);
  });
});

describe('a template that two people change', () => {
  const source = { name: 'Note', subject: 's', text: 'one' };

  it('is saved over the version that was read, and over no other', async () => {
    const { templates } = (await testMessaging()).messaging.email;
    const { id, updatedAt } = await templates.save(source);
    const second = await templates.save({ ...source, id, text: 'two', replaces: updatedAt ?? null });
    // The clock stands still here: versions are told apart all the same.
    expect(second.updatedAt).not.toEqual(updatedAt);
    const late = templates.save({ ...source, id, text: 'late', replaces: updatedAt ?? null });
    await expect(late).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('Somebody else changed'),
    });
    expect(await templates.get(id)).toMatchObject({ text: 'two' });
    await templates.delete(id);
    const gone = templates.save({ ...source, id, replaces: second.updatedAt ?? null });
    await expect(gone).rejects.toMatchObject({ code: 'conflict' });
    expect(await templates.list()).toEqual([]);
  });

  it('is deleted as it was read, if asked so, and in no other version', async () => {
    const { templates } = (await testMessaging()).messaging.email;
    const { id, updatedAt } = await templates.save(source);
    const second = await templates.save({ ...source, id, text: 'two' });
    if (!updatedAt || !second.updatedAt) throw new Error('A stored template has a time.');
    await expect(templates.delete(id, { updatedAt })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('Somebody else changed'),
    });
    expect(await templates.get(id)).toMatchObject({ text: 'two' });
    await expect(templates.delete(id, { updatedAt: 'now' as never })).rejects.toMatchObject({
      code: 'invalid_argument',
    });
    await templates.delete(id, { updatedAt: second.updatedAt });
    await expect(templates.delete(id, { updatedAt })).rejects.toMatchObject({ code: 'template_not_found' });
  });

  it('is made new only where there is none, if asked so', async () => {
    const { templates } = (await testMessaging()).messaging.email;
    const twice = [1, 2].map((n) => templates.save({ ...source, id: 'note', text: `${n}`, replaces: null }));
    expect((await Promise.allSettled(twice)).map(({ status }) => status).sort()).toEqual([
      'fulfilled',
      'rejected',
    ]);
    expect(await templates.list()).toHaveLength(1);
  });

  it('is replaced, whatever is stored, by those who name no version', async () => {
    const { templates } = (await testMessaging()).messaging.email;
    const texts = ['a', 'b', 'c', 'd'];
    const saved = await Promise.all(texts.map((text) => templates.save({ ...source, id: 'note', text })));
    const times = saved.map(({ updatedAt }) => updatedAt?.getTime());
    expect(new Set(times).size).toBe(texts.length);
  });

  it.each([
    [{}],
    [{ name: 1 }],
    [{ name: 'x', subject: 's', text: 't', replaces: 'yesterday' }],
    [undefined],
  ])('is refused in one sentence where it is no template: %j', async (nonsense) => {
    const { templates } = (await testMessaging()).messaging.email;
    // @ts-expect-error what hosts without types pass
    await expect(templates.save(nonsense)).rejects.toMatchObject({ code: 'template_invalid' });
  });
});
