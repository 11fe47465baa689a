import { memory } from '@postern/memory';
import { describe, expect, it } from 'vitest';
import {
  isFinal,
  type Message,
  Messaging,
  type Outgoing,
  type SendResult,
  type Transport,
} from '../src/index.ts';
import { insertReadySender } from './support/ready-sender.ts';

const workers = 8;
const messages = 10_000;

/** Accepts, refuses, stalls and throws at random, before and after it took a message; remembers what it took. */
class ChaoticTransport implements Transport {
  readonly name = 'chaos';
  readonly channel = 'email';
  readonly capabilities = { handOverTimeoutMs: 20 };
  readonly taken = new Map<string, number>();

  async send({ id }: Outgoing, { signal }: { readonly signal: AbortSignal }): Promise<SendResult> {
    const dice = Math.random();
    if (dice < 0.6) return this.#take(id);
    if (dice < 0.7) return { outcome: 'rejected', failure: { class: 'recipient', message: 'no such user' } };
    if (dice < 0.85) return { outcome: 'retry', failure: { class: 'temporary', message: 'try later' } };
    const tookIt = dice < 0.92;
    if (tookIt) this.#take(id);
    if (Math.random() < 0.5) throw new Error('the connection broke');
    await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
    return { outcome: 'unknown', failure: { class: 'ambiguous', message: 'no answer' } };
  }

  #take(id: string): SendResult {
    this.taken.set(id, (this.taken.get(id) ?? 0) + 1);
    return { outcome: 'accepted' };
  }
}

async function run(unknown: 'hold' | 'resend') {
  const shared = memory();
  const transport = new ChaoticTransport();
  const retry = { attempts: 30, firstDelayMs: 1, factor: 1, maxDelayMs: 1 };
  const processes = Array.from({ length: workers }, () => {
    const messaging = new Messaging({
      ...{ site: { id: 'acme', name: 'Acme' }, secret: 'x'.repeat(32), ...shared, email: transport },
      delivery: { concurrency: { email: 50 }, retry, unknown: { email: unknown }, sweepEveryMs: 200 },
    });
    messaging.on('error', () => undefined);
    return messaging;
  });
  const [first] = processes;
  if (!first) throw new Error('no worker');
  await insertReadySender(shared.storage);
  let waiting = messages;
  const done = new Promise<void>((resolve) => {
    const ended = ({ message }: { readonly message: Message }) => {
      if (!isFinal(message.status)) return;
      waiting -= 1;
      if (waiting === 0) resolve();
    };
    for (const one of processes)
      for (const type of ['sent', 'failed', 'unknown'] as const) one.on(`message.${type}`, ended);
  });
  await Promise.all(processes.map((one) => one.start()));
  const inputs = Array.from({ length: messages }, (_, n) => ({
    to: { address: `c${n}@acme.example` },
    subject: `Letter ${n}`,
    text: 'x',
  }));
  await first.email.sendMany(inputs);
  await done;
  await Promise.all(processes.map((one) => one.stop()));
  return { transport, first };
}

describe(`${messages} messages through ${workers} workers and a transport that fails at random`, () => {
  it('all end in a final status, and none is handed over again once it was taken', async () => {
    const { transport, first } = await run('hold');
    const { counts } = await first.email.overview();
    expect(counts.sent + counts.failed + counts.unknown).toBe(messages);
    expect(Math.max(...transport.taken.values())).toBe(1);
    expect(transport.taken.size).toBeGreaterThanOrEqual(counts.sent);
    expect(counts.unknown).toBeGreaterThan(0);
  });

  it('are taken twice only where the record says so, with the policy that sends again', async () => {
    const { transport, first } = await run('resend');
    const { counts } = await first.email.overview();
    expect(counts.sent + counts.failed + counts.unknown).toBe(messages);
    const twice = [...transport.taken].filter(([, times]) => times > 1);
    expect(twice.length).toBeGreaterThan(0);
    for (const [id, times] of twice) {
      const { events } = await first.email.get(id);
      expect(events.filter(({ type }) => type === 'unknown').length).toBeGreaterThanOrEqual(times - 1);
    }
  });
});
