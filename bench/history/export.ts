import { parseArgs } from 'node:util';
import { memoryTransport } from '@postern/memory';
import { postgres } from '@postern/postgres';
import { Messaging } from 'postern';
import { openPool } from '../shared/pool.ts';
import { startBenchServer } from '../shared/server.ts';
import { writeHistory } from './write-history.ts';

/** All of a history as CSV, read as fast as it comes: how long, how large, and what memory it takes meanwhile. Then what counting takes. */
const { values: options } = parseArgs({ options: { rows: { type: 'string', default: '1000000' } } });
const rows = Number(options.rows);

const server = await startBenchServer();
try {
  const pool = openPool(await server.create('export'), 10);
  const { storage, queue, migrate, close } = postgres({ pool });
  await migrate();
  await writeHistory(pool, 'acme', rows);
  const messaging = new Messaging({
    ...{ storage, queue, email: memoryTransport({ channel: 'email' }) },
    site: { id: 'acme', name: 'Acme' },
    secret: 'a secret for a bench, long enough for it',
  });
  const began = performance.now();
  let [bytes, lines, most] = [0, 0, 0];
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  for await (const part of messaging.email.export()) {
    bytes += part.byteLength;
    for (const byte of part) if (byte === 10) lines += 1;
    most = Math.max(most, process.memoryUsage().rss - before);
  }
  const seconds = (performance.now() - began) / 1_000;
  console.log(
    `${lines - 1} rows, ${(bytes / 1e6).toFixed(0)} MB in ${seconds.toFixed(1)} s; memory grew by ${(most / 1e6).toFixed(0)} MB at most`,
  );
  for (const match of [
    {},
    { status: 'failed' },
    { origin: 'web' },
    { template: 'none' },
    { term: 'a' },
  ] as const) {
    const start = performance.now();
    const { count, more } = await messaging.email.count(match);
    console.log(
      `count(${JSON.stringify(match)}): ${count}${more ? ' or more' : ''} in ${(performance.now() - start).toFixed(0)} ms`,
    );
  }
  await close();
  await pool.end();
} finally {
  await server.stop();
}
