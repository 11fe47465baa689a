import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Client, type Receipt } from './support/client.ts';

const asBrowser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
const asForm = { ...asBrowser, 'content-type': 'application/x-www-form-urlencoded' };
const hostile = `"><script>alert(1)</script><img src=x onerror='alert(2)'>`;

let client: Client;
beforeAll(async () => {
  client = await Client.start({ SITE_NAME: 'A & <b>' });
});
afterAll(() => client.stop());

describe('the pages', () => {
  test('show what is next at every stage', async () => {
    const home = async () => (await client.ask('GET', '/', undefined, asBrowser)).text;
    expect(await home()).toContain('Next: create a sender');
    await client.post('/api/email/sender', { name: 'Acme', address: 'hello@acme.example' });
    expect(await home()).toContain('Next: enter the code');
    await client.post('/api/email/sender/confirm', { code: await client.code() });
    expect(await home()).toContain('Next: add the 4 DNS records');
    expect((await client.ask('GET', '/dns', undefined, asBrowser)).text).toContain('Add what is missing');
    const added = await client.ask('POST', '/dns/missing', '', asForm);
    expect([added.status, added.headers.get('location')]).toEqual([303, '/dns']);
    expect((await client.ask('GET', '/dns', undefined, asBrowser)).text).not.toContain('Add what is missing');
    await client.post('/api/email/sender/domain/check');
    expect(await home()).toContain('Next: send');
  });

  test('show a hostile mail as text, and its HTML only in a frame that can do nothing', async () => {
    const receipt = await client.post('/api/email/messages', {
      ...{ to: { address: 'jo@example.com', name: hostile }, subject: hostile, text: hostile, html: hostile },
    });
    await client.reaches('sent', 'email', (receipt as Receipt).id);
    for (const path of ['/mail', '/mail/latest']) {
      const { text, headers } = await client.ask('GET', path, undefined, asBrowser);
      expect(text).toContain('&lt;script&gt;alert(1)');
      expect(text).not.toMatch(/<script|<img/i);
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    }
    const { text } = await client.ask('GET', '/mail/latest', undefined, asBrowser);
    const [, frame] = /<iframe sandbox title="[^"]+" src="([^"]+)">/.exec(text) ?? [];
    const framed = await client.ask('GET', frame ?? '');
    expect(framed.text).toContain('<script>alert(1)</script>');
    expect(framed.headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none';/);
  });

  test('show a hostile record as text', async () => {
    await client.post('/dns/records', { type: 'TXT', name: 'x.acme.example', value: hostile });
    const { text } = await client.ask('GET', '/dns', undefined, asBrowser);
    expect(text).toContain('&lt;script&gt;alert(1)');
    expect(text).not.toMatch(/<script|<img/i);
  });

  test('add and remove a record by form, each once', async () => {
    const form = 'type=TXT&name=Y.acme.example.&value=one';
    const count = async () =>
      ((await client.get('/dns.json')) as readonly { name: string }[]).filter(
        ({ name }) => name === 'y.acme.example',
      ).length;
    for (const _ of [1, 2]) expect((await client.ask('POST', '/dns/records', form, asForm)).status).toBe(303);
    expect(await count()).toBe(1);
    expect((await client.ask('POST', '/dns/records/remove', form, asForm)).status).toBe(303);
    expect(await count()).toBe(0);
    const again = await client.ask('POST', '/dns/records/remove', form, asForm);
    expect([again.status, again.text]).toEqual([404, expect.stringContaining('There is no such record.')]);
  });
});

describe('a request from elsewhere', () => {
  /** `fetch` keeps some headers to itself; a browser's are sent as they are. */
  const raw = (method: string, path: string, headers: Record<string, string>) =>
    new Promise<string>((resolve, reject) => {
      const sent = request(`${client.url}${path}`, { method, headers }, (response) => {
        let text = '';
        response.on('data', (chunk) => {
          text += chunk;
        });
        response.on('end', () => resolve(response.statusCode === 403 ? JSON.parse(text).code : 'answered'));
      });
      sent.on('error', reject).end();
    });
  const own = () => new URL(client.url);

  test('is refused by its origin, its fetch metadata or the name it came by', async () => {
    const post = (headers: Record<string, string>) => raw('POST', '/dns/missing', headers);
    expect(await post({ origin: 'https://evil.example' })).toBe('foreign_origin');
    expect(await post({ origin: 'http://127.0.0.1:1' })).toBe('foreign_origin');
    expect(await post({ origin: 'null' })).toBe('foreign_origin');
    expect(await post({ 'sec-fetch-site': 'cross-site' })).toBe('foreign_origin');
    expect(await post({ 'sec-fetch-site': 'same-site' })).toBe('foreign_origin');
    for (const host of ['evil.example', `evil.example:${own().port}`, 'localhost.evil.example']) {
      expect(await raw('GET', '/mail.json', { host })).toBe('foreign_host');
    }
  });

  test('is not what our own pages and a link from elsewhere are', async () => {
    expect(await raw('POST', '/dns/missing', { origin: own().origin, 'sec-fetch-site': 'same-origin' })).toBe(
      'answered',
    );
    expect(
      await raw('GET', '/mail', { host: `localhost:${own().port}`, 'sec-fetch-site': 'cross-site' }),
    ).toBe('answered');
  });

  test('never learns an answer: no CORS header is sent', async () => {
    const { headers } = await client.ask('GET', '/mail.json');
    expect(headers.get('access-control-allow-origin')).toBeNull();
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
  });
});
