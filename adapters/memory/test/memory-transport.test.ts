import { setImmediate } from 'node:timers/promises';
import type { Outgoing, SendContext } from 'postern/adapter';
import { expect, it } from 'vitest';
import { type MemoryTransport, memoryTransport } from '../src/index.ts';

const message: Outgoing = {
  id: 'msg_1',
  site: 'acme',
  channel: 'email',
  to: { address: 'jo@example.com' },
  from: { address: 'hello@acme.example' },
  subject: 'Hello',
  text: 'Hello Jo',
  headers: {},
  attachments: [],
  date: new Date('2026-05-01T12:00:00Z'),
  senderState: 'ready',
};

const vault: SendContext['vault'] = {
  site: 'acme',
  read: async () => undefined,
  update: async (_name, change) => change(undefined),
  delete: async () => {},
};

/** A handle as the core makes it; it is not looked at. */
const correlation = '0mwt2ei80k3q9x2v8b5n1w6td-1-0e98955cb70a6dacff9e93ea';

function send(transport: MemoryTransport, overrides: Partial<Outgoing> = {}, signal?: AbortSignal) {
  const context = { signal: signal ?? new AbortController().signal, attempt: 1, correlation, vault };
  return transport.send({ ...message, ...overrides }, context);
}

it('keeps what it took, in order and as it was, until it is cleared', async () => {
  const transport = memoryTransport({ channel: 'email' });
  const headers: Record<string, string> = { 'X-A': '1' };
  expect(await send(transport, { headers })).toEqual({ outcome: 'accepted', providerId: 'memory-1' });
  headers['X-A'] = '2';
  await send(transport, { id: 'msg_2' });
  expect(transport.sent).toEqual([
    { ...message, headers: { 'X-A': '1' } },
    { ...message, id: 'msg_2' },
  ]);
  transport.clear();
  expect(transport.sent).toEqual([]);
});

it.each(['rejected', 'retry', 'paused'] as const)('fails once with "%s", taking nothing', async (fault) => {
  const transport = memoryTransport({ channel: 'email' });
  transport.fail(fault);
  expect(await send(transport)).toMatchObject({ outcome: fault, failure: { message: expect.any(String) } });
  expect(transport.sent).toEqual([]);
  expect(await send(transport)).toMatchObject({ outcome: 'accepted' });
});

it('fails with "unknown" having taken the message', async () => {
  const transport = memoryTransport({ channel: 'email' });
  transport.fail('unknown');
  expect(await send(transport)).toMatchObject({ outcome: 'unknown', failure: { class: 'ambiguous' } });
  expect(transport.sent).toHaveLength(1);
});

it('throws where it is told to', async () => {
  const transport = memoryTransport({ channel: 'email' });
  transport.fail('throw');
  await expect(send(transport)).rejects.toThrow('told to throw');
});

it('fails as often as told; the latest instruction comes first', async () => {
  const transport = memoryTransport({ channel: 'sms' });
  transport.fail('retry', 2);
  transport.fail('rejected');
  const outcomes: string[] = [];
  for (let count = 0; count < 4; count += 1) outcomes.push((await send(transport)).outcome);
  expect(outcomes).toEqual(['rejected', 'retry', 'retry', 'accepted']);
});

it('lets a function decide about each message, with results of its own', async () => {
  const transport = memoryTransport({ channel: 'email' });
  transport.answer(({ id }, attempt) => {
    if (id === 'msg_1') return { outcome: 'accepted', providerId: `own-${attempt}`, response: '250 Ok' };
    return id === 'msg_2' ? 'rejected' : undefined;
  });
  expect(await send(transport)).toEqual({ outcome: 'accepted', providerId: 'own-1', response: '250 Ok' });
  expect(await send(transport, { id: 'msg_2' })).toMatchObject({ outcome: 'rejected' });
  expect(await send(transport, { id: 'msg_3' })).toMatchObject({ outcome: 'accepted' });
  expect(transport.sent.map(({ id }) => id)).toEqual(['msg_1', 'msg_3']);
  transport.answer();
  expect(await send(transport, { id: 'msg_2' })).toMatchObject({ outcome: 'accepted' });
});

it('stalls until the worker aborts', async () => {
  const transport = memoryTransport({ channel: 'email' });
  transport.fail('stall');
  const abort = new AbortController();
  const sending = send(transport, {}, abort.signal);
  await setImmediate();
  abort.abort();
  expect(await sending).toMatchObject({ outcome: 'unknown' });
  expect(transport.sent).toEqual([]);
});

it('answers after its latency, and takes nothing where it is aborted before', async () => {
  const releases: (() => void)[] = [];
  const latency = () => new Promise<void>((resolve) => releases.push(resolve));
  const transport = memoryTransport({ channel: 'email', latency });
  const abort = new AbortController();
  const [held, cut] = [send(transport), send(transport, { id: 'msg_2' }, abort.signal)];
  abort.abort();
  expect(await cut).toMatchObject({ outcome: 'retry' });
  expect(transport.sent).toEqual([]);
  for (const release of releases) release();
  expect(await held).toMatchObject({ outcome: 'accepted' });
  expect(transport.sent.map(({ id }) => id)).toEqual(['msg_1']);
});

it('is described by its options', async () => {
  const defaultSender = { address: 'Acme' };
  const capabilities = { handOverTimeoutMs: 50 };
  const transport = memoryTransport({ channel: 'sms', name: 'carrier', defaultSender, capabilities });
  expect(transport).toMatchObject({ channel: 'sms', name: 'carrier', defaultSender });
  expect(transport.capabilities).toEqual(capabilities);
  expect(await send(transport)).toMatchObject({ providerId: 'carrier-1' });
  const plain = memoryTransport({ channel: 'email' });
  expect(plain.capabilities).toEqual({
    handOverTimeoutMs: 30_000,
  });
  expect([plain.senders, plain.defaultSender]).toEqual([undefined, undefined]);
});
