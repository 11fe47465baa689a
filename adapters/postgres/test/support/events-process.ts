import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { Messaging } from 'postern';
import type { SendResult, Transport } from 'postern/adapter';
import { postgres } from '../../src/index.ts';

/**
 * One process of the chaos of events, killed or frozen at any time. `worker`: it is started. `function`: as a serverless host or a cron job
 * runs it, call after call of `deliverDue()` with little time each, of which two overlap. What it hands over and what its subscriber is told
 * it notes in the database.
 */
export type EventsRole = 'worker' | 'function';

const [role = '', connectionString = ''] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString });
pool.on('error', () => undefined);
const { storage, queue } = postgres({ pool, onFault: () => undefined, pollMs: 200 });

/** Takes it at once, after a while, not at all for now, or without saying so. */
async function send(messageId: string): Promise<SendResult> {
  const chance = Math.random();
  if (chance < 0.1) return { outcome: 'retry', failure: { class: 'temporary', message: 'Try again later.' } };
  if (chance > 0.7) await pause(Math.random() * 30);
  await pool.query('insert into handed (message) values ($1)', [messageId]);
  if (chance < 0.12) throw new Error('The answer was lost.');
  return { outcome: 'accepted' };
}

const sms: Transport<'sms'> = {
  ...{ name: 'gateway', channel: 'sms', defaultSender: { address: 'Acme' } },
  capabilities: { handOverTimeoutMs: 30_000 },
  send: ({ id }) => send(id),
};
const messaging = new Messaging({
  ...{ site: { id: 'acme', name: 'Acme' }, secret: 'x'.repeat(32), storage, queue, sms },
  delivery: {
    ...{ leaseMs: 1_000, sweepEveryMs: 200, drainMs: 200 },
    retry: { attempts: 50, firstDelayMs: 20, factor: 1, maxDelayMs: 100 },
  },
  webhookOptions: { allowHttp: true, allowPrivateAddresses: true, timeoutMs: 400 },
});
messaging.on('error', () => undefined);
messaging.subscribe(
  'crm',
  async ({ id, message, event }, { signal }) => {
    const chance = Math.random();
    // It hangs, before its work or after it, until it is told to end or loses patience.
    const hang = () => pause(600, undefined, { signal });
    if (chance < 0.01) await hang();
    await pool.query('insert into seen (event, message, type, attempt) values ($1, $2, $3, $4)', [
      ...[id, message.id, event.type, event.attempt],
    ]);
    if (chance > 0.99) await hang();
    if (chance > 0.95) throw new Error('The CRM is busy.');
  },
  { retry: { firstDelayMs: 20, factor: 1 } },
);

async function callAgainAndAgain(maxMs: number): Promise<never> {
  for (;;) {
    // Where the connection was lost the call says so, and the next goes on.
    await messaging.deliverDue({ maxMs }).catch(() => undefined);
    await pause(Math.random() * 50);
  }
}

if (role === 'worker') await messaging.start();
else for (const maxMs of [300, 900]) void callAgainAndAgain(maxMs);
process.send?.('begun');
