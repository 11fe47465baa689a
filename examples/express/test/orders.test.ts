import type { Consumer } from 'postern';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { Client, type Receipt } from './support/client.ts';
import { newDatabase } from './support/database.ts';
import { temporaryFolder } from './support/folder.ts';

const anyNumber = expect.stringMatching(/^\+1 \d{3} 555 01\d\d$/);

interface Order {
  readonly id: string;
  readonly mail: Receipt;
}

describe.each([
  ['PGlite in the data directory', async () => ({})],
  ['a PostgreSQL server', async () => ({ DATABASE_URL: await newDatabase() })],
])('on %s', (_where, database: () => Promise<Readonly<Record<string, string>>>) => {
  const folder = temporaryFolder();
  let client: Client;
  beforeAll(async () => {
    client = await Client.start({ DATA_DIR: folder.path, ...(await database()) });
    await client.makeReady();
  });
  afterAll(async () => {
    await client.stop();
    folder.remove();
  });

  const order = { customer: 'cus_001', item: 'A teapot' };
  const addressOf = async (id: string) => ((await client.get(`/api/consumers/${id}`)) as Consumer).email;
  const confirmations = '/api/email/messages/search?q=order';

  test('an order that fails leaves no row and no mail, and one that is placed has both', async () => {
    const failed = await client.ask('POST', '/api/orders?fail=1', order);
    expect([failed.status, JSON.parse(failed.text).code]).toEqual([500, 'failed_on_purpose']);
    expect(await client.get('/api/orders')).toEqual([]);
    expect(await client.get(confirmations)).toMatchObject({ items: [] });

    const { id, mail } = (await client.post('/api/orders', order)) as Order;
    expect(await client.reaches('sent', 'email', mail.id)).toMatchObject({
      to: { consumerId: 'cus_001' },
      subject: '[Acme] Your order: A teapot',
    });
    expect(await client.get('/api/orders')).toMatchObject([{ id, ...order, placedAt: expect.any(String) }]);
    // The shop's own name for it finds the mail again.
    expect(await client.get(`/api/email/messages?reference=${id}`)).toMatchObject({
      items: [{ id: mail.id, reference: id, essential: true }],
    });
    // Everything that was ever sent has arrived by now, in this order: the failed one's mail is not among it.
    expect(await client.get('/mail.json')).toMatchObject([
      { subject: '[Acme] Your order: A teapot' },
      { subject: '[Acme] Confirm your sender address' },
    ]);
  });

  test('an order whose mail is refused is not placed either', async () => {
    // Without what becomes of their mails meanwhile.
    const placed = async () =>
      ((await client.get('/api/orders')) as readonly object[]).map((one) => ({ ...one, mail: undefined }));
    const before = await placed();
    const cannot: readonly [string, number, string][] = [
      ['cus_007', 422, 'consumer_unreachable'],
      ['nobody', 404, 'no_such_customer'],
    ];
    for (const [customer, status, code] of cannot) {
      const answer = await client.ask('POST', '/api/orders', { ...order, customer });
      expect([answer.status, JSON.parse(answer.text).code]).toEqual([status, code]);
    }
    expect(await placed()).toEqual(before);
  });

  test('an order knows what became of its mail: it is sent, and then it bounces', async () => {
    const { id } = (await client.post('/api/orders', { ...order, item: 'A lid' })) as Order;
    const becomes = (mail: string) =>
      vi.waitFor(
        async () => {
          const orders = (await client.get('/api/orders')) as readonly { id: string; mail: string }[];
          expect(orders.find((one) => one.id === id)).toMatchObject({ mail });
        },
        { timeout: 20_000, interval: 50 },
      );
    await becomes('sent');
    await client.post('/mail/latest/bounce');
    await becomes('undelivered');
    const { text } = await client.ask('GET', '/shop', undefined, { accept: 'text/html' });
    expect(text).toContain(
      `<a href="/api/email/messages?reference=${id}"><span class="badge bad">undelivered</span></a>`,
    );
    expect(await client.get('/api/subscriptions')).toMatchObject([{ name: 'orders', parked: 0 }]);
    await client.ask('DELETE', `/api/email/suppressions/${await addressOf('cus_001')}`);
  });

  test('customers are found in the shop’s own table', async () => {
    const found = (await client.get('/api/consumers?q=zoe&reachableBy=sms')) as readonly Consumer[];
    expect(found.length).toBeGreaterThan(3);
    for (const { name, phone } of found)
      expect([name, phone]).toEqual([expect.stringMatching(/^Zoë /), anyNumber]);
    expect(await client.get('/api/consumers/cus_061')).toMatchObject({ id: 'cus_061' });
  });
});

test('without a database orders say what they need', async () => {
  const client = await Client.start();
  const { status, text } = await client.ask('POST', '/api/orders', {});
  expect([status, JSON.parse(text).code]).toEqual([501, 'no_transactions']);
  await client.stop();
});
