import pg from 'pg';
import { Messaging } from 'postern';
import type { Transport } from 'postern/adapter';
import { postgres } from '../../src/index.ts';

/**
 * A function as a serverless host runs it: it calls `deliverDue()` whenever its parent says `call`, and tells how that ended. It is frozen, by
 * itself and once, where the plan says: with a message claimed and not yet handed over, or with an event in its subscriber's hands.
 */
export interface FunctionPlan {
  /** Of PostgreSQL. */
  readonly url: string;
  readonly freezes?: 'before the hand-over' | 'in the subscriber';
}

/** What it tells its parent. */
export type FunctionTells = 'ready' | 'freezing' | 'ended' | 'failed';

const { url, freezes }: FunctionPlan = JSON.parse(process.argv[2] ?? '{}');
const pool = new pg.Pool({ connectionString: url, application_name: 'function', idleTimeoutMillis: 0 });
pool.on('error', () => undefined);
const { storage, queue } = postgres({ pool });
let frozen = false;

async function tell(what: FunctionTells): Promise<void> {
  await new Promise((resolve) => process.send?.(what, resolve));
}

async function mayFreeze(where: FunctionPlan['freezes']): Promise<void> {
  if (frozen || where !== freezes) return;
  frozen = true;
  await tell('freezing');
  process.kill(process.pid, 'SIGSTOP');
}

const sms: Transport<'sms'> = {
  ...{ name: 'gateway', channel: 'sms', defaultSender: { address: 'Acme' } },
  capabilities: { handOverTimeoutMs: 30_000 },
  async send({ id }) {
    await pool.query('insert into handed (message, who) values ($1, $2)', [id, 'function']);
    return { outcome: 'accepted' };
  },
};
const messaging = new Messaging({
  ...{ site: { id: 'acme', name: 'Acme' }, secret: 'x'.repeat(32), storage, queue, sms },
  delivery: { leaseMs: 1_000, drainMs: 500, unknown: { sms: 'resend' } },
  beforeSend: async () => {
    await mayFreeze('before the hand-over');
    return undefined;
  },
});
messaging.on('error', () => undefined);
messaging.subscribe('crm', async ({ message, event }) => {
  await pool.query('insert into seen (message, type, who) values ($1, $2, $3)', [
    ...[message.id, event.type, 'function'],
  ]);
  await mayFreeze('in the subscriber');
});
process.on('message', () => {
  void messaging.deliverDue().then(
    () => tell('ended'),
    () => tell('failed'),
  );
});
await tell('ready');
