import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { memory, memoryTransport } from '@postern/memory';
import { TestMessaging, testMessaging } from '@postern/memory/testing';
import { describe, expect, it, onTestFinished, vi } from 'vitest';

const mail = { to: { address: 'jo@customer.example' }, subject: 'Hello', text: 'Hello Jo' };
const sms = { to: { address: '+447400123456' }, text: 'Hello' };
const minute = 60_000;

/** A receiver on loopback that answers nothing until it is told to. */
async function hangingReceiver() {
  const took: string[] = [];
  const begun = new EventTarget();
  const state = { hangs: true };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    begun.dispatchEvent(new Event('begun'));
    if (state.hangs) return;
    took.push(JSON.parse(Buffer.concat(chunks).toString('utf8')).type);
    response.writeHead(204).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { took, state, begun: once(begun, 'begun'), url: `http://127.0.0.1:${port}/` };
}

const allowed = { allowHttp: true, allowPrivateAddresses: true };

describe('a round of deliverDue() that never comes to the end of what is due', () => {
  it('hands out events, posts webhooks, asks providers, tidies the storage and judges alerts beside it', async () => {
    const there = await hangingReceiver();
    there.state.hangs = false;
    const { storage, queue } = memory();
    const upkeep = vi.fn(async () => {});
    const find = vi.fn(async () => ({ kind: 'not_found' }) as const);
    const texts = memoryTransport({ channel: 'sms', defaultSender: { address: 'Acme' } });
    texts.fail('unknown', 1);
    let free = () => {};
    const held = new Promise<void>((resolve) => {
      free = resolve;
    });
    const email = memoryTransport({ channel: 'email', latency: () => held });
    const t = await testMessaging({
      ...{ email, sms: Object.assign(texts, { find }), queue, startAt: new Date() },
      ...{ alerts: { overdueMs: { low: 2 * minute } }, webhookOptions: allowed },
      storage: Object.assign(storage, { upkeep }),
    });
    await t.messaging.webhooks.create({ url: there.url, types: ['queued'] });
    const told: string[] = [];
    const raised: string[] = [];
    t.messaging.subscribe('crm', ({ event }) => told.push(event.type), { types: ['queued'] });
    t.messaging.on('alert.raised', ({ alert }) => raised.push(alert.kind));
    await t.messaging.sms.send(sms);
    await t.messaging.deliverDue();
    told.length = 0;
    there.took.length = 0;
    upkeep.mockClear();
    await t.messaging.email.sendMany(Array.from({ length: 20 }, () => mail));
    t.advance(5 * minute);
    const round = t.messaging.deliverDue();
    await vi.waitFor(
      () => {
        expect([told.length, there.took.length, raised]).toEqual([20, 20, ['overdue']]);
        expect(upkeep).toHaveBeenCalled();
        expect(find).toHaveBeenCalled();
      },
      { timeout: 10_000 },
    );
    expect(email.sent).toHaveLength(0);
    free();
    await round;
    expect(email.sent).toHaveLength(20);
  });

  it('judges alerts also where a subscriber hangs', async () => {
    const t = await testMessaging({ delivery: { drainMs: 0 } });
    const raised: string[] = [];
    t.messaging.on('alert.raised', ({ alert }) => raised.push(alert.kind));
    t.messaging.subscribe('crm', (_, { signal }) => once(signal, 'abort'), { types: ['given_back'] });
    t.email.answer(() => 'paused');
    await t.messaging.deliverDue();
    await t.messaging.email.send(mail);
    await t.messaging.deliverDue({ maxMs: 50 });
    t.advance(6 * minute);
    const ending = new AbortController();
    const round = t.messaging.deliverDue({ signal: ending.signal });
    await vi.waitFor(() => expect(raised).toEqual(['channel_paused']), { timeout: 10_000 });
    ending.abort();
    await round;
  });

  it('ends within its time where a subscriber and a webhook hang, and the next hands out what they had', async () => {
    const there = await hangingReceiver();
    const t = await testMessaging({
      ...{ startAt: new Date(), webhookOptions: allowed, delivery: { drainMs: 50 } },
    });
    let hangs = true;
    const told: string[] = [];
    const began = vi.fn();
    t.messaging.subscribe('crm', async ({ event }, { signal }) => {
      began();
      if (hangs) await once(signal, 'abort');
      if (signal.aborted) throw new Error('Cut off.');
      told.push(event.type);
    });
    await t.messaging.webhooks.create({ url: there.url });
    await t.messaging.deliverDue();
    await t.messaging.email.send(mail);
    const since = performance.now();
    await t.messaging.deliverDue({ maxMs: 300 });
    await there.begun;
    expect(began).toHaveBeenCalledTimes(1);
    // What the signal of a handler and a post allows at most without it is 15 s.
    expect(performance.now() - since).toBeLessThan(5_000);
    hangs = false;
    there.state.hangs = false;
    await t.messaging.deliverDue();
    expect(told).toEqual(['queued', 'sending', 'sent']);
    expect(there.took).toEqual(['message.queued', 'message.sending', 'message.sent']);
    for (const { waiting, parked } of await t.messaging.subscriptions.list())
      expect([waiting, parked]).toEqual([0, 0]);
  });

  it('hands out what another call in its process had begun with, whose time was up', async () => {
    const t = await testMessaging();
    const told: string[] = [];
    let release = () => {};
    const begun = new EventTarget();
    const began = once(begun, 'begun');
    t.messaging.subscribe('crm', async ({ event }) => {
      told.push(event.type);
      if (told.length > 1) return;
      begun.dispatchEvent(new Event('begun'));
      await new Promise<void>((resolve) => {
        release = resolve;
      });
    });
    await t.messaging.deliverDue();
    await t.messaging.email.send(mail);
    const ending = new AbortController();
    const first = t.messaging.deliverDue({ signal: ending.signal });
    await began;
    const due = vi.spyOn(t.storage.subscriptions, 'due');
    const second = t.messaging.deliverDue();
    await vi.waitFor(() => expect(due).toHaveBeenCalled());
    ending.abort();
    release();
    await Promise.all([first, second]);
    expect(told).toEqual(['queued', 'sending', 'sent']);
  });
});

describe('a function that stood still for longer than its lease', () => {
  it('hands nothing over that another has handed over meanwhile', async () => {
    const email = memoryTransport({ channel: 'email' });
    const { storage, queue } = memory();
    let thaw = () => {};
    const frozen = new EventTarget();
    const stands = once(frozen, 'frozen');
    let checks = 0;
    const t = await testMessaging({
      ...{ storage, queue, email },
      beforeSend: async () => {
        checks += 1;
        if (checks > 1) return;
        frozen.dispatchEvent(new Event('frozen'));
        await new Promise<void>((resolve) => {
          thaw = resolve;
        });
      },
    });
    const { id } = await t.messaging.email.send(mail);
    const round = t.messaging.deliverDue();
    await stands;
    t.advance(61_000);
    const other = new TestMessaging({ storage, queue, email, startAt: t.now });
    await other.messaging.deliverDue();
    // The retry of what was lost.
    other.advance(5 * minute);
    await other.messaging.deliverDue();
    expect(email.sent).toHaveLength(1);
    thaw();
    await round;
    expect(email.sent).toHaveLength(1);
    const { status, events } = await t.messaging.email.get(id);
    expect([status, events.map(({ type }) => type)]).toEqual([
      'sent',
      ['queued', 'sending', 'lost', 'sending', 'sent'],
    ]);
  });

  it('hands no event out that another has handed out meanwhile', async () => {
    const { storage, queue } = memory();
    const t = await testMessaging({ storage, queue });
    const told: string[] = [];
    let thaw = () => {};
    const frozen = new EventTarget();
    const stands = once(frozen, 'frozen');
    t.messaging.subscribe('crm', async ({ event }) => {
      told.push(`first ${event.type}`);
      frozen.dispatchEvent(new Event('frozen'));
      await new Promise<void>((resolve) => {
        thaw = resolve;
      });
    });
    await t.messaging.deliverDue();
    await t.messaging.email.send(mail);
    const round = t.messaging.deliverDue();
    await stands;
    t.advance(61_000);
    const other = new TestMessaging({ storage, queue, startAt: t.now });
    other.messaging.subscribe('crm', ({ event }) => told.push(event.type));
    await other.messaging.deliverDue();
    thaw();
    await round;
    expect(told).toEqual(['first queued', 'queued', 'sending', 'sent']);
    expect(await t.messaging.subscriptions.list()).toMatchObject([{ name: 'crm', waiting: 0 }]);
  });
});
