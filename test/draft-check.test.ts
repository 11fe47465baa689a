import { testMessaging } from '@postern/memory/testing';
import type { DraftFinding } from 'postern';
import { expect, it } from 'vitest';
import { z } from 'zod';

const { messaging } = await testMessaging({
  publicUrl: 'https://acme.example/messaging',
  topics: [{ id: 'news', name: 'News' }],
  templates: [
    {
      id: 'monthly',
      channel: 'email',
      subject: 'News',
      html: '<p>Hello {{ name }}</p>',
      topic: 'news',
      schema: z.object({ name: z.string() }),
    },
  ],
});
const words = 'There is enough to read in this mail that nobody takes it for a picture without words.';
const found = async (html: string, more: object = {}): Promise<readonly DraftFinding[]> =>
  (await messaging.email.check({ subject: 'Hello', html, ...more })).findings;
const codes = async (html: string, more?: object) => (await found(html, more)).map(({ code }) => code);
const link = (href: string, text = 'Read more') => codes(`<p>${words}</p><a href="${href}">${text}</a>`);

it('a mail that nothing is wrong with has no findings, and is shown as it would go', async () => {
  const html = `<html><body style="background:#ffffff;color:#222222"><p>${words}</p>
    <a href="https://acme.example/offer" style="color:#173e92">acme.example/offer</a>
    <img src="https://acme.example/a.png" alt=""><a href="mailto:jo@acme.example">Write</a> <a href="tel:+44123">Call</a>
    <a href="#top">Up</a></body></html>`;
  expect(await messaging.email.check({ subject: 'Your order from ACME', html })).toEqual({
    subject: '[Test] Your order from ACME',
    text: expect.stringContaining(words),
    html,
    findings: [],
  });
});

it.each([
  ['http://acme.example/', 'link_insecure'],
  ['javascript:alert(1)', 'link_unsafe'],
  [' JavaScript:alert(1)', 'link_unsafe'],
  ['data:text/html,hi', 'link_unsafe'],
  ['file:///c:/a.pdf', 'link_unsafe'],
  ['www.acme.example', 'link_broken'],
  ['/offer', 'link_broken'],
  ['', 'link_broken'],
  ['#', 'link_broken'],
  ['https://', 'link_broken'],
  ['https:acme.example', 'link_broken'],
  ['https://acme.example/a b', 'link_broken'],
  ['https://acme.example/%7B%7B{{id}}', 'link_broken'],
  ['mailto:nobody', 'link_broken'],
  ['http://localhost:3000/x', 'link_private'],
  ['https://127.0.0.1/', 'link_private'],
  ['https://[::1]/', 'link_private'],
  ['https://192.168.0.7/', 'link_private'],
  ['https://2130706433/', 'link_private'],
  ['https://intranet/', 'link_private'],
  ['https://shop.internal/', 'link_private'],
  ['https://bit.ly/3abc', 'link_shortened'],
])('a link to %j is named as %s', async (href, code) => {
  expect(await link(href.replaceAll('{{', '&#123;&#123;'))).toEqual([code]);
});

it.each([
  ['https://evil.example/login', 'https://bank.com/login', true],
  ['https://evil.example/', 'www.bank.com', true],
  ['https://bank.com.evil.example/', 'bank.com', true],
  ['https://track.bank.com/r?1', 'https://www.bank.com/', false],
  ['https://evil.example/', 'Read it at bank.com today', false],
  ['https://evil.example/', 'jo@bank.com', false],
  ['https://evil.example/', 'Node.js', false],
  ['https://evil.example/', 'shop.example', false],
])('a link to %s that shows %j differs: %s', async (href, text, differs) => {
  expect(await link(href, text)).toEqual(differs ? ['link_differs'] : []);
});

it('says what it is about, each once, and no more than twenty of a kind', async () => {
  const links = Array.from({ length: 50 }, (_, n) => `<a href="http://acme.example/${n % 30}">x</a>`).join(
    '',
  );
  const findings = await found(`<p>${words}</p>${links}`);
  expect(findings).toHaveLength(20);
  expect(findings[0]).toEqual({ code: 'link_insecure', url: 'http://acme.example/0' });
});

it('tells pictures without words, and without a description, from a mail', async () => {
  expect(
    await found('<img src="https://a.example/1.png"><img src="https://a.example/2.png" alt="">'),
  ).toEqual([
    { code: 'no_text' },
    { code: 'images_only', images: 2, characters: 0 },
    { code: 'alt_missing', count: 1, src: 'https://a.example/1.png' },
  ]);
  // What the list of mails shows, the mail does not.
  const hidden = `<div style="display:none">${words}</div><img src="https://a.example/1.png" alt="Sale">`;
  expect(await codes(hidden)).toEqual(['images_only']);
  expect(await codes(`<p>${words}</p><img src="https://a.example/pixel" width="1" height="1">`)).toEqual([]);
  expect(await codes('<img src="https://a.example/1.png" alt="">', { text: words })).toEqual(['images_only']);
});

it('measures the HTML as it goes, in bytes of UTF-8', async () => {
  const filled = (length: number) => `<p>${'é'.repeat(length)}</p>`;
  expect(await codes(filled(49_990))).toEqual([]);
  expect(await found(filled(50_000))).toEqual([{ code: 'html_large', bytes: 100_007, limit: 100_000 }]);
});

it('names text that is hard to read on its background, and colours that dark mode or light swallows', async () => {
  const styled = (style: string, inner = `<p>${words}</p>`) => found(`<div style="${style}">${inner}</div>`);
  expect(await styled('color:#999;background:#fff')).toEqual([
    { code: 'contrast_low', color: '#999999', background: '#ffffff', ratio: 2.84, text: words },
  ]);
  expect(await styled('color: rgb(118, 118, 118) !important; background-color: white')).toEqual([]);
  expect(await styled('color:#888;background:white;font-size:24px')).toEqual([]);
  expect(await styled('color:#222')).toEqual([{ code: 'color_alone', color: '#222222', text: words }]);
  expect(await styled('color:#fff')).toEqual([{ code: 'color_alone', color: '#ffffff', text: words }]);
  expect(await styled('color:#808080')).toEqual([]);
  expect(await styled('background:#f5f5f5')).toEqual([
    { code: 'background_alone', background: '#f5f5f5', text: words },
  ]);
  expect(await styled('color:#fff;background:url(a.png) #000')).toEqual([]);
  expect(
    await found(`<table bgcolor="#ffffff"><tr><td><font color="#eeeeee">${words}</font></td></tr></table>`),
  ).toMatchObject([{ code: 'contrast_low', ratio: 1.16 }]);
  // It knows of dark mode, or a style sheet may say the rest.
  expect(
    await found(`<meta name="color-scheme" content="light dark"><p style="color:#222">${words}</p>`),
  ).toEqual([]);
  expect(
    await found(`<style>.a{background:#fff}</style><p class="a" style="color:#222">${words}</p>`),
  ).toEqual([]);
  expect(await codes(`<style>.a{background:#fff}</style><p style="color:#222">${words}</p>`)).toEqual([
    'color_alone',
  ]);
});

it('looks at the subject', async () => {
  const of = (subject: string) => codes(`<p>${words}</p>`, { subject });
  expect(await of('BUY NOW, ONLY TODAY')).toEqual(['subject_capitals']);
  expect(await of('SALE')).toEqual([]);
  expect(await of('a'.repeat(93))).toEqual([]);
  expect(await found(`<p>${words}</p>`, { subject: 'a'.repeat(94) })).toEqual([
    { code: 'subject_long', characters: 101, limit: 100 },
  ]);
});

it('misses the way to opt out of what has a topic, its own or its template’s', async () => {
  const missing = { code: 'unsubscribe_missing', topic: 'news' };
  expect(await found(`<p>${words}</p>`, { topic: 'news' })).toEqual([missing]);
  expect(await found(`<p>${words}</p>`, { topic: 'news', essential: true })).toEqual([]);
  expect(await found(`<p>${words}</p>`, { topic: 'news', unsubscribe: true })).toEqual([]);
  const templated = await messaging.email.check({ template: 'monthly', data: { name: 'Jo' } });
  expect(templated.findings).toEqual([missing]);
});

it('finds links in a mail of text alone, and records nothing', async () => {
  const text = `${words} See http://acme.example/a. Or (https://bit.ly/x), or https://acme.example.`;
  const { findings } = await messaging.email.check({ subject: 'Hello', text });
  expect(findings).toEqual([
    { code: 'link_insecure', url: 'http://acme.example/a' },
    { code: 'link_shortened', url: 'https://bit.ly/x', host: 'bit.ly' },
  ]);
  expect((await messaging.email.history()).items).toEqual([]);
});

it.each([
  ['nested', '<b>'.repeat(300_000)],
  ['nested, and closed by others', `${'<a x="<">'.repeat(50_000)}${'</b x="<">'.repeat(45_000)}`],
  ['tags without an end', '<a '.repeat(300_000)],
  ['styles', `<p style="${'color:red;'.repeat(90_000)}">x</p>`],
  ['one link', `<a href="http://${'a.'.repeat(400_000)}">${'a.'.repeat(50_000)}</a>`],
  ['links', '<a href="http://a.example">a.example</a>'.repeat(20_000)],
  ['blanks', `<p>${' \n'.repeat(400_000)}</p>`],
  ['entities', '&amp;'.repeat(190_000)],
])('hostile HTML is looked through in time with its length: %s', async (_, html) => {
  const began = performance.now();
  await messaging.email.check({ subject: 'Hello', text: 'Hello', html });
  expect(performance.now() - began).toBeLessThan(4_000);
});
