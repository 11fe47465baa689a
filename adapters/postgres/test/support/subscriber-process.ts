import { setTimeout as pause } from 'node:timers/promises';
import { memoryTransport } from '@postern/memory';
import pg from 'pg';
import { Messaging } from 'postern';
import { postgres } from '../../src/index.ts';

/**
 * A worker and subscriber that is killed at any time: notes each event in the database before it says that it handled it, and fails now and
 * then. Tells its parent once it has begun.
 */
const [connectionString = ''] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString });
const { storage, queue } = postgres({ pool, pollMs: 200 });
const sms = memoryTransport({ channel: 'sms', defaultSender: { address: 'Acme' } });
sms.answer(() => (Math.random() < 0.1 ? 'retry' : undefined));
const messaging = new Messaging({
  ...{ site: { id: 'acme', name: 'Acme' }, secret: 'x'.repeat(32), storage, queue, sms },
  delivery: {
    ...{ leaseMs: 1_000, sweepEveryMs: 200 },
    retry: { attempts: 50, firstDelayMs: 20, factor: 1, maxDelayMs: 100 },
  },
});
messaging.on('error', () => undefined);
messaging.subscribe(
  'crm',
  async ({ id, message, event }) => {
    await pause(Math.random() * 5);
    await pool.query('insert into seen (event, message, type, attempt) values ($1, $2, $3, $4)', [
      ...[id, message.id, event.type, event.attempt],
    ]);
    if (Math.random() < 0.05) throw new Error('The CRM is busy.');
  },
  { retry: { firstDelayMs: 20, factor: 1 } },
);
await messaging.start();
process.send?.('begun');
