import { bullmq } from '@postern/bullmq';
import { smtp } from '@postern/smtp';
import pg from 'pg';
import { Messaging } from 'postern';
import type { Transport } from 'postern/adapter';
import { postgres } from '../../src/index.ts';

/**
 * One process of the chaos test. A worker hands over until it is killed. A sender records messages one by one, some in
 * transactions of its own, of which some roll back; whatever fails it does again under the same key, and then tells which
 * messages were accepted and which taken back.
 */
export interface ChaosRole {
  readonly role: 'worker' | 'sender';
  /** Of PostgreSQL, or of what stands before it. */
  readonly url: string;
  readonly smtpPort: number;
  /** `false` where LISTEN cannot work. */
  readonly listen?: boolean;
  /** Of a Redis that carries the wake-ups and keeps limits. */
  readonly redis?: string;
}

const { role, url, smtpPort, listen = true, redis }: ChaosRole = JSON.parse(process.argv[2] ?? '{}');
const messages = 5_600;

const pool = new pg.Pool({ connectionString: url });
pool.on('error', () => undefined);
const { storage, queue } = postgres({ pool, listen, onFault: () => undefined, pollMs: 500 });
const shared = redis ? bullmq({ connection: redis, onFault: () => undefined }) : undefined;

// Unsigned: the keys of a domain are another test's subject.
const relay = smtp({ host: '127.0.0.1', port: smtpPort, name: 'localhost', maxConnections: 10 });
const email: Transport<'email'> = {
  name: 'smtp',
  ...(shared ? { rate: { perSecond: 1_000, burst: 50 }, maxConcurrent: 30 } : {}),
  channel: 'email',
  capabilities: relay.capabilities,
  send: (message, context) => relay.send({ ...message, senderState: 'unready' }, context),
};

const messaging = new Messaging({
  ...{ site: { id: 'acme', name: 'Acme' }, storage, email },
  queue: shared?.queue ?? queue,
  limits: shared?.limits(storage.limits) ?? storage.limits,
  secret: 'a secret of thirty-two characters',
  delivery: {
    ...{ concurrency: { email: 20 }, leaseMs: 2_000, sweepEveryMs: 400 },
    retry: { attempts: 50, firstDelayMs: 20, factor: 1.5, maxDelayMs: 500 },
  },
});
messaging.on('error', () => undefined);

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

class HostFailure extends Error {}

function input(number: number) {
  return {
    to: { address: `user${number}@example.com` },
    subject: `Message ${number}`,
    text: `The text of message ${number}.`,
    idempotencyKey: `key ${number}`,
  };
}

/** The host's own transaction around a message; every third of them rolls back. */
async function sendWithinTransaction(number: number): Promise<{ id: string; kept: boolean }> {
  const client = await pool.connect();
  const ignore = () => undefined;
  client.on('error', ignore);
  let id = '';
  try {
    await client.query('begin');
    await client.query('insert into invoice values ($1) on conflict do nothing', [number]);
    ({ id } = await messaging.email.send(input(number), { tx: client }));
    if (number % 3 === 0) throw new HostFailure();
    await client.query('commit');
    client.release();
    return { id, kept: true };
  } catch (error) {
    const lost = await client.query('rollback').then(
      () => undefined,
      (reason: Error) => reason,
    );
    client.release(lost);
    if (error instanceof HostFailure) return { id, kept: false };
    throw error;
  } finally {
    client.removeListener('error', ignore);
  }
}

async function sendSurely(number: number): Promise<{ id: string; kept: boolean }> {
  for (;;) {
    try {
      if (number % 10 === 0) return await sendWithinTransaction(number);
      const { id } = await messaging.email.send(input(number));
      return { id, kept: true };
    } catch {
      // The server is away, or the connection was cut: whether it was recorded, the key will tell.
      await pause(50);
    }
  }
}

if (role === 'worker') {
  for (;;) {
    try {
      await messaging.start();
      process.stdout.write('started\n');
      break;
    } catch {
      await pause(100);
    }
  }
} else {
  let next = 0;
  const lane = async () => {
    while (next < messages) {
      const number = next;
      next += 1;
      const { id, kept } = await sendSurely(number);
      process.stdout.write(`${kept ? 'accepted' : 'taken-back'} ${id}\n`);
      await pause(5);
    }
  };
  await Promise.all(Array.from({ length: 8 }, lane));
  process.stdout.write('done\n');
  process.exit(0);
}
