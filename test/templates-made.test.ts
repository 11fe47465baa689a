import { testMessaging } from '@postern/memory/testing';
import { afterEach, describe, expect, expectTypeOf, it, vi } from 'vitest';
import { z } from 'zod';
import { defineTemplate } from '../src/templates/define-template.ts';

/** By name: neither of the two that need them has types everywhere. */
const load = (name: string) => import(name);
const to = { address: 'jo@customer.example' };
const base = { id: 'made', channel: 'email', schema: z.object({ name: z.string() }) } as const;

afterEach(() => vi.useRealTimers());

describe('a template whose texts a function makes', () => {
  it('is sent as React Email makes it, with its text part', async () => {
    const { createElement } = await load('react');
    const { render } = await load('@react-email/render');
    const welcome = defineTemplate({
      ...base,
      subject: 'Welcome, {{ name }}',
      render: async ({ name }) => ({
        html: await render(createElement('p', null, 'Hello ', createElement('b', null, name))),
      }),
    });
    const t = await testMessaging({ templates: [welcome] });
    await t.messaging.email.send({ to, template: welcome, data: { name: 'Jo & Co' } });
    await t.deliverAll();
    const sent = t.expectSent({ text: 'Hello Jo & Co' });
    expect(sent.subject).toContain('Welcome, Jo & Co');
    expect(sent.html).toContain('<b>Jo &amp; Co</b>');
  });

  it('is sent as MJML makes it, with a subject of its own', async () => {
    const { default: mjml2html } = await load('mjml');
    const news = defineTemplate({
      ...base,
      render: ({ name }) => ({
        subject: `News for\n ${name}`,
        html: mjml2html(
          `<mjml><mj-body><mj-section><mj-column><mj-text>Hello ${name}</mj-text></mj-column></mj-section></mj-body></mjml>`,
        ).html,
      }),
    });
    const { messaging } = await testMessaging({ templates: [news] });
    await messaging.start();
    await messaging.stop();
    const preview = await messaging.email.preview({ template: news, data: { name: 'Jo' } });
    expect(preview.subject).toContain('News for Jo');
    expect(preview.html).toContain('<table');
    expect(preview.text).toContain('Hello Jo');
  });

  it('gets what its schema made of the data, typed, and the link to unsubscribe', async () => {
    const made = defineTemplate({
      ...base,
      schema: z.object({ at: z.coerce.date<string>(), city: z.string().default('town') }),
      render(data, { unsubscribeUrl, signal }) {
        expectTypeOf(data).toEqualTypeOf<{ at: Date; city: string }>();
        return { text: `${data.at.getUTCFullYear()} ${data.city} ${unsubscribeUrl} ${signal.aborted}` };
      },
    });
    const { templates } = (await testMessaging()).messaging.email;
    const rendered = await templates.render(
      made,
      { at: '2027-01-01' },
      { unsubscribeUrl: 'https://a.example/u' },
    );
    expect(rendered.text).toBe('2027 town https://a.example/u false');
    const without = await templates.render(made, { at: '2027-01-01' }, { unsubscribeUrl: false });
    expect(without.text).toBe('2027 town undefined false');
    await expect(templates.render(made, { at: 'x' })).rejects.toMatchObject({
      code: 'template_data_invalid',
    });
  });

  it('is listed with what is known of it', async () => {
    const made = defineTemplate({
      ...base,
      schema: base.schema.extend({ note: z.string().optional() }),
      subject: 'For {{ note }}',
      render: () => ({ text: 'x' }),
    });
    const { messaging } = await testMessaging({ templates: [made] });
    expect(await messaging.email.templates.list()).toEqual([
      expect.objectContaining({
        id: 'made',
        madeBy: 'function',
        variables: ['name', 'note'],
        subject: 'For {{ note }}',
      }),
    ]);
  });

  it.each([
    [
      'throws',
      () => {
        throw new Error('Jo is secret');
      },
      'template_invalid',
      'threw',
    ],
    [
      'rejects',
      async () => {
        throw new Error('Jo is secret');
      },
      'template_invalid',
      'threw',
    ],
    ['answers nothing', () => undefined, 'template_invalid', 'neither'],
    ['answers no text', () => ({ html: 7 }), 'template_invalid', 'html'],
    ['answers too much', () => ({ html: 'x'.repeat(2_000_001) }), 'template_too_expensive', '2000000'],
  ])('refuses a message where it %s, and records nothing', async (_how, render, code, words) => {
    const made = defineTemplate({ ...base, subject: 's', render: render as never });
    const { messaging } = await testMessaging({ templates: [made] });
    const sending = messaging.email.send({ to, template: made, data: { name: 'Jo' } });
    const refusal = await sending.catch((error) => error);
    expect(refusal).toMatchObject({ code, message: expect.stringContaining(words) });
    expect(refusal.message).not.toContain('secret');
    expect((await messaging.email.history()).items).toEqual([]);
  });

  it('is stopped after ten seconds, and told so', async () => {
    let told: AbortSignal | undefined;
    const slow = defineTemplate({
      ...base,
      subject: 's',
      render: (_data, { signal }) => {
        told = signal;
        return new Promise<never>(() => undefined);
      },
    });
    const { templates } = (await testMessaging({ templates: [slow] })).messaging.email;
    vi.useFakeTimers();
    const rendering = templates.render(slow, { name: 'Jo' }).catch((error) => error);
    await vi.advanceTimersByTimeAsync(9_999);
    expect(told?.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(await rendering).toMatchObject({ code: 'template_too_expensive' });
    expect(told?.aborted).toBe(true);
  });

  it.each([
    ['html beside it', { html: '<p>x</p>' }],
    ['text beside it', { text: 'x' }],
    ['words of people', { writtenBy: 'people' }],
    ['no function', { render: 'x' }],
    ['a subject, for SMS', { channel: 'sms', subject: 'x' }],
  ])('is refused with %s', (_what, wrong) => {
    const given = { ...base, render: () => ({ text: 'x' }), ...wrong };
    expect(() => defineTemplate(given as never)).toThrow(
      expect.objectContaining({ code: 'template_invalid' }),
    );
  });
});
