import { bullmq } from '@postern/bullmq';
import { Messaging } from 'postern';
import type { Transport } from 'postern/adapter';
import { postgres } from '../../src/index.ts';

/** A worker process whose provider takes few at once; it hands over until it is told to stop. */
export interface SlotsRole {
  /** Of PostgreSQL. */
  readonly url: string;
  /** Takes a message by a POST, which it answers when it likes. */
  readonly provider: string;
  readonly maxConcurrent: number;
  readonly concurrency: number;
  readonly leaseMs: number;
  /** Of a Redis that keeps the limits. */
  readonly redis?: string;
}

const role: SlotsRole = JSON.parse(process.argv[2] ?? '{}');
const { storage, queue, close } = postgres({ connectionString: role.url });
const shared = role.redis ? bullmq({ connection: role.redis, onFault: () => undefined }) : undefined;
const sms: Transport<'sms'> = {
  name: 'provider',
  channel: 'sms',
  capabilities: { handOverTimeoutMs: 60_000 },
  defaultSender: { address: 'Acme' },
  maxConcurrent: role.maxConcurrent,
  async send({ id }) {
    const { ok } = await fetch(role.provider, { method: 'POST', body: id });
    if (ok) return { outcome: 'accepted' };
    return { outcome: 'retry', failure: { class: 'throttled', message: 'Too many at once.' } };
  },
};
const messaging = new Messaging({
  ...{ site: { id: 'acme', name: 'Acme' }, secret: 'x'.repeat(32), storage, queue, sms },
  limits: shared?.limits(storage.limits) ?? storage.limits,
  delivery: {
    concurrency: { sms: role.concurrency },
    unknown: { sms: 'resend' },
    leaseMs: role.leaseMs,
    sweepEveryMs: 300,
  },
});
messaging.on('error', () => undefined);
process.once('message', async () => {
  await messaging.stop();
  await shared?.close();
  await close();
  process.disconnect();
});
await messaging.start();
process.send?.('started');
