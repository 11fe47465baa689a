import { AggregationTemporality } from '@opentelemetry/sdk-metrics';
import { type TestOptions, testMessaging } from '@postern/memory/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { otel } from '../src/index.ts';
import { otelSdk } from './support/otel-sdk.ts';

const minute = 60_000;
const sms = { to: { address: '+447400123456' }, text: 'A private text' };

let sdk: ReturnType<typeof otelSdk>;
beforeEach(() => {
  sdk = otelSdk();
});
afterEach(() => sdk.end());

const open = (options: TestOptions = {}) =>
  testMessaging({
    telemetry: otel({ tracerProvider: sdk.tracerProvider, meterProvider: sdk.meterProvider }),
    ...options,
  });

describe('metrics', () => {
  it('count what was recorded, and what a call failed to record', async () => {
    const t = await open();
    await t.messaging.sms.send({ ...sms, origin: 'web', actor: 'u1' });
    await t.messaging.sms.sendMany([sms, sms]);
    await t.messaging.sms.send({ ...sms, text: '' }).catch(() => {});
    const of = {
      'messaging.system.name': 'postern',
      'messaging.operation.name': 'send',
      'messaging.operation.type': 'send',
      'messaging.destination.name': 'sms',
    };
    const kind = { 'postern.status': 'queued' };
    const points = await sdk.points('messaging.client.sent.messages');
    expect(points).toHaveLength(3);
    expect(points).toContainEqual({
      attributes: { ...of, ...kind, 'postern.origin': 'web', 'postern.priority': 'normal' },
      value: 1,
    });
    expect(points).toContainEqual({
      attributes: { ...of, ...kind, 'postern.origin': 'sys', 'postern.priority': 'low' },
      value: 2,
    });
    expect(points).toContainEqual({ attributes: { ...of, 'error.type': 'invalid_message' }, value: 1 });
    const durations = await sdk.points('messaging.client.operation.duration');
    expect(durations.map(({ value }) => (value as { count: number }).count).sort()).toEqual([1, 2]);
  });

  it('tell outcomes by class and transport, how long hand-overs took and messages waited', async () => {
    const t = await open();
    t.sms.fail('retry');
    await t.messaging.sms.send(sms);
    t.advance(4_000);
    await t.deliverAll();
    t.advance(60 * minute);
    await t.deliverAll();
    const by = { 'messaging.destination.name': 'sms', 'postern.transport': 'memory' };
    expect(await sdk.points('postern.hand_overs')).toEqual([
      { attributes: { ...by, 'postern.outcome': 'retry', 'postern.failure.class': 'temporary' }, value: 1 },
      { attributes: { ...by, 'postern.outcome': 'accepted' }, value: 1 },
    ]);
    const took = await sdk.points('postern.hand_over.duration');
    expect(took.map(({ attributes }) => attributes['postern.outcome'])).toEqual(['retry', 'accepted']);
    const [waited] = await sdk.points('postern.queue.wait');
    expect(waited?.attributes).toEqual({ 'messaging.destination.name': 'sms', 'postern.priority': 'normal' });
    expect(waited?.value).toMatchObject({ count: 2, min: 4 });
    const processed = await sdk.points('messaging.process.duration');
    expect(processed.map(({ attributes }) => attributes['postern.outcome'])).toEqual(['retry', 'sent']);
  });

  it('count events and leases that ran out', async () => {
    const t = await open({ delivery: { unknown: { sms: 'resend' } } });
    await t.messaging.sms.send(sms);
    // A worker that never comes back.
    await t.storage.messages.claim({
      channel: 'sms',
      limit: 1,
      leaseMs: 1_000,
      quarantined: false,
      now: t.now,
    });
    t.advance(5_000);
    await t.deliverAll();
    const sms_ = { 'messaging.destination.name': 'sms' };
    expect(await sdk.points('postern.lease.expiries')).toEqual([{ attributes: sms_, value: 1 }]);
    const events = await sdk.points('postern.message.events');
    expect(events.map(({ attributes, value }) => [attributes['postern.event'], value])).toEqual([
      ['queued', 1],
      ['lost', 1],
      ['sending', 1],
      ['sent', 1],
    ]);
  });

  it('say what is due, and for how long, while the process delivers', async () => {
    const t = await open();
    await t.messaging.sms.send(sms);
    await t.messaging.sms.sendMany([sms, sms]);
    expect(await sdk.points('postern.queue.due')).toEqual([]);
    t.sms.answer(() => 'paused');
    await t.deliverAll();
    // They pause for 30 s, and are due again then.
    t.advance(37_000);
    const bySms = (priority: string, value: number) => ({
      attributes: { 'messaging.destination.name': 'sms', 'postern.priority': priority },
      value,
    });
    const due = await sdk.points('postern.queue.due');
    expect(due).toHaveLength(6);
    for (const [priority, value] of [
      ['high', 0],
      ['low', 2],
    ] as const)
      expect(due).toContainEqual(bySms(priority, value));
    expect(await sdk.points('postern.queue.oldest_due.age')).toContainEqual(bySms('low', 7));
    await t.messaging.stop();
    // The SDK says the last figures again; the storage is asked no more.
    let asked = 0;
    t.storage.messages.waiting = async () => {
      asked += 1;
      return { lanes: [], quarantined: 0, expiredLeases: 0 };
    };
    await sdk.points('postern.queue.due');
    expect(asked).toBe(0);
  });

  it('are there without the storage: what is due is left out', async () => {
    const t = await open();
    await t.deliverAll();
    t.storage.messages.waiting = () => Promise.reject(new Error('away'));
    expect(await sdk.points('postern.queue.due')).toEqual([]);
    t.storage.messages.waiting = () => Promise.resolve({ lanes: [], quarantined: 0, expiredLeases: 0 });
    expect(await sdk.points('postern.queue.due')).toHaveLength(6);
  });

  it('repeat what was due last where the storage is away and the reader is cumulative, and say none where it is delta', async () => {
    const delta = otelSdk(AggregationTemporality.DELTA);
    for (const [each, left] of [
      [sdk, 6],
      [delta, 0],
    ] as const) {
      const t = await open({
        telemetry: otel({ tracerProvider: each.tracerProvider, meterProvider: each.meterProvider }),
      });
      await t.deliverAll();
      expect(await each.points('postern.queue.due')).toHaveLength(6);
      t.advance(minute);
      t.storage.messages.waiting = () => Promise.reject(new Error('away'));
      expect(await each.points('postern.queue.due')).toHaveLength(left);
    }
    await delta.end();
  });

  it('have few attributes whatever is sent: no site, no message', async () => {
    const t = await open();
    for (let site = 0; site < 5; site += 1)
      await t.messaging.forSite({ id: `s${site}`, name: 'S' }).sms.send(sms);
    await t.deliverAll();
    for (const name of await sdk.metricNames())
      for (const { attributes } of await sdk.points(name)) {
        expect(Object.keys(attributes)).not.toContain('postern.site');
        expect(Object.keys(attributes)).not.toContain('messaging.message.id');
      }
    expect(await sdk.points('postern.hand_overs')).toHaveLength(1);
  });
});
