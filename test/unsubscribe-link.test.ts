import assert from 'node:assert/strict';
import { testMessaging } from '@postern/memory/testing';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { searchDocument } from '../src/model/search-text.ts';
import { defineTemplate } from '../src/templates/define-template.ts';

const publicUrl = "https://acme.example/o'neil&sons";
const to = { address: 'jo@acme.example' };
const words = {
  subject: 'News',
  text: 'We moved. {{ unsubscribeUrl }}',
  html: '<p>We moved. <a href="{{ unsubscribeUrl }}">No more</a></p>',
};
const news = defineTemplate({ ...words, id: 'news', channel: 'email', schema: z.object({}) });
const open = () => testMessaging({ publicUrl, templates: [news] });

const urlIn = (headers: Readonly<Record<string, string>> | undefined) =>
  /^<(.+)>$/.exec(headers?.['List-Unsubscribe'] ?? '')?.[1] ?? 'none';

describe('a visible link to unsubscribe', () => {
  it.each([
    ['a template in code', { template: news }],
    ['words of the host’s own', words],
    ['words without blanks', { ...words, text: 'We moved. {{unsubscribeUrl}}' }],
  ])('leads out of the message, in %s', async (_, input) => {
    const t = await open();
    await t.messaging.email.send({ to, ...input, unsubscribe: true } as never);
    await t.deliverAll();
    const { headers, text, html } = t.expectSent({ to: to.address });
    const url = urlIn(headers);
    expect(url).toContain('https://acme.example/');
    expect(text).toBe(`We moved. ${url}`);
    const escaped = url.replaceAll('&', '&#38;').replaceAll("'", '&#39;');
    expect(html?.replace('&amp;', '&#38;')).toBe(`<p>We moved. <a href="${escaped}">No more</a></p>`);
    const page = await t.messaging.handle(new Request(url, { method: 'POST' }));
    expect(page?.status).toBe(200);
    expect(await t.messaging.email.suppressions.find(to.address)).toMatchObject({ reason: 'opted_out' });
  });

  it('stands in a stored template, and in the text made of HTML', async () => {
    const t = await open();
    const { subject, html } = words;
    const { id: template, variables } = await t.messaging.email.templates.save({ name: 'N', subject, html });
    expect(variables).toEqual([]);
    await t.messaging.email.send({ to, template, unsubscribe: true });
    await t.deliverAll();
    const { headers, text } = t.expectSent({ to: to.address });
    expect(text).toBe(`We moved. No more [${urlIn(headers)}]`);
  });

  it('leads out of the topic, also where the template says it', async () => {
    const about = defineTemplate({
      ...{ ...words, id: 'about', channel: 'email', schema: z.object({}), topic: 'news' },
    });
    const t = await testMessaging({ publicUrl, templates: [about], topics: [{ id: 'news', name: 'News' }] });
    await t.messaging.email.send({ to, template: about, unsubscribe: true });
    await t.deliverAll();
    const { headers, text } = t.expectSent({ to: to.address });
    expect(text).toBe(`We moved. ${urlIn(headers)}`);
    await t.messaging.handle(new Request(urlIn(headers), { method: 'POST' }));
    const { items } = await t.messaging.email.suppressions.list();
    expect(await t.messaging.email.suppressions.history(items[0]?.address ?? '')).toMatchObject([
      { action: 'suppression.added', actor: 'recipient', detail: 'opted_out, topic "news"' },
    ]);
    expect(items).toMatchObject([{ reason: 'opted_out', topic: 'news' }]);
  });

  it('is no noise in the list and the search', async () => {
    const t = await open();
    const { id } = await t.messaging.email.send({ to, ...words, unsubscribe: true });
    const { preview, content } = await t.messaging.email.get(id);
    expect(preview).toBe('We moved. …');
    const token = urlIn(content?.headers).split('/').at(-1) ?? '';
    expect(token.length).toBeGreaterThan(100);
    expect((await t.messaging.email.search(token.slice(5, 25))).items).toEqual([]);
    expect((await t.messaging.email.search('/unsubscribe/')).items).toHaveLength(1);
    const message = { to, sender: to, confidential: false };
    expect(searchDocument(message, { text: 'https://a.example/unsubscribe/here' })).toContain('/here');
  });

  it('is shown as one in a preview, and as itself where a template is rendered without a message', async () => {
    const t = await open();
    const { email } = t.messaging;
    const { text } = await email.preview({ template: news, unsubscribe: true });
    expect(text).toMatch(/^We moved. https:\/\/acme.example\/\S+\/unsubscribe\/preview$/);
    const rendered = await email.templates.render('news', {});
    expect(rendered).toMatchObject({ text: words.text, html: words.html });
    const edited = { to, subject: 'N', text: `Hello. ${rendered.text}`, template: news, unsubscribe: true };
    await email.send(edited);
    await t.deliverAll();
    const { headers, text: sent } = t.expectSent({});
    expect(sent).toBe(`Hello. We moved. ${urlIn(headers)}`);
  });

  it.each([
    ['a template', { template: news }, /The template shows/],
    ['words', words, /The text shows/],
  ])('of %s is refused where the message has none', async (_, input, message) => {
    const t = await open();
    const refusal = { code: 'invalid_message', message, details: { field: 'unsubscribe' } };
    await assert.rejects(t.messaging.email.send({ to, ...input } as never), refusal);
    await assert.rejects(t.messaging.email.preview(input as never), refusal);
  });

  it('is the host’s own where the data have one, and may be asked for', async () => {
    const t = await open();
    const schema = z.object({ unsubscribeUrl: z.string() });
    const own = defineTemplate({ ...words, id: 'own', channel: 'email', schema });
    const asking = defineTemplate({
      ...{ ...words, id: 'asking', channel: 'email', schema: z.object({}) },
      text: 'Hi{% if unsubscribeUrl %} {{ unsubscribeUrl }}{% endif %}',
      html: '<p>Hi</p>',
    });
    const data = { unsubscribeUrl: 'https://own.example' };
    const { email } = t.messaging;
    expect((await email.preview({ template: own, data })).text).toBe('We moved. https://own.example');
    expect((await email.preview({ template: own, data, unsubscribe: true })).text).toContain('own.example');
    expect((await email.preview({ template: asking })).text).toBe('Hi');
    expect((await email.preview({ template: asking, unsubscribe: true })).text).toContain('/unsubscribe/');
  });

  it('is no subject, and nothing of an SMS', async () => {
    const t = await open();
    const subject = 'News {{ unsubscribeUrl }}';
    await assert.rejects(t.messaging.email.send({ to, ...words, subject, unsubscribe: true }), {
      code: 'invalid_message',
      details: { field: 'subject' },
    });
    const sms = { to: { address: '+447400123456' }, text: 'See {{ unsubscribeUrl }}' };
    await t.messaging.sms.send(sms);
    await t.deliverAll();
    t.expectSent({ text: 'See {{ unsubscribeUrl }}' });
  });
});
