import { memory } from '@postern/memory';
import { testMessaging } from '@postern/memory/testing';
import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { draftTemplate } from '../src/index.ts';
import { definePart, defineTemplate } from '../src/templates/define-template.ts';

const layout = {
  id: 'frame',
  name: 'Frame',
  kind: 'layout',
  html: '<header>{{ company }}</header>{% block content %}Nothing yet{% endblock %}<footer>{% block foot %}Bye{% endblock %}</footer>',
  text: '{{ company }}\n{% block content %}{% endblock %}',
} as const;
const partial = {
  id: 'row',
  name: 'Row',
  kind: 'partial',
  html: '<li>{{ item.name }} of {{ company }}</li>',
} as const;
const letter = {
  name: 'Letter',
  subject: 'Hi',
  html: '{% layout "frame" %}{% block content %}<p>{{ name }}</p>{% for each in items %}{% render "row", item: each %}{% endfor %}{% endblock %}',
} as const;
const data = { company: 'A & B', name: '<Jo>', items: [{ name: 'x' }, { name: 'y' }] };

async function site(...saved: readonly object[]) {
  const wiring = memory();
  const t = await testMessaging(wiring);
  const { templates } = t.messaging.email;
  for (const one of saved) await templates.save(one as never);
  return { t, wiring, templates };
}

describe('layouts and partials that people write', () => {
  it('are put around and into a template, escaped once, and a message is made of it', async () => {
    const { t, templates } = await site(layout, partial);
    const { id } = await templates.save(letter);
    await t.messaging.email.send({ to: { address: 'jo@customer.example' }, template: id, data });
    await t.deliverAll();
    const row = (name: string) => `<li>${name} of A &amp; B</li>`;
    t.expectSent({
      html: `<header>A &amp; B</header><p>&lt;Jo&gt;</p>${row('x')}${row('y')}<footer>Bye</footer>`,
    });
  });

  it('give a block what the layout has in it by block.super, escaped once', async () => {
    const { templates } = await site({ ...layout, html: '{% block a %}<b>{{ company }}</b>{% endblock %}' });
    const html = '{% layout "frame" %}{% block a %}[{{ block.super }}]{% endblock %}';
    const { html: made } = await templates.render(draftTemplate('email', { subject: 's', html }), data);
    expect(made).toBe('[<b>A &amp; B</b>]');
  });

  it('may be in each other: a layout in a layout, a partial in a partial', async () => {
    const outer = {
      id: 'outer',
      name: 'Outer',
      kind: 'layout',
      html: '<o>{% block all %}{% endblock %}</o>',
    };
    const inner = {
      ...{ id: 'inner', name: 'Inner', kind: 'layout' },
      html: '{% layout "outer" %}{% block all %}<i>{% block content %}{% endblock %}</i>{% endblock %}',
    };
    const dot = { id: 'dot', name: 'Dot', kind: 'partial', html: '.' };
    const dots = { id: 'dots', name: 'Dots', kind: 'partial', html: '{% render "dot" %}{% render "dot" %}' };
    const { templates } = await site(outer, inner, dot, dots);
    const html = '{% layout "inner" %}{% block content %}{% render "dots" %}{% endblock %}';
    const made = await templates.render(draftTemplate('email', { subject: 's', html }), {});
    expect(made.html).toBe('<o><i>..</i></o>');
  });

  it('see the data of the message and what they are given, not what the template assigns', async () => {
    const { templates } = await site({ id: 'p', name: 'P', kind: 'partial', text: '{{ own }}' });
    const render = (text: string, given: object) =>
      templates.render(draftTemplate('email', { subject: 's', text }), given);
    expect((await render('{% render "p" %}', { own: 1 })).text).toBe('1');
    expect((await render('{% render "p", own: 2 %}', { own: 1 })).text).toBe('2');
    expect((await render('{% render "p" for list as own %}', { list: [3, 4] })).text).toBe('34');
    await expect(render('{% assign own = 5 %}{% render "p" %}', {})).rejects.toMatchObject({
      code: 'template_data_invalid',
      details: { variables: ['own'] },
    });
  });

  it('are listed with their kind and users, their variables with those of the template', async () => {
    const { templates } = await site(layout, partial);
    const { id, variables } = await templates.save(letter);
    expect(variables).toEqual(['company', 'items', 'name']);
    const [frame, listed, row] = await templates.list();
    const usedBy = [{ id, name: 'Letter' }];
    expect(frame).toMatchObject({ id: 'frame', kind: 'layout', usedBy, variables: ['company'] });
    expect(row).toMatchObject({ kind: 'partial', usedBy, variables: ['company', 'item.name'] });
    expect(listed).not.toHaveProperty('kind');
    expect(listed).not.toHaveProperty('usedBy');
    expect(await templates.get('row')).toEqual(row);
  });

  it('say of a partial that is named twice all that any of the two ways leaves to the data', async () => {
    const { templates } = await site({ id: 'p', name: 'P', kind: 'partial', text: '{{ a }} {{ b }}' });
    const text = '{% render "p", a: 1, b: 2 %}{% render "p", a: 1 %}';
    expect((await templates.save({ name: 'x', subject: 's', text })).variables).toEqual(['b']);
  });

  it('are no messages', async () => {
    const { t, templates } = await site(layout);
    const refusal = { code: 'template_invalid', message: expect.stringContaining('"frame" is a layout') };
    await expect(templates.render('frame', data)).rejects.toMatchObject(refusal);
    const to = { address: 'jo@customer.example' };
    await expect(t.messaging.email.send({ to, template: 'frame' as string, data })).rejects.toMatchObject(
      refusal,
    );
  });

  it('of a text are what a subject and a text draw in, those of HTML what HTML does', async () => {
    const { templates } = await site({ id: 'p', name: 'P', kind: 'partial', text: 'T' });
    const source = { subject: '{% render "p" %}', text: '{% render "p" %}' };
    expect(await templates.render(draftTemplate('email', source), {})).toMatchObject({
      subject: 'T',
      text: 'T',
    });
    const html = { name: 'x', subject: 's', html: '{% render "p" %}' };
    await expect(templates.save(html)).rejects.toMatchObject({
      code: 'template_invalid',
      message: expect.stringContaining('the partial "p" has no HTML'),
      details: { field: 'html' },
    });
  });

  it.each([
    ['a subject', { subject: 's' }, 'has no subject'],
    ['a topic', { topic: 'news' }, 'has no priority, topic or sender'],
    ['no text', { html: undefined, text: undefined }, 'needs a text or HTML'],
    ['another kind', { kind: 'page' }, 'must be one of'],
  ])('with %s are refused', async (_what, changes, sentence) => {
    const { templates } = await site();
    await expect(templates.save({ ...layout, ...changes } as never)).rejects.toMatchObject({
      code: 'template_invalid',
      message: expect.stringContaining(sentence),
    });
  });
});

describe('a batch of messages', () => {
  it('reads a template and its layout once', async () => {
    const { t, wiring, templates } = await site(layout, partial);
    const { id } = await templates.save(letter);
    const find = vi.spyOn(wiring.storage.templates, 'find');
    const inputs = [1, 2, 3].map((n) => ({
      to: { address: `jo${n}@customer.example` },
      template: id as string,
      data,
    }));
    await t.messaging.email.sendMany(inputs);
    expect(find.mock.calls.map(([, , asked]) => asked).sort()).toEqual(['frame', 'row', id].sort());
  });
});

describe('what others use', () => {
  it('is not deleted, and says by whom it is used', async () => {
    const { templates } = await site(layout, partial, letter, { ...letter, name: 'Note' });
    await expect(templates.delete('frame')).rejects.toMatchObject({
      code: 'template_in_use',
      message: expect.stringMatching(
        /^"Frame" is used by "(Letter|Note)" and "(Letter|Note)": change that first\.$/,
      ),
      details: { usedBy: [{ id: expect.any(String), name: expect.any(String) }, expect.anything()] },
    });
    for (const { id, kind } of await templates.list()) if (!kind) await templates.delete(id);
    await templates.delete('frame');
  });

  it.each([
    ['by taking the field that is used', { html: undefined, text: 'x' }, 'has no HTML'],
    ['by making it another kind', { kind: 'layout' }, 'is a layout and no partial'],
    ['by making it a message', { kind: undefined, subject: 's' }, 'there is no partial "row"'],
    ['by naming what names it', { html: '{% render "list" %}' }, 'that has no end'],
  ])('is not broken %s', async (_what, changes, sentence) => {
    const list = { id: 'list', name: 'List', kind: 'partial', html: '{% render "row", item: it %}' };
    const { templates } = await site(partial, list);
    await templates.save({ name: 'Page', subject: 's', html: '{% render "list" %}' });
    const saving = templates.save({ ...partial, ...changes } as never);
    const error = await saving.catch((caught) => caught);
    expect(error).toMatchObject({ message: expect.stringContaining(sentence) });
    // A circle is its own fault, whoever else is in it.
    expect(error.code).toBe(sentence.includes('end') ? 'template_invalid' : 'template_in_use');
    expect(await templates.get('row')).toMatchObject({ html: partial.html });
    // A change that all can go on with is made.
    await templates.save({ ...partial, html: '<li>{{ item.name }}</li>' });
  });

  it('and was broken before may be changed', async () => {
    const { templates, wiring } = await site(partial);
    const row = {
      id: 'bad',
      site: 'test',
      channel: 'email',
      name: 'bad',
      version: 1,
      updatedAt: new Date(),
    } as const;
    await wiring.storage.templates.save({ ...row, subject: 's', text: '{% render "row" %}' });
    expect(await templates.get('bad')).toMatchObject({ broken: expect.stringContaining('has no text') });
    await templates.save({ ...partial, html: '<li></li>' });
  });
});

describe('what a template names', () => {
  it.each([
    '../../etc/passwd',
    '/etc/passwd',
    './package.json',
    'package.json',
    'file:///etc/passwd',
    '..',
    'constructor',
    '__proto__',
    'toString',
    '\\x2e\\x2e/package',
    '',
  ])('is no file and no property: %j', async (name) => {
    const { templates } = await site();
    for (const tag of ['render', 'layout', 'include']) {
      for (const field of ['text', 'html'] as const) {
        const source = { name: 'x', subject: 's', [field]: `{% ${tag} "${name}" %}` };
        await expect(templates.save(source)).rejects.toMatchObject({ code: 'template_invalid' });
        const draft = draftTemplate('email', { subject: 's', [field]: source[field] as string });
        await expect(templates.render(draft, {})).rejects.toMatchObject({ code: 'template_invalid' });
      }
    }
  });

  it.each(['{% render name %}', '{% layout name %}', '{% render "{{ name }}" %}', '{% layout none %}'])(
    'stands there in quotes, so that its users are known: %s',
    async (text) => {
      const { templates } = await site({ ...partial, text: 'x' }, layout);
      await expect(templates.save({ name: 'x', subject: 's', text })).rejects.toMatchObject({
        code: 'template_invalid',
        message: expect.stringContaining('in quotes'),
      });
    },
  );

  it('is of its own site and channel', async () => {
    const t = await testMessaging({
      ...memory(),
      sites: [
        { id: 'test', name: 'T' },
        { id: 'b', name: 'B' },
      ],
    });
    const of = (id: string) => t.messaging.forSite(id);
    await of('test').email.templates.save({ ...partial, text: 'x' });
    const text = '{% render "row" %}';
    await expect(of('b').email.templates.save({ name: 'x', subject: 's', text })).rejects.toThrow(
      'no partial "row"',
    );
    await expect(of('test').sms.templates.save({ name: 'x', text })).rejects.toThrow('no partial "row"');
  });

  it('ends: what names itself, or more than ten within each other, is refused', async () => {
    const { templates } = await site();
    const part = (id: string, text: string) => templates.save({ id, name: id, kind: 'partial', text });
    await expect(part('a', '{% render "a" %}')).rejects.toThrow('"a" uses "a": that has no end');
    await part('p0', 'x');
    for (let n = 1; n < 10; n += 1) await part(`p${n}`, `{% render "p${n - 1}" %}`);
    const page = { name: 'x', subject: 's', text: '{% render "p9" %}' };
    expect((await templates.save(page)).variables).toEqual([]);
    await part('p10', '{% render "p9" %}');
    await expect(templates.save({ ...page, text: '{% render "p10" %}' })).rejects.toMatchObject({
      code: 'template_invalid',
      message: expect.stringContaining('more than 10 deep'),
    });
  });

  it('multiplies within bounds only', async () => {
    const { templates } = await site();
    const part = (id: string, text: string) => templates.save({ id, name: id, kind: 'partial', text });
    await part('p0', 'x'.repeat(1_000));
    for (let n = 1; n < 10; n += 1) await part(`p${n}`, `{% render "p${n - 1}" %}`.repeat(20));
    const draft = draftTemplate('email', { subject: 's', text: '{% render "p9" %}' });
    await expect(templates.render(draft, {})).rejects.toMatchObject({
      code: expect.stringMatching(/^template_(invalid|too_expensive)$/),
    });
    const next = await templates.render(
      draftTemplate('email', { subject: 's', text: '{% render "p0" %}' }),
      {},
    );
    expect(next.text).toHaveLength(1_000);
  });

  it('is fifty parts at most, and half a megabyte of them', async () => {
    const { templates, wiring } = await site();
    const row = {
      site: 'test',
      channel: 'email',
      kind: 'partial',
      version: 1,
      updatedAt: new Date(),
    } as const;
    const add = (id: string, text: string) => wiring.storage.templates.save({ ...row, id, name: id, text });
    for (let n = 0; n <= 50; n += 1) await add(`p${n}`, 'x');
    await add('big', 'x'.repeat(500_001));
    const names = (count: number) => Array.from({ length: count }, (_, n) => `{% render "p${n}" %}`).join('');
    const render = (text: string) => templates.render(draftTemplate('email', { subject: 's', text }), {});
    expect((await render(names(50))).text).toHaveLength(50);
    await expect(render(names(51))).rejects.toThrow('more than 50 layouts and partials');
    await expect(render('{% render "big" %}')).rejects.toThrow('more than 500000 characters');
  });

  it('has blocks by its own names, none of an object', async () => {
    const frame = {
      ...layout,
      text: '{% block constructor %}a{% endblock %}{% block __proto__ %}b{% endblock %}',
    };
    const { templates } = await site(frame);
    const render = (text: string) => templates.render(draftTemplate('email', { subject: 's', text }), {});
    expect((await render('{% layout "frame" %}')).text).toBe('ab');
    expect((await render('{% layout "frame" %}{% block __proto__ %}c{% endblock %}')).text).toBe('ac');
  });
});

describe('layouts and partials in code', () => {
  const schema = z.object({ name: z.string(), company: z.string() });
  const frame = definePart({ id: 'frame', channel: 'email', kind: 'layout', html: layout.html });
  const hello = defineTemplate({
    ...{ id: 'hello', channel: 'email', schema, subject: 'Hi' },
    html: '{% layout "frame" %}{% block content %}{{ name }}{% endblock %}',
  } as const);
  const given = { name: 'Jo', company: 'Acme' };
  const made = '<header>Acme</header>Jo<footer>Bye</footer>';

  it('serve templates in code and stored ones', async () => {
    const t = await testMessaging({ templates: [hello], templateParts: [frame] });
    const { templates } = t.messaging.email;
    expect((await templates.render('hello', given)).html).toBe(made);
    const stored = await templates.save({ name: 'S', subject: 's', html: hello.html as string });
    expect((await templates.render(stored.id, given)).html).toBe(made);
    const usedBy = [
      { id: 'hello', name: 'hello' },
      { id: stored.id, name: 'S' },
    ];
    expect(await templates.get('frame')).toMatchObject({ definedIn: 'code', kind: 'layout', usedBy });
    expect(await templates.get('hello')).toMatchObject({ variables: ['company', 'name'] });
    await expect(templates.save({ ...layout })).rejects.toThrow('defined in code');
  });

  it('find those that people wrote, and are rendered on their thread then', async () => {
    const t = await testMessaging({ templates: [hello] });
    const { templates } = t.messaging.email;
    expect(await templates.list()).toMatchObject([
      { id: 'hello', broken: expect.stringContaining('no layout "frame"') },
    ]);
    await expect(templates.render('hello', given)).rejects.toMatchObject({ code: 'template_invalid' });
    await templates.save(layout);
    expect((await templates.render('hello', given)).html).toBe(made);
    const slow = '{% for i in (1..99999) %}{% for j in (1..99999) %}{{ i }}{% endfor %}{% endfor %}';
    await templates.save({ ...layout, html: slow });
    await expect(templates.render('hello', given)).rejects.toMatchObject({
      code: expect.stringMatching(/^template_(invalid|too_expensive)$/),
    });
    await expect(templates.delete('frame')).rejects.toMatchObject({ code: 'template_in_use' });
  });

  it.each([
    ['bad Liquid', { html: '{{ a' }],
    ['no text', { html: undefined }],
    ['no kind', { kind: undefined }],
    ['HTML of an SMS', { channel: 'sms' }],
    ['a subject', { subject: 's' }],
  ])('with %s are refused where they are defined', (_what, changes) => {
    expect(() => definePart({ ...frame, ...changes } as never)).toThrow(
      expect.objectContaining({ code: 'template_invalid' }),
    );
  });

  it('are read when the program starts', async () => {
    const t = await testMessaging({ templateParts: [{ ...frame, html: '{{ a' }] });
    await expect(t.messaging.start()).rejects.toMatchObject({ code: 'template_invalid' });
  });

  it('have ids of their own', async () => {
    const part = { ...frame, id: 'hello' };
    await expect(testMessaging({ templates: [hello], templateParts: [part] })).rejects.toMatchObject({
      code: 'invalid_config',
      message: expect.stringContaining('"hello"'),
    });
    await expect(testMessaging({ templateParts: {} as never })).rejects.toThrow('"templateParts" is a list.');
  });
});
