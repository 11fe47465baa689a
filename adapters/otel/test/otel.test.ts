import { context, metrics, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { memory, memoryTransport } from '@postern/memory';
import { type TestOptions, testMessaging } from '@postern/memory/testing';
import { Messaging, type Telemetry } from 'postern';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { otel } from '../src/index.ts';
import { traceparentOf } from '../src/otel-trace-context.ts';
import { linkedTo, otelSdk } from './support/otel-sdk.ts';

const minute = 60_000;
const sms = { to: { address: '+447400123456' }, text: 'A private text' };
const mail = { to: { address: 'jo@private.example' }, subject: 'A private subject', text: 'x' };

let sdk: ReturnType<typeof otelSdk>;
beforeEach(() => {
  sdk = otelSdk();
});
afterEach(() => sdk.end());

const telemetry = () => otel({ tracerProvider: sdk.tracerProvider, meterProvider: sdk.meterProvider });
const open = (options: TestOptions = {}) => testMessaging({ telemetry: telemetry(), ...options });

/** One process that sends and one that delivers, on one storage. */
function twoProcesses(ofSender: Telemetry | undefined = telemetry()) {
  const wiring = memory();
  const transport = memoryTransport({ channel: 'sms', defaultSender: { address: 'Acme' } });
  const common = {
    site: { id: 'acme', name: 'Acme' },
    sites: [{ id: 'other', name: 'Other' }],
    secret: 'x'.repeat(32),
    ...wiring,
    sms: transport,
  };
  return {
    web: new Messaging({ ...common, telemetry: ofSender }),
    worker: new Messaging({ ...common, telemetry: telemetry() }),
  };
}

describe('spans', () => {
  it('join a send to its hand-over in another process by a link, and to the caller as its child', async () => {
    const { web, worker } = twoProcesses();
    const request = sdk.tracer.startSpan('POST /order');
    const { id } = await context.with(trace.setSpan(context.active(), request), () => web.sms.send(sms));
    request.end();
    await worker.deliverDue();

    const [send] = sdk.named('send sms');
    const [process] = sdk.named('process sms');
    const [handOver] = sdk.named('hand over sms');
    expect(send?.parentSpanContext?.spanId).toBe(request.spanContext().spanId);
    expect(send?.kind).toBe(SpanKind.PRODUCER);
    expect(send?.attributes).toEqual({
      'messaging.system.name': 'postern',
      'messaging.operation.name': 'send',
      'messaging.operation.type': 'send',
      'messaging.destination.name': 'sms',
      'messaging.message.id': id,
      'postern.site': 'acme',
      'postern.origin': 'sys',
      'postern.priority': 'normal',
      'postern.status': 'queued',
    });
    expect(process?.parentSpanContext).toBeUndefined();
    expect(process?.kind).toBe(SpanKind.CONSUMER);
    expect(process && linkedTo(process)).toEqual([send?.spanContext().spanId]);
    expect(process?.links[0]?.context.traceId).toBe(send?.spanContext().traceId);
    expect(process?.attributes).toEqual({
      'messaging.system.name': 'postern',
      'messaging.operation.name': 'process',
      'messaging.operation.type': 'process',
      'messaging.destination.name': 'sms',
      'messaging.message.id': id,
      'postern.site': 'acme',
      'postern.origin': 'sys',
      'postern.priority': 'normal',
      'postern.attempt': 1,
      'postern.outcome': 'sent',
      'postern.transport': 'memory',
    });
    expect(handOver?.kind).toBe(SpanKind.CLIENT);
    expect(handOver?.parentSpanContext?.spanId).toBe(process?.spanContext().spanId);
    expect(handOver?.attributes).toMatchObject({
      'messaging.operation.type': 'send',
      'messaging.message.id': id,
      'postern.transport': 'memory',
      'postern.outcome': 'accepted',
    });
    expect(sdk.spans().every(({ status }) => status.code === SpanStatusCode.UNSET)).toBe(true);
    expect((await web.sms.get(id)).traceparent).toBe(traceparentOf(send?.spanContext() as never));
  });

  it('of a started worker have nothing to do with the request that woke it', async () => {
    const t = await open();
    await t.messaging.start();
    const request = sdk.tracer.startSpan('POST /order');
    await context.with(trace.setSpan(context.active(), request), () => t.messaging.sms.send(sms));
    await expect.poll(() => sdk.named('process sms').length).toBe(1);
    await t.messaging.stop();
    expect(sdk.named('process sms')[0]?.spanContext().traceId).not.toBe(request.spanContext().traceId);
  });

  it('are the parents of what a transport and a storage do within them', async () => {
    const t = await open();
    t.sms.answer(() => {
      sdk.tracer.startSpan('POST /provider').end();
      return undefined;
    });
    const { insert } = t.storage.messages;
    t.storage.messages.insert = (...args) => {
      sdk.tracer.startSpan('INSERT').end();
      return insert.apply(t.storage.messages, args);
    };
    await t.messaging.sms.send(sms);
    await t.deliverAll();
    const parent = (name: string) => sdk.named(name)[0]?.parentSpanContext?.spanId;
    expect(parent('INSERT')).toBe(sdk.named('send sms')[0]?.spanContext().spanId);
    expect(parent('POST /provider')).toBe(sdk.named('hand over sms')[0]?.spanContext().spanId);
  });

  it('are one for each attempt, all linked to the one send', async () => {
    const t = await open();
    t.sms.fail('retry');
    await t.messaging.sms.send(sms);
    await t.deliverAll();
    t.advance(60 * minute);
    await t.deliverAll();
    const [send] = sdk.named('send sms');
    const [first, second] = sdk.named('process sms');
    for (const one of [first, second]) expect(one && linkedTo(one)).toEqual([send?.spanContext().spanId]);
    expect(first?.spanContext().traceId).not.toBe(second?.spanContext().traceId);
    expect(first?.attributes).toMatchObject({
      'postern.attempt': 1,
      'postern.outcome': 'retry',
      'postern.failure.class': 'temporary',
      'error.type': 'temporary',
    });
    expect(first?.status.code).toBe(SpanStatusCode.ERROR);
    expect(second?.attributes).toMatchObject({ 'postern.attempt': 2, 'postern.outcome': 'sent' });
    expect(second?.attributes).not.toHaveProperty('error.type');
  });

  it('show a fail-over as two hand-overs of one attempt', async () => {
    const first = memoryTransport({ channel: 'sms', name: 'first', defaultSender: { address: 'Acme' } });
    const second = memoryTransport({ channel: 'sms', name: 'second', defaultSender: { address: 'Acme' } });
    const messaging = new Messaging({
      site: { id: 'acme', name: 'Acme' },
      secret: 'x'.repeat(32),
      ...memory(),
      sms: [first, second],
      telemetry: telemetry(),
    });
    first.fail('retry');
    await messaging.sms.send(sms);
    await messaging.deliverDue();
    const [process, ...more] = sdk.named('process sms');
    expect(more).toEqual([]);
    expect(process?.attributes).toMatchObject({ 'postern.outcome': 'sent', 'postern.transport': 'second' });
    const handOvers = sdk.named('hand over sms');
    expect(handOvers.map((one) => one.attributes['postern.transport'])).toEqual(['first', 'second']);
    expect(handOvers.map((one) => one.attributes['postern.outcome'])).toEqual(['retry', 'accepted']);
    for (const one of handOvers) expect(one.parentSpanContext?.spanId).toBe(process?.spanContext().spanId);
  });

  it('of a message that is suppressed meanwhile are no error, and ask no transport', async () => {
    const t = await open();
    await t.messaging.email.send(mail);
    await t.messaging.email.suppressions.add({ address: mail.to.address, reason: 'manual' });
    await t.deliverAll();
    await t.messaging.email.send(mail);
    expect(sdk.named('hand over email')).toEqual([]);
    const [process] = sdk.named('process email');
    expect(process?.attributes).toMatchObject({
      'postern.outcome': 'suppressed',
      'postern.failure.class': 'blocked',
    });
    expect(process?.status.code).toBe(SpanStatusCode.UNSET);
    expect(sdk.named('send email')[1]?.attributes['postern.status']).toBe('suppressed');
  });

  it('of a transport that throws, and of a send that is refused, say so and nothing of what was said', async () => {
    const t = await open();
    t.messaging.on('error', () => {});
    t.email.answer(() => {
      throw new Error('jo@private.example');
    });
    await t.messaging.email.send(mail);
    await t.deliverAll();
    await expect(
      t.messaging.email.send({ ...mail, to: { address: 'no private address' } }),
    ).rejects.toThrow();
    const [handOver] = sdk.named('hand over email');
    expect(handOver?.attributes).toMatchObject({
      'postern.outcome': 'unknown',
      'error.type': 'transport_fault',
    });
    expect(handOver?.status).toEqual({ code: SpanStatusCode.ERROR });
    const refused = sdk.named('send email')[1];
    expect(refused?.attributes['error.type']).toBe('invalid_address');
    expect(refused?.status).toEqual({ code: SpanStatusCode.ERROR });
    const told = sdk
      .spans()
      .map(({ name, attributes, events, status }) => ({ name, attributes, events, status }));
    expect(JSON.stringify(told)).not.toMatch(/private/);
  });

  it('of a batch are one, which every message of it is linked to, and name their sites', async () => {
    const { web, worker } = twoProcesses();
    await web.forSite('other').sms.sendMany([sms, sms, sms], { batchSize: 2 });
    await worker.deliverDue();
    const batches = sdk.named('send sms');
    expect(batches.map((one) => one.attributes['messaging.batch.message_count'])).toEqual([2, 1]);
    const [first, second] = batches.map((one) => one.spanContext().spanId);
    expect(sdk.named('process sms').flatMap(linkedTo).sort()).toEqual([first, first, second].sort());
    const sites = sdk.spans().map((one) => one.attributes['postern.site']);
    expect(new Set(sites)).toEqual(new Set(['other']));
    expect(batches.some((one) => 'messaging.message.id' in one.attributes)).toBe(false);
  });

  it.each([
    ['no trace is stored', () => undefined],
    ['what is stored is no trace', () => ({ traceparent: 'nonsense', end() {} })],
  ])('link to nothing where %s', async (_, recording) => {
    const silent = {
      delivering: () => undefined,
      processing: () => undefined,
      handingOver: () => undefined,
      happened() {},
    };
    const { web, worker } = twoProcesses({ ...silent, recording });
    await web.sms.send(sms);
    await worker.deliverDue();
    expect(sdk.named('process sms')[0]?.links).toEqual([]);
  });
});

describe('otel()', () => {
  it('reports to the SDK that is registered with the API, also after it was called', async () => {
    const given = otel();
    trace.setGlobalTracerProvider(sdk.tracerProvider);
    metrics.setGlobalMeterProvider(sdk.meterProvider);
    const t = await testMessaging({ telemetry: given });
    await t.messaging.sms.send(sms);
    expect(sdk.named('send sms')).toHaveLength(1);
    expect(await sdk.points('messaging.client.sent.messages')).toHaveLength(1);
    metrics.disable();
  });

  it('does nothing where there is no SDK, and stores no trace', async () => {
    const t = await testMessaging({ telemetry: otel() });
    const { id } = await t.messaging.sms.send(sms);
    await t.deliverAll();
    expect(await t.messaging.sms.get(id)).toMatchObject({ status: 'sent' });
    expect((await t.messaging.sms.get(id)).traceparent).toBeUndefined();
  });

  it.each([5, null, { tracer: {} }, { tracerProvider: {} }, { meterProvider: 5 }])(
    'refuses %j',
    (options) => {
      expect(() => otel(options as never)).toThrow(expect.objectContaining({ code: 'invalid_config' }));
    },
  );
});
