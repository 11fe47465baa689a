import { memoryTransport } from '@postern/memory';
import { Messaging } from 'postern';
import { postgres } from '../../src/index.ts';

/** A worker process with a limited transport: tells its parent when each message was taken. */
const [connectionString = ''] = process.argv.slice(2);
const { storage, queue } = postgres({ connectionString });
const sms = Object.assign(memoryTransport({ channel: 'sms', defaultSender: { address: 'Acme' } }), {
  rate: { perSecond: 10, burst: 1 },
});
sms.answer(() => {
  process.send?.(Date.now());
  return undefined;
});
const messaging = new Messaging({
  site: { id: 'acme', name: 'Acme' },
  secret: 'x'.repeat(32),
  storage,
  queue,
  sms,
});
await messaging.start();
