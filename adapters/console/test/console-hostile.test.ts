import { memoryConsumers } from '@postern/memory';
import { beforeEach, describe, expect, it } from 'vitest';
import { type ConsoleFixture, consoleFixture, everything } from './support/console-fixture.ts';

/** What has run script somewhere, each with a mark by which it is found again. */
const corpus = [
  '<script>alert(1)</script>',
  '</script><script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "'-alert(1)-'",
  '<svg/onload=alert(1)>',
  '<iframe srcdoc="<script>parent.alert(1)</script>">',
  '<a href="javascript:alert(1)">x</a>',
  '<math><mtext></table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
  '\u2028alert(1)\u2029',
  '{{constructor.constructor("alert(1)")()}}',
  '<!--<script>',
  '<meta http-equiv="refresh" content="0;url=javascript:alert(1)">',
];
const oneLine = corpus.map((text) => text.replaceAll(/[\u2028\u2029]/g, ''));
/** Without Liquid's own braces. */
const forTemplates = corpus.map((text) => text.replaceAll(/[{}]/g, ''));

let f: ConsoleFixture;
beforeEach(async () => {
  f = await consoleFixture();
});

/** What no browser takes for anything but data. */
function expectData(headers: Headers): void {
  expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox; frame-ancestors 'none'");
  expect(headers.get('cache-control')).toContain('no-store');
}

/** What can show a stranger's HTML and do nothing. */
function expectHarmless(headers: Headers, images: string): void {
  const policy = headers.get('content-security-policy')?.split('; ');
  expect(policy).toContain('sandbox');
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain(`img-src ${images}`);
  expect(policy?.filter((one) => /^(script|connect|frame|object|font|media)-src/.test(one))).toEqual([]);
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('referrer-policy')).toBe('no-referrer');
}

describe('what strangers wrote', () => {
  it('in names, subjects, texts and searches comes back as data', async () => {
    const consumers = memoryConsumers(
      corpus.map((name, n) => ({ id: `c${n}`, name, email: `c${n}@people.example` })),
    );
    f = await consoleFixture({}, { consumers });
    for (const [n, subject] of oneLine.entries()) {
      const body = { to: { consumerId: `c${n}` }, subject, text: corpus[n] };
      const sent = await f.call('POST', 'email/messages', { body });
      expect(sent.status).toBe(201);
      const detail = await f.call('GET', `email/messages/${sent.body.id}`);
      expectData(detail.headers);
      expect(detail.body).toMatchObject({
        subject: `[Test] ${subject.trim()}`,
        content: { text: corpus[n] },
      });
      const found = await f.call('GET', `email/search?term=${encodeURIComponent(corpus[n] ?? '')}`);
      expectData(found.headers);
      expect(found.body.items).not.toEqual([]);
      const people = await f.call('GET', `consumers?term=${encodeURIComponent(corpus[n] ?? '')}`);
      expectData(people.headers);
      expect(people.body.items).toContainEqual(expect.objectContaining({ name: corpus[n] }));
    }
    expectData((await f.call('GET', 'email/messages')).headers);
  });

  it('in templates and their data comes back as data', async () => {
    for (const [n, text] of forTemplates.entries()) {
      const name = `${n} ${text}`.slice(0, 100);
      const source = { subject: text, text, html: `${text}{{ x }}` };
      const saved = await f.call('POST', 'email/templates', { body: { name, ...source } });
      expect(saved.status).toBe(201);
      expectData(saved.headers);
      expect(saved.body).toMatchObject({ name: name.trim(), html: source.html });
      const data = { x: corpus[n] };
      const shown = await f.call('POST', 'email/preview', { body: { template: saved.body.id, data } });
      expectData(shown.headers);
      // What the author of the template wrote stays, what is put into it is escaped.
      expect(String(shown.body.html).slice(text.length)).not.toMatch(/[<>"]/);
    }
    const list = await f.call('GET', 'email/templates');
    expectData(list.headers);
    expect(list.body.items).toHaveLength(forTemplates.length);
  });

  it("as a provider's answer comes back as data", async () => {
    f.t.email.answer(({ text }) => ({
      outcome: 'rejected',
      failure: { class: 'content', code: '550', message: text },
    }));
    for (const text of corpus) {
      const id = await f.mail({ text });
      await f.t.deliverAll();
      const { headers, body } = await f.call('GET', `email/messages/${id}`);
      expectData(headers);
      expect(body).toMatchObject({ status: 'failed', failure: { message: text } });
    }
  });

  it('as a path, a query or a body is refused as data', async () => {
    for (const text of corpus) {
      const part = encodeURIComponent(text);
      for (const answer of [
        await f.call('GET', part),
        await f.call('GET', `email/messages/${part}`),
        await f.call('GET', `email/messages?cursor=${part}`),
        await f.call('GET', `session?site=${part}`),
        await f.call('POST', 'email/sender/confirm', { body: { code: text } }),
        await f.call('POST', 'email/messages', { body: { [text]: text } }),
        await f.call('POST', 'email/messages', { body: text }),
      ]) {
        expect(answer.status).toBeGreaterThanOrEqual(400);
        expectData(answer.headers);
      }
    }
  });

  it('as the HTML of a mail is shown in a document that can do nothing', async () => {
    for (const html of corpus) {
      const id = await f.mail({ html });
      const response = await f.raw(`api/email/messages/${id}/html`);
      expect(await response.text()).toBe(html);
      expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expectHarmless(response.headers, 'data:');
    }
  });

  it('as HTML that is not sent yet is shown the same way', async () => {
    const csrf = await f.token();
    for (const html of corpus) {
      const response = await f.raw('api/document', everything, {
        method: 'POST',
        headers: { 'sec-fetch-site': 'same-origin' },
        body: new URLSearchParams({ csrf, html }),
      });
      expect(await response.text()).toBe(html);
      expectHarmless(response.headers, 'data:');
    }
  });
});

describe('the HTML of a mail', () => {
  it('loads pictures from elsewhere only when it is asked to', async () => {
    const id = await f.mail({ html: '<img src="https://track.example/p.png">' });
    expectHarmless((await f.raw(`api/email/messages/${id}/html`)).headers, 'data:');
    expectHarmless((await f.raw(`api/email/messages/${id}/html?images=1`)).headers, 'data: https: http:');
    expect((await f.raw(`api/email/messages/${id}/html?images=yes`)).status).toBe(400);
  });

  it('shows the pictures that came with it, and takes no other file for one', async () => {
    const html = `<img src="cid:logo@1"><img src='cid:page'><img src="cid:none"> cid:logo@1`;
    const { id } = await f.t.messaging.email.send({
      ...{ to: 'c1', subject: 'S', html },
      attachments: [
        {
          filename: 'a.png',
          content: new Uint8Array([1, 2, 3]),
          contentType: 'image/png',
          contentId: 'logo@1',
        },
        { filename: 'a.html', content: '<script>', contentType: 'text/html', contentId: 'page' },
      ],
    });
    const text = await (await f.raw(`api/email/messages/${id}/html`)).text();
    expect(text).toBe(
      `<img src="data:image/png;base64,AQID"><img src='cid:page'><img src="cid:none"> cid:logo@1`,
    );
  });

  it('is not there where a mail has none, or is confidential', async () => {
    const plain = await f.mail();
    const sealed = { to: 'c1', subject: 'S', html: '<b>424242</b>', confidential: true };
    const { id } = await f.t.messaging.email.send(sealed);
    for (const one of [plain, id]) {
      const answer = await f.call('GET', `email/messages/${one}/html`);
      expect(answer.body).toMatchObject({ error: { code: 'no_html' } });
      expect(answer.text).not.toContain('424242');
    }
  });
});

describe('a fault', () => {
  it('tells the browser nothing but that there was one, and the host all', async () => {
    const fault = new Error('SELECT secret FROM message');
    f.t.storage.messages.list = () => Promise.reject(fault);
    const answer = await f.call('GET', 'email/messages');
    expect(answer.status).toBe(500);
    expectData(answer.headers);
    expect(answer.body).toMatchObject({ error: { code: 'internal', details: {} } });
    expect(answer.text).not.toContain('SELECT');
    expect(f.errors).toEqual([fault]);
  });

  it('is a process warning without its text where the host does not listen', async () => {
    const quiet = await consoleFixture({ onError: undefined });
    quiet.t.storage.messages.list = () => Promise.reject(new RangeError('a secret'));
    const warned = new Promise<Error>((resolve) => process.once('warning', resolve));
    await quiet.call('GET', 'email/messages');
    const { message } = await warned;
    expect(message).toContain('"history" (RangeError)');
    expect(message).not.toContain('a secret');
  });
});
