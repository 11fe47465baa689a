import { memoryTransport } from '@postern/memory';
import pg from 'pg';
import { Messaging, type WebhookInCode } from 'postern';
import { postgres } from '../../src/index.ts';

/** One process that hands messages over and posts what becomes of them, until it is killed. */
export interface WebhookProcess {
  /** Of PostgreSQL. */
  readonly url: string;
  readonly webhook: WebhookInCode;
}

const { url, webhook }: WebhookProcess = JSON.parse(process.argv[2] ?? '{}');

const pool = new pg.Pool({ connectionString: url });
pool.on('error', () => undefined);
const { storage, queue } = postgres({ pool, onFault: () => undefined, pollMs: 300 });
const messaging = new Messaging({
  ...{ storage, queue, site: { id: 'acme', name: 'Acme' }, secret: 'a secret of thirty-two characters' },
  sms: memoryTransport({ channel: 'sms', defaultSender: { address: 'Acme' } }),
  delivery: { leaseMs: 1_000, sweepEveryMs: 300 },
  webhooks: [webhook],
  webhookOptions: { allowHttp: true, allowPrivateAddresses: true, timeoutMs: 500 },
});
messaging.on('error', () => undefined);
await messaging.start();
process.stdout.write('started\n');
