import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { memoryTransport } from '@postern/memory';
import { type Alert, Messaging } from 'postern';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { postgres } from '../src/index.ts';
import { pgliteDatabase, serverDatabase, type TestDatabase } from './support/databases.ts';

const minute = 60_000;
const hour = 60 * minute;
const databases = { PostgreSQL: () => serverDatabase(), PGlite: () => pgliteDatabase() };

/** Answers every post with a status that can be changed, and counts them. */
async function receiver() {
  const there = { status: 503, posts: 0, url: '' };
  const server = createServer((request, response) => {
    there.posts += 1;
    request.resume();
    response.writeHead(there.status).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  there.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return there;
}

describe.each(Object.entries(databases))('alerts of events, on %s', (_, open) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());

  it('are raised for a webhook that took nothing for days and a subscription that nobody empties, and cleared', async () => {
    const there = await receiver();
    let now = Date.now();
    const { storage, queue, close } = postgres(database.source);
    onTestFinished(close);
    const messaging = new Messaging({
      ...{ site: { id: 'acme', name: 'Acme' }, secret: 'x'.repeat(32), clock: () => new Date(now) },
      ...{ storage, queue },
      sms: memoryTransport({ channel: 'sms', defaultSender: { address: 'Acme' } }),
      webhookOptions: { allowHttp: true, allowPrivateAddresses: true },
    });
    const told: string[] = [];
    const note = (what: string, { kind, webhook, subscription }: Alert) =>
      told.push(`${what} ${kind} ${webhook ?? subscription}`);
    messaging.on('alert.raised', ({ alert }) => note('raised', alert));
    messaging.on('alert.cleared', ({ alert }) => note('cleared', alert));
    const round = async (ms: number) => {
      now += ms;
      await messaging.deliverDue();
    };
    const send = () => messaging.sms.send({ to: { address: '+447400123456' }, text: 'Hello' });

    const { id } = (await messaging.webhooks.create({ url: there.url })).webhook;
    const inbox = `webhook/acme/${id}`;
    await send();
    const until = now + 100 * hour;
    while (now < until && !(await messaging.webhooks.get(id)).disabled) await round(2 * hour);
    expect((await messaging.webhooks.get(id)).disabled?.reason).toBe('failing');
    await round(minute);
    // Told of meanwhile: it waits, and does not lag.
    await send();
    await round(hour);
    const standing = await messaging.alerts();
    expect(standing.map(({ kind, site, webhook }) => [kind, site, webhook])).toEqual([
      ['webhook_disabled', 'acme', id],
    ]);
    expect(told.filter((line) => line.includes('webhook_disabled'))).toEqual([
      `raised webhook_disabled ${id}`,
    ]);
    const [{ lagMs } = {}] = await storage.subscriptions.list({ names: [inbox], now: new Date(now) });
    expect(lagMs).toBeGreaterThan(10 * minute);
    expect((await messaging.health()).reasons).toEqual([]);

    there.status = 204;
    there.posts = 0;
    await messaging.webhooks.enable(id);
    await round(minute);
    await round(minute);
    expect(there.posts).toBeGreaterThan(3);
    expect(await messaging.alerts()).toEqual([]);
    expect(told.filter((line) => line.includes('webhook_disabled'))).toEqual([
      `raised webhook_disabled ${id}`,
      `cleared webhook_disabled ${id}`,
    ]);

    told.length = 0;
    const end = messaging.subscribe('crm', () => undefined);
    await round(minute);
    await end();
    await send();
    await round(9 * minute);
    expect(told).toEqual([]);
    await round(2 * minute);
    await round(minute);
    expect(told).toEqual(['raised subscription_lagging crm']);
    expect(await messaging.subscriptions.delete('crm')).toBe(true);
    await round(minute);
    expect(told.at(-1)).toBe('cleared subscription_lagging crm');
    expect(told).toHaveLength(2);
  });
});
