import { memoryTransport } from '@postern/memory';
import { postgres } from '@postern/postgres';
import { Messaging } from 'postern';
import { createId, type Message, type NewMessage } from 'postern/adapter';
import { ownCpu } from '../shared/cpu.ts';
import { openPool } from '../shared/pool.ts';
import { cutTelling } from './cut.ts';
import type { Asked, Told } from './sides.ts';

/** A process on a database of its own: does what it is asked, and tells what CPU that took it. */
const [url = '', side = ''] = process.argv.slice(2);
const pool = openPool(url, 20);
if (side === 'untold') cutTelling(pool);
const { storage, queue, migrate } = postgres({ pool, prepare: true });
await migrate();

const messaging = new Messaging({
  ...{ site: { id: 'acme', name: 'Acme' }, storage, queue, secret: 'a secret of thirty-two characters' },
  email: memoryTransport({ channel: 'email' }),
});
if (side === 'subscribed') {
  messaging.subscribe('crm', async () => undefined);
  await messaging.deliverDue();
}

function newMessage(): NewMessage {
  const now = new Date();
  return {
    ...{
      id: createId('msg', now),
      site: 'acme',
      channel: 'email',
      origin: 'sys',
      status: 'queued',
      priority: 'normal',
    },
    to: { address: 'user@example.com' },
    sender: { name: 'Acme', address: 'hello@acme.example' },
    ...{ subject: 'Invoice', preview: 'Lorem ipsum', createdAt: now, confidential: false, fingerprint: '' },
    content: { subject: 'Invoice', text: 'Lorem ipsum dolor sit amet. '.repeat(36) },
  };
}

/** Recorded one by one, by so many callers. */
async function record(count: number, callers: number): Promise<void> {
  let left = count;
  const caller = async () => {
    while (left > 0) {
      left -= 1;
      await storage.messages.insert([newMessage()]);
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
}

/** Claimed and settled by so many at a time, as a worker does. */
async function handOver(limit: number): Promise<void> {
  for (;;) {
    const claims = await storage.messages.claim({
      channel: 'email',
      limit,
      leaseMs: 60_000,
      quarantined: false,
    });
    if (claims.length === 0) return;
    const claimed = new Map<string, Message>(claims.map(({ id, message }) => [id, message]));
    const sent = claims.map(({ id, token }) => ({ id, token, to: 'sent', transport: 'bench' }) as const);
    await storage.messages.settle(sent, { claimed });
  }
}

const phases: Readonly<Record<Asked['phase'], (count: number) => Promise<void>>> = {
  'recorded, 16 callers': (count) => record(count, 16),
  'recorded, 1 caller': (count) => record(count, 1),
  'handed over, 1 at a time': () => handOver(1),
  'handed over, 100 at a time': () => handOver(100),
  'handed out': () => messaging.deliverDue(),
};

process.on('message', async ({ phase, count }: Asked) => {
  const before = ownCpu();
  await phases[phase](count);
  process.send?.({ node: ownCpu() - before } satisfies Told);
});
process.send?.({ node: 0 } satisfies Told);
