import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { memoryTransport } from '@postern/memory';
import { Messaging } from 'postern';
import { createId } from 'postern/adapter';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { postgres } from '../src/index.ts';
import { pgliteDatabase, serverDatabase, type TestDatabase } from './support/databases.ts';

const [mails, refused] = [40, 8];
const site = { id: 'acme', name: 'Acme' };
const databases = { PostgreSQL: () => serverDatabase(), PGlite: () => pgliteDatabase() };

/** Takes every post; says the types of a message's events in the order in which they came. */
async function receiver() {
  const took: { readonly message: string; readonly type: string }[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { type, data } = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    took.push({ message: data.message.id, type });
    response.writeHead(204).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const of = (id: string) => took.filter(({ message }) => message === id).map(({ type }) => type);
  return { of, url: `http://127.0.0.1:${port}/` };
}

describe.each(Object.entries(databases))('calls of deliverDue() that overlap, on %s', (_, open) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());

  it('hand each message over once, events and posts in order by one of them at a time, and tell of an alert once', async () => {
    const there = await receiver();
    const email = memoryTransport({ channel: 'email' });
    const sms = memoryTransport({ channel: 'sms', defaultSender: { address: 'Acme' } });
    email.answer(({ text }) => (Number(text) < refused ? 'rejected' : undefined));
    sms.answer(() => 'paused');
    let now = Date.now();
    const told: { readonly id: string; readonly message: string; readonly type: string }[] = [];
    const alerts: string[] = [];
    const busy = new Map<object, number>();
    let most = 0;
    const functions = Array.from({ length: 4 }, () => {
      const { storage, queue, close } = postgres(database.source);
      onTestFinished(close);
      const messaging = new Messaging({
        ...{ site, secret: 'x'.repeat(32), storage, queue, email, sms, clock: () => new Date(now) },
        alerts: { bounceRate: { least: 10 }, overdueMs: false },
        webhookOptions: { allowHttp: true, allowPrivateAddresses: true },
      });
      messaging.on('alert.raised', ({ alert }) => alerts.push(alert.kind));
      messaging.subscribe(
        'crm',
        async ({ id, message, event }) => {
          busy.set(messaging, (busy.get(messaging) ?? 0) + 1);
          most = Math.max(most, [...busy.values()].filter((count) => count > 0).length);
          await new Promise((resolve) => setImmediate(resolve));
          told.push({ id, message: message.id, type: event.type });
          busy.set(messaging, (busy.get(messaging) ?? 0) - 1);
        },
        { types: ['queued', 'sending', 'sent', 'failed'] },
      );
      return { messaging, storage };
    });
    const [first] = functions;
    if (!first) throw new Error('There is none.');
    const { messaging, storage } = first;
    await storage.senders.insert({
      ...{ id: createId('snd', new Date()), site: site.id, channel: 'email', kind: 'address', revision: 1 },
      ...{ key: 'default', byDefault: true, name: 'Acme', address: 'hello@acme.example' },
      ...{ domain: 'acme.example', createdAt: new Date() },
      ...{ addressValidatedAt: new Date(), domainValidatedAt: new Date() },
    });
    await messaging.webhooks.create({ url: there.url });
    /** Each function is called twice at once. */
    const callAll = () => Promise.all([...functions, ...functions].map((one) => one.messaging.deliverDue()));
    await callAll();
    await messaging.email.sendMany(
      Array.from({ length: mails }, (_, index) => ({
        ...{ to: { address: `user${index}@customer.example` }, subject: 'Hello', text: String(index) },
      })),
    );
    await callAll();
    // What another had in hand as they looked waits for the next.
    await callAll();
    expect(email.sent).toHaveLength(mails - refused);
    expect(new Set(email.sent.map(({ id }) => id)).size).toBe(mails - refused);
    expect(most).toBe(1);
    expect(new Set(told.map(({ id }) => id)).size).toBe(told.length);
    const ids = new Set(told.map(({ message }) => message));
    expect(ids.size).toBe(mails);
    for (const id of ids) {
      const types = (await messaging.email.get(id)).events.map(({ type }) => type);
      expect(told.filter(({ message }) => message === id).map(({ type }) => type)).toEqual(types);
      expect(there.of(id)).toEqual(types.map((type) => `message.${type}`));
    }

    const texts = Array.from({ length: 20 }, () => ({ to: { address: '+447400123456' }, text: 'Hello' }));
    await messaging.sms.sendMany(texts);
    for (let minute = 0; minute < 8; minute += 1) {
      now += 60_000;
      await callAll();
    }
    expect(alerts.sort()).toEqual(['bounce_rate', 'channel_paused']);
    const standing = await messaging.alerts({ allSites: true });
    expect(standing.map(({ kind }) => kind).sort()).toEqual(['bounce_rate', 'channel_paused']);
  });
});
