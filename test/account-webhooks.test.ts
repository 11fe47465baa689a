import { memory, memoryTransport } from '@postern/memory';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Messaging, type MessagingConfig } from '../src/index.ts';
import { reportTypes } from '../src/model/status.ts';
import { callback, TestProvider } from './support/provider.ts';

const publicUrl = 'https://acme.example/messaging';
const url = `${publicUrl}/callback/sms/provider`;
const secret = 'x'.repeat(32);
const at = '2030-01-01T12:00:00.000Z';

async function open(extra: Partial<MessagingConfig> = {}) {
  const provider = new TestProvider();
  const wiring = memory();
  const messaging = new Messaging({
    site: { id: 'acme', name: 'Acme' },
    sites: [{ id: 'other', name: 'Other' }],
    ...{ secret, publicUrl, sms: provider, ...wiring, ...extra },
  });
  /** Sends so many and answers the handle of each. */
  const sent = async (count: number, site: 'acme' | 'other' = 'acme') => {
    const before = provider.taken.length;
    for (let index = before; index < before + count; index += 1) {
      // To each another: some reports put a number on the suppression list.
      const address = `+4474001${String(index).padStart(5, '0')}`;
      await messaging.forSite(site).sms.send({ to: { address }, text: `Hello ${index}` });
    }
    await messaging.deliverDue();
    return provider.taken.slice(before).map(({ message: { id }, callbackUrl = '' }) => ({
      id,
      correlation: new URL(callbackUrl).searchParams.get('c') ?? '',
    }));
  };
  return { messaging, provider, sent, ...wiring };
}

describe('a callback of a whole account', () => {
  it('moves every message that its events name, of whatever site', async () => {
    const { messaging, sent } = await open();
    const [mine] = await sent(1);
    const [others] = await sent(1, 'other');
    const told: unknown[] = [];
    messaging.on('callback.received', ({ applied, dropped }) => told.push([applied, dropped]));
    const foreign = { type: 'delivered', at, correlation: `${'0'.repeat(25)}-1-${'f'.repeat(24)}` };
    const events = [mine, others].map((one) => ({ type: 'delivered', at, correlation: one?.correlation }));
    const response = await messaging.handle(
      callback(url, { events: [...events, foreign, { type: 'sent', at }] }),
    );
    expect(response.status).toBe(200);
    expect((await messaging.sms.get(mine?.id ?? '')).status).toBe('delivered');
    expect((await messaging.forSite('other').sms.get(others?.id ?? '')).status).toBe('delivered');
    expect(told).toEqual([[2, 2]]);
  });

  it('may hold a thousand events, and come again', async () => {
    const { messaging, sent } = await open();
    const messages = await sent(250);
    const types = ['sent', 'delivered', 'opened', 'clicked'];
    const events = types.flatMap((type) => messages.map(({ correlation }) => ({ type, at, correlation })));
    const told: unknown[] = [];
    messaging.on('callback.received', ({ applied, repeated }) => told.push([applied, repeated]));
    for (const body of [{ events }, { events: events.toReversed() }])
      await messaging.handle(callback(url, body));
    expect(told).toEqual([
      [1_000, 0],
      [0, 1_000],
    ]);
    expect((await messaging.sms.history({ status: 'delivered', limit: 100 })).items).toHaveLength(100);
    expect((await messaging.sms.get(messages[0]?.id ?? '')).events.map(({ type }) => type)).toEqual([
      ...['queued', 'sending', 'sent'],
      ...types,
    ]);
  });

  it('is asked for again by the status that this provider understands, and the others’ events are kept', async () => {
    const { messaging, provider, sent, storage } = await open();
    Object.assign(provider.capabilities, { webhookRetryStatus: 429 });
    messaging.on('error', () => undefined);
    const [first, second] = await sent(2);
    const { report } = storage.messages;
    Object.assign(storage.messages, {
      report: (given: Parameters<typeof report>[0]) =>
        given.id === first?.id ? Promise.reject(new Error('gone')) : report.call(storage.messages, given),
    });
    const events = [first, second].map((one) => ({ type: 'delivered', at, correlation: one?.correlation }));
    expect((await messaging.handle(callback(url, { events }))).status).toBe(429);
    expect((await messaging.sms.get(second?.id ?? '')).status).toBe('delivered');
    Object.assign(storage.messages, { report });
    expect((await messaging.handle(callback(url, { events }))).status).toBe(200);
    expect((await messaging.sms.get(first?.id ?? '')).status).toBe('delivered');
  });

  it('is asked for again where its transport fails at reading it', async () => {
    const { messaging, provider } = await open();
    messaging.on('error', () => undefined);
    Object.assign(provider, { webhook: () => Promise.reject(new Error('no certificate')) });
    expect((await messaging.handle(callback(url, {}))).status).toBe(503);
  });

  it('that says what cannot be written down is recorded as far as it can be', async () => {
    const { messaging, sent } = await open();
    const [one] = await sent(1);
    const long = 'x'.repeat(50_000);
    const events = [
      { type: 'sent', at: 'no date', detail: `\0${long}`, providerId: long, dedupeKey: `${long}1` },
      { type: 'delivered', at: '9999-01-01T00:00:00Z', dedupeKey: `${long}2` },
    ];
    const body = { events: events.map((event) => ({ ...event, correlation: one?.correlation })) };
    expect((await messaging.handle(callback(url, body))).status).toBe(200);
    const { status, events: recorded } = await messaging.sms.get(one?.id ?? '');
    expect(status).toBe('delivered');
    for (const { at: time } of recorded.slice(-2))
      expect(Math.abs(time.getTime() - Date.now())).toBeLessThan(60_000);
  });
});

it('any order, repetition and batching of what a provider reports ends in the same status; no forged event changes anything', async () => {
  const { messaging, sent } = await open();
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ type: fc.constantFrom(...reportTypes), forged: fc.boolean() }), {
        minLength: 1,
        maxLength: 12,
      }),
      fc.array(fc.nat(), { minLength: 12, maxLength: 12 }),
      fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 12, maxLength: 12 }),
      async (reports, order, batches) => {
        const [plain, mixed] = await sent(2);
        const eventsFor = (correlation = '') =>
          reports.map(({ type, forged }) => ({
            type,
            at,
            correlation: forged ? correlation.replace(/-1-/, '-2-') : correlation,
          }));
        const genuine = reports.filter(({ forged }) => !forged);
        for (const event of eventsFor(plain?.correlation))
          await messaging.handle(callback(url, { events: [event] }));
        const shuffled = eventsFor(mixed?.correlation)
          .map((event, index) => ({ event, key: order[index] ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ event }) => event);
        const twice = [...shuffled, ...shuffled.toReversed()];
        for (let index = 0; twice.length > 0; index += 1) {
          const events = twice.splice(0, batches[index] ?? 5);
          await messaging.handle(callback(url, { events }));
        }
        const [a, b] = await Promise.all([plain, mixed].map((one) => messaging.sms.get(one?.id ?? '')));
        expect(b?.status).toBe(a?.status);
        const recorded = new Set(genuine.map(({ type }) => type));
        expect(new Set(b?.events.slice(3).map(({ type }) => type))).toEqual(recorded);
      },
    ),
    { numRuns: 40 },
  );
});

describe('webhookUrl()', () => {
  it('says where a provider reports to, once for the account', async () => {
    const { messaging, provider } = await open();
    expect(messaging.webhookUrl(provider)).toBe(url);
    expect(messaging.webhookUrl({ channel: 'sms', name: 'provider' })).toBe(url);
  });

  it('names the site that what people write is meant for, where that is another than the first', async () => {
    const { messaging, provider } = await open();
    const other = messaging.forSite('other').webhookUrl(provider);
    expect(other).toBe(`${url}?s=other`);
    const inbound = [{ from: '+447400123456', to: '+447400000000', text: 'STOP' }];
    await messaging.handle(callback(other, { inbound }));
    const to = { address: '+447400123456' };
    expect((await messaging.sms.send({ to, text: 'Hello' })).status).toBe('queued');
    expect((await messaging.forSite('other').sms.send({ to, text: 'Hello' })).status).toBe('suppressed');
  });

  it.each([
    ['invalid_config', { sms: new TestProvider(), publicUrl: undefined }, 'provider'],
    ['invalid_argument', {}, 'another'],
    ['unsupported', { sms: memoryTransport({ channel: 'sms' }) }, 'memory'],
  ] as const)('throws %s', async (code, extra, name) => {
    const { publicUrl: given, ...rest } = { publicUrl, ...extra };
    const config = {
      site: { id: 'acme', name: 'Acme' },
      secret,
      sms: new TestProvider(),
      ...memory(),
      ...rest,
    };
    const messaging = new Messaging(given === undefined ? config : { ...config, publicUrl: given });
    expect(() => messaging.webhookUrl({ channel: 'sms', name })).toThrow(expect.objectContaining({ code }));
  });
});
