import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Client } from './support/client.ts';
import { temporaryFolder } from './support/folder.ts';

const asForm = { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' };
const folder = temporaryFolder();
let client: Client;
beforeAll(async () => {
  client = await Client.start({ DATA_DIR: folder.path });
  await client.makeReady();
});
afterAll(async () => {
  await client.stop();
  folder.remove();
});

interface History {
  readonly items: readonly { readonly id: string; readonly status: string }[];
}
const newsletters = async (customer: string) =>
  ((await client.get(`/api/email/messages?template=newsletter&consumerId=${customer}`)) as History).items;
const shop = async () => (await client.ask('GET', '/shop', undefined, asForm)).text;
const post = (path: string, form: Readonly<Record<string, string>>) =>
  client.ask('POST', path, new URLSearchParams(form).toString(), asForm);
const news = { title: 'Teapots are back', words: 'In blue.' };

describe('the shop', () => {
  test('takes an order by its form', async () => {
    expect(await shop()).toContain('No order yet.');
    const placed = await post('/shop/orders', { customer: 'cus_001', item: '<b>A pot</b>' });
    expect([placed.status, placed.headers.get('location')]).toEqual([303, '/shop']);
    expect(await shop()).toContain('&lt;b&gt;A pot&lt;/b&gt;');
    const refused = await post('/shop/orders', { customer: 'nobody', item: 'A pot' });
    expect([refused.status, refused.text]).toEqual([
      404,
      expect.stringContaining('<a href="/shop">Back</a>'),
    ]);
  });

  test('writes a newsletter to several, and says to whom it cannot', async () => {
    const sent = await post('/shop/newsletter', { ...news, to: 'cus_001, cus_002' });
    expect([sent.status, sent.headers.get('location')]).toEqual([303, '/shop']);
    for (const customer of ['cus_001', 'cus_002']) expect(await newsletters(customer)).toHaveLength(1);
    const some = await post('/shop/newsletter', { ...news, to: 'cus_003 cus_007' });
    expect([some.status, some.text]).toEqual([200, expect.stringMatching(/<code>cus_007<\/code>: \S/)]);
    expect(some.text).not.toContain('cus_003');
    expect(await newsletters('cus_003')).toHaveLength(1);
  });

  test('lets a customer leave the news by the link in it, and confirms their orders all the same', async () => {
    await client.post('/shop/newsletter', { ...news, to: 'cus_004' });
    const [first] = await newsletters('cus_004');
    await client.reaches('sent', 'email', first?.id ?? '');
    const mails = (await client.get('/mail.json')) as readonly { html?: string; unsubscribeUrl?: string }[];
    const { html = '', unsubscribeUrl = '' } = mails[0] ?? {};
    expect(html).toContain(`<a href="${unsubscribeUrl}">Unsubscribe, or choose what you get</a>`);
    const body = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' });
    expect((await fetch(unsubscribeUrl, { method: 'POST', body })).status).toBe(200);
    await client.post('/shop/newsletter', { ...news, to: 'cus_004' });
    expect((await newsletters('cus_004'))[0]).toMatchObject({ status: 'suppressed', topic: 'news' });

    const { email } = (await client.get('/api/consumers/cus_004')) as { email: string };
    await client.ask('PUT', `/api/email/preferences/${email}`, { optedOut: true });
    const order = { customer: 'cus_004', item: 'A pot' };
    expect(await client.post('/api/orders', order)).toMatchObject({ mail: { status: 'queued' } });
  });

  test('leads to the page where a customer chooses', async () => {
    const { status, headers } = await client.ask('GET', '/shop/preferences/cus_002', undefined, asForm);
    expect(status).toBe(303);
    const page = await (await fetch(headers.get('location') ?? '')).text();
    for (const topic of ['News', 'Reminders']) expect(page).toContain(topic);
    expect((await client.ask('GET', '/shop/preferences/cus_007')).status).toBe(404);
  });
});

test('without a database the shop says what orders need, and still writes its newsletter', async () => {
  const own = await Client.start();
  const { text } = await own.ask('GET', '/shop', undefined, asForm);
  expect(text).toContain('Orders need a database');
  expect(text).toContain('action="/shop/newsletter"');
  expect(text).not.toContain('action="/shop/orders"');
  await own.stop();
});
